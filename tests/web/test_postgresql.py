"""The same site on PostgreSQL: a server of its own, started and removed by the test."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_process import ask, clean_environment, free_port, running_site

ROOT = Path(__file__).parents[2]


def programs() -> Path:
    """Where this system keeps PostgreSQL's server. Its absence is a failure, as with Chromium."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        pytest.fail("These tests need PostgreSQL: see system-packages.txt.", pytrace=False)
    return versions[-1].parent


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a database on a server that runs as an unprivileged user."""
    folder = Path(tempfile.mkdtemp(prefix="mutualise-postgresql-"))
    # PostgreSQL refuses to run as an administrator, so the package's own user runs it then.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    cluster, port = folder / "cluster", free_port()

    def run(name: str, *arguments: str) -> None:
        command = [str(programs() / name), *arguments]
        subprocess.run(
            command, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True, timeout=120
        )

    run("initdb", "--pgdata", str(cluster), "--auth=trust", "--username=mutualise", "--no-sync")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "--pgdata", str(cluster), "--wait", "--log", str(folder / "log"),
        "--options", settings, "start")  # fmt: skip
    try:
        yield f"postgres://mutualise@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "--pgdata", str(cluster), "--mode=immediate", "stop")
        shutil.rmtree(folder)


def test_site_runs_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    with running_site(tmp_path, DATABASE_URL=postgresql) as address:
        assert ask(address, "GET", "/cookies/")[0] == 200
    assert not (tmp_path / "mutualise.sqlite3").exists()


def test_everything_stored_works_on_postgresql(postgresql: str) -> None:
    """Runs each test that uses the database once more, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "django_db", "-p", "no:xdist", "tests/web"],
        cwd=ROOT,
        env=clean_environment(DATABASE_URL=postgresql),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
