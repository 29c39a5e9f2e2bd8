"""A PostgreSQL server for tests: an unprivileged user's, on its own port, in its own folder."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.site_process import free_port


def programs() -> Path:
    """Where this system keeps PostgreSQL's server. Its absence is a failure, as with Chromium."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl"):
        return Path(on_path).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        pytest.fail("These tests need PostgreSQL: see system-packages.txt.", pytrace=False)
    return versions[-1].parent


@dataclass(frozen=True)
class Server:
    """A server that can be stopped, killed and started again."""

    folder: Path
    port: int
    # PostgreSQL refuses to run as an administrator, so the package's own user runs it then.
    user: str | None

    @property
    def url(self) -> str:
        """The address of the database that is there from the start."""
        return self.database("postgres")

    def database(self, name: str) -> str:
        """The address of a database on this server."""
        return f"postgres://mutualise@127.0.0.1:{self.port}/{name}"

    def run(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs."""
        command = [str(programs() / name), *arguments]
        subprocess.run(
            command,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=120,
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {self.safety}"
        self.run("pg_ctl", "--pgdata", str(self.folder / "cluster"), "--wait", "--log",
                 str(self.folder / "log"), "--options", settings, "start")  # fmt: skip

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; "immediate" is as if it had crashed."""
        self.run("pg_ctl", "--pgdata", str(self.folder / "cluster"), f"--mode={mode}", "stop")

    @property
    def safety(self) -> str:
        """Whether it writes through to the disk; most tests need not."""
        return "" if (self.folder / "durable").exists() else "-c fsync=off"

    def create(self, name: str, *, like: str = "template1") -> str:
        """A new database, empty or like another that nobody uses now; its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(like)
                )
            )
        return self.database(name)


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """A server of its own, removed afterwards. `durable` writes through, to be killed in tests."""
    folder = Path(tempfile.mkdtemp(prefix="mutualise-postgresql-"))
    user = "postgres" if os.geteuid() == 0 else None
    if durable:
        (folder / "durable").touch()
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    server = Server(folder, free_port(), user)
    server.run("initdb", "--pgdata", str(folder / "cluster"), "--auth=trust",
               "--username=mutualise", "--no-sync")  # fmt: skip
    server.start()
    try:
        yield server
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            server.stop()
        shutil.rmtree(folder)
