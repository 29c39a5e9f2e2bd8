"""A site with a record, in processes of their own: what the tests of tampering work on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.site_process import clean_environment

ROOT = Path(__file__).parents[3]

# Makes the tables and workspaces with 22 events each, and prints their addresses and chains.
FOUND = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.db import transaction
from mutualise.web.tenancy.events import record
from tests.web.people import make_person, make_workspace
person = make_person("practice manager")
for letter in "ABCDEF":
    with transaction.atomic():
        workspace = make_workspace(person, title=f"Practice {letter}")
        for number in range(20):
            record("test.happened", by=person, workspace=workspace, body={"number": number})
    print(workspace.address, workspace.id)
"""


def environment(folder: Path, database: str) -> dict[str, str]:
    """What the processes of a site are started with."""
    mine = {"DATABASE_URL": database} if database else {}
    return clean_environment(
        MUTUALISE_DATA=str(folder),
        MUTUALISE_SECRET_KEY="only for tests",
        DJANGO_SETTINGS_MODULE="mutualise.web.settings",
        PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **mine,
    )


class Site:
    """A data folder and a database, which commands and raw SQL work on."""

    def __init__(self, folder: Path, names: list[list[str]], database: str = "") -> None:
        self.folder, self.names, self.database = folder, names, database
        self.environment = environment(folder, database)

    @classmethod
    def found(cls, folder: Path, database: str = "") -> Site:
        """A new site with six workspaces of 22 events each: Practice A to Practice F."""
        folder.mkdir()
        site = cls(folder, [], database)
        site.names = [line.split() for line in site.python(FOUND).stdout.splitlines()]
        return site

    def copied(self, folder: Path, database: str = "") -> Site:
        """The same site again; the copy of its database was made already, if it is a server's."""
        shutil.copytree(self.folder, folder)
        return Site(folder, self.names, database)

    @property
    def address(self) -> str:
        """The address of Practice A."""
        return self.names[0][0]

    def chain(self, letter: str = "A") -> str:
        """The chain of a practice."""
        return self.names["ABCDEF".index(letter)][1]

    def python(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program beside the site."""
        done = self._run([sys.executable, "-c", program, *arguments])
        assert done.returncode == 0, done.stderr
        return done

    def start(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Begin a program beside the site."""
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self.environment,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def mutualise(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product."""
        return self._run([sys.executable, "-m", "mutualise", *arguments])

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def sql(self, *statements: str) -> None:
        """What someone with the password of the database can do. “{A}” is Practice A's chain."""
        with closing(self._connect()) as connection:
            for statement in statements:
                connection.execute(self._with_chains(statement))
            connection.commit()

    def _with_chains(self, statement: str) -> str:
        return re.sub(r"\{([A-F])\}", lambda found: self.chain(found[1]), statement)

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows that a statement finds."""
        with closing(self._connect()) as connection:
            return list(connection.execute(self._with_chains(statement)).fetchall())

    def drop_guards(self) -> None:
        """Take away the triggers that keep the record."""
        names = ["never_changes", "never_goes", "continues"]
        if self.database:
            names[1] = "never_emptied"
        on = " ON tenancy_event" if self.database else ""
        self.sql(*(f"DROP TRIGGER tenancy_event_{name}{on}" for name in names))

    def _connect(self) -> Any:
        if not self.database:
            import sqlite3

            return sqlite3.connect(self.folder / "mutualise.sqlite3", timeout=30)
        import psycopg

        parts = urlsplit(self.database)
        return psycopg.connect(
            host=parts.hostname, port=parts.port, user=parts.username, dbname=parts.path[1:]
        )
