"""The same site on PostgreSQL: a server of its own, started and removed by the test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql_server import running_server
from tests.site_process import ask, clean_environment, running_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a database on a server that runs as an unprivileged user."""
    with running_server() as server:
        yield server.url


def test_site_runs_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    with running_site(tmp_path, DATABASE_URL=postgresql) as address:
        assert ask(address, "GET", "/cookies/")[0] == 200
    assert not (tmp_path / "mutualise.sqlite3").exists()


# A folder or a file at a time, so that several processes share the work.
HERE = Path(__file__).parent
PARTS = sorted(
    path.name
    for path in HERE.iterdir()
    if (path.is_dir() or path.name.startswith("test_"))
    and path.name != Path(__file__).name
    and not path.name.startswith("__")
)


# Everything that the site stores, once more: minutes for the largest part on a slow machine.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", PARTS)
def test_everything_stored_works_on_postgresql(postgresql: str, part: str) -> None:
    """Runs each test that uses the database once more, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "django_db", "-p", "no:xdist", HERE / part],
        cwd=ROOT,
        env=clean_environment(DATABASE_URL=postgresql),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED), (
        done.stdout + done.stderr
    )
