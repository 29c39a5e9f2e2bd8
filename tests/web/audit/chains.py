"""A site with a record, in processes of their own: what the tests of tampering work on."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.site_process import clean_environment

ROOT = Path(__file__).parents[3]

# Makes the tables and a workspace with events, and prints its address and the id of its chain.
FOUND = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.db import transaction
from mutualise.web.tenancy.events import record
from tests.web.people import make_person, make_workspace
person = make_person("practice manager")
workspace = make_workspace(person)
with transaction.atomic():
    for number in range(20):
        record("test.happened", by=person, workspace=workspace, body={"number": number})
print(workspace.address, workspace.id)
"""


class Site:
    """A data folder and a database, which commands and raw SQL work on."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.database = database
        mine = {"DATABASE_URL": database} if database else {}
        self.environment = clean_environment(
            MUTUALISE_DATA=str(folder),
            MUTUALISE_SECRET_KEY="only for tests",
            DJANGO_SETTINGS_MODULE="mutualise.web.settings",
            PYTHONPATH=str(ROOT),
            **mine,
        )
        folder.mkdir(exist_ok=True)
        self.address, self.chain = self.python(FOUND).stdout.split()

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
        """What someone with the password of the database can do."""
        with closing(self._connect()) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows that a statement finds."""
        with closing(self._connect()) as connection:
            return list(connection.execute(statement).fetchall())

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
