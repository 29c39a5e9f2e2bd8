"""A team whose people answer questions over HTTP, each in a browser of their own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from mutualise import datafolder, doctor
from mutualise.web.backups.archive import Findings
from mutualise.web.backups.checking import asking_file, look_over
from tests.site_process import clean_environment, free_port

# Whole numbers that nothing else asks about, so that each editor can count in one of them.
FACTS = (
    "entity.employees",
    "entity.members",
    "work.employer_headcount",
    "work.transferring",
    "tax.associated_companies",
    "change.notice_days",
)
_CSRF = "reliabilityreliabilityreliability"[:32]
_MAKE = """
import json
from tests.web.people import make_person, make_workspace, seat_in, signed_in
from mutualise.web.tenancy.roles import Role
workspace = make_workspace(make_person("practice manager"))
people = [seat_in(workspace, Role.EDITOR, f"editor {number}") for number in range(COUNT)]
sessions = [signed_in(person).session.session_key for person in people]
print(json.dumps({"address": workspace.address, "sessions": sessions}))
"""
_MIGRATE = "from mutualise.web.serve import migrate; migrate()"


@dataclass(frozen=True)
class Data:
    """Where a site keeps its data."""

    folder: Path
    url: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """What the site is started with; a test fills in more forms than a person could."""
        return {
            "MUTUALISE_WRITE_LIMIT": "0",
            "MUTUALISE_DATA": str(self.folder),
            **({"DATABASE_URL": self.url} if self.url else {}),
        }

    def run(self, script: str) -> str:
        """What a script prints that runs on the data, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{script}"],
            env=clean_environment(**self.settings, DJANGO_SETTINGS_MODULE="mutualise.web.settings"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def command(self, *arguments: str) -> str:
        """What `mutualise ...` says, when it goes well."""
        done = subprocess.run(
            [sys.executable, "-m", "mutualise", *arguments],
            env=clean_environment(**self.settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def make_tables(self) -> None:
        """What the first start of the site leaves behind."""
        datafolder.prepare(self.folder)
        self.run(_MIGRATE)

    @contextlib.contextmanager
    def opened(self):
        """Ask the database itself, whatever the site says."""
        if self.url:
            with psycopg.connect(self.url) as server:
                yield server.execute
        else:
            file = self.folder / datafolder.DATABASE
            with contextlib.closing(sqlite3.connect(file, timeout=60)) as connection:
                yield asking_file(connection)

    def looked_over(self) -> Findings:
        """The whole database: records, guards, faults."""
        with self.opened() as ask:
            return look_over(ask, "postgresql" if self.url else "sqlite")

    def answers(self) -> dict[str, list[int]]:
        """Every value that each fact ever had, in the order of the saves."""
        found: dict[str, list[int]] = {fact: [] for fact in FACTS}
        with self.opened() as ask:
            for fact, value in ask(
                "SELECT fact, value FROM casefile_answerversion ORDER BY begins, id"
            ):
                if fact in found:
                    found[fact].append(int(value))
        return found

    def revisions(self) -> tuple[list[int], int]:
        """The numbers of the saves, and how many saves the record tells of."""
        with self.opened() as ask:
            numbers = [
                row[0] for row in ask("SELECT number FROM casefile_revision ORDER BY number")
            ]
            ((events,),) = ask("SELECT count(*) FROM tenancy_event WHERE kind = 'case.changed'")
        return numbers, events


class RunningSite:
    """The site as a process that may be killed and started again on its port.

    It writes its log to a file: a pipe that nobody reads would fill, and stop it.
    """

    def __init__(self, data: Data) -> None:
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = data.folder.parent / f"site-{self.port}.log"
        self.start()

    def start(self) -> None:
        """Start it, once whatever was killed before has let go of the port."""
        ends = time.monotonic() + 60
        while not doctor.check_port("127.0.0.1", self.port).ok:
            assert time.monotonic() < ends, "A killed process holds the port"
            time.sleep(0.05)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mutualise", "--port", str(self.port)],
                env=clean_environment(**self.data.settings),
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self.process.stdout
        assert b"is running" in self.process.stdout.readline(), self.log.read_text()

    def processes(self) -> list[int]:
        """The server's workers, and the process beside it."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout.split()
        pairs = zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True)
        return [own for own, parent in pairs if parent == self.process.pid]

    def kill_everything(self) -> None:
        for pid in (self.process.pid, *self.processes()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.communicate(timeout=60)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True)
class Team:
    """A workspace, and the sessions of its editors."""

    address: str
    sessions: tuple[str, ...]

    @classmethod
    def on(cls, data: Data, editors: int = len(FACTS)) -> Team:
        """A new team on a site whose tables are made."""
        made = json.loads(data.run(_MAKE.replace("COUNT", str(editors))))
        return cls(made["address"], tuple(made["sessions"]))


class Browser:
    """One editor's: keeps a connection, sends the cookies, reads the form and fills it in."""

    def __init__(self, site: str, team: Team, editor: int, *, patience: float = 60) -> None:
        self.team = team
        self.cookies = f"sessionid={team.sessions[editor]}; csrftoken={_CSRF}"
        self._connection = http.client.HTTPConnection(
            urllib.parse.urlsplit(site).netloc, timeout=patience
        )

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """The status and the page; a connection that broke is made anew the next time."""
        headers = {"Cookie": self.cookies, "X-CSRFToken": _CSRF}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise

    def question(self, fact: str) -> str:
        return f"/workspaces/{self.team.address}/structures/question/{fact}/"

    def seen(self, fact: str) -> str:
        """Open the question; the state of the case that its form brings back."""
        status, page = self.ask("GET", self.question(fact))
        found = re.search(r'name="seen"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="seen"', page)
        if status != 200 or not found:
            raise Refused(status, page)
        return found[1] or found[2]

    def answer(self, fact: str, value: object, seen: str) -> tuple[int, str]:
        """Fill in the form."""
        sent = urllib.parse.urlencode({"answer": value, "seen": seen})
        return self.ask("POST", self.question(fact), sent)


class Refused(Exception):
    """The site did not show the page that was asked for."""

    def __init__(self, status: int, page: str) -> None:
        super().__init__(f"{status}: {page[:300]}")
        self.status, self.page = status, page
