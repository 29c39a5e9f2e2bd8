"""A site with something in it, on either database, as the commands see it."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from mutualise import datafolder
from mutualise.web.backups.checking import asking_file, look_over
from tests.postgresql_server import Server
from tests.site_process import clean_environment

FILL = """
from mutualise.web.serve import migrate
migrate()
from tests.web.people import make_person, make_workspace, seat_in
from mutualise.web.tenancy.roles import Role
for letter in "AB":
    workspace = make_workspace(title=f"Practice {letter}")
    seat_in(workspace, Role.EDITOR)
"""


@dataclass(frozen=True)
class Site:
    """A data folder, and the address of a database where it is PostgreSQL."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        more = {"DATABASE_URL": self.url} if self.url else {}
        return clean_environment(MUTUALISE_DATA=str(self.folder), **more)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `mutualise ...` and keep what it says."""
        return subprocess.run(
            [sys.executable, "-m", "mutualise", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, script: str) -> str:
        """What a script prints that runs on the data."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{script}"],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "mutualise.web.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def fill(self) -> None:
        """Two workspaces with two people each."""
        datafolder.prepare(self.folder)
        self.run(FILL)

    @property
    def state(self) -> tuple[int, int, int, tuple[str, ...]]:
        """Workspaces, people, events and faults."""
        if self.url:
            with psycopg.connect(self.url) as server:
                found = look_over(server.execute, "postgresql")
        else:
            with contextlib.closing(sqlite3.connect(self.folder / datafolder.DATABASE)) as file:
                found = look_over(asking_file(file), "sqlite")
        return found.workspaces, found.people, found.events, found.faults


class Sites:
    """Makes sites on one kind of database: empty ones, and copies of one that was filled once."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self._server = folder, server
        self._model = self._new("model")
        self._model.fill()

    def _new(self, name: str) -> Site:
        folder = self._folder / name
        return Site(folder, self._server.create(name) if self._server else "")

    def new(self) -> Site:
        """A fresh machine."""
        return self._new(f"fresh_{random.getrandbits(40):x}")

    def filled(self) -> Site:
        """A site with data in it."""
        name = f"filled_{random.getrandbits(40):x}"
        folder = self._folder / name
        shutil.copytree(self._model.folder, folder)
        return Site(folder, self._server.create(name, like="model") if self._server else "")
