"""A database that is busy, away or full gets a page of its own; a mistake of ours does not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError

from mutualise.web.database_trouble import Trouble, what_is_wrong
from tests.site_process import free_port


def raised_by_django(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    problem = kind(str(cause))
    problem.__cause__ = cause
    return problem


def of_sqlite(statements: list[str], path: str = ":memory:") -> sqlite3.Error:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    except sqlite3.Error as problem:
        return problem
    finally:
        connection.close()
    raise AssertionError("Nothing went wrong")


def test_full_sqlite() -> None:
    fill = [
        "PRAGMA max_page_count = 3",
        "CREATE TABLE t (a)",
        "INSERT INTO t VALUES (zeroblob(90000))",
    ]
    assert what_is_wrong(raised_by_django(of_sqlite(fill))) is Trouble.FULL


def test_locked_sqlite(tmp_path: Path) -> None:
    path = str(tmp_path / "locked.sqlite3")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert what_is_wrong(raised_by_django(of_sqlite(["BEGIN EXCLUSIVE"], path))) is Trouble.AWAY
    other.close()


def test_sqlite_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as problem:
        sqlite3.connect(tmp_path / "no folder" / "site.sqlite3")
    assert what_is_wrong(raised_by_django(problem.value)) is Trouble.AWAY


def test_postgresql_that_is_not_there() -> None:
    with pytest.raises(psycopg.OperationalError) as problem:
        psycopg.connect(f"postgres://mutualise@127.0.0.1:{free_port()}/none")
    assert what_is_wrong(raised_by_django(problem.value)) is Trouble.AWAY


@pytest.mark.parametrize(
    ("kind", "trouble"),
    [
        (psycopg.errors.DiskFull, Trouble.FULL),
        (psycopg.errors.AdminShutdown, Trouble.AWAY),
        (psycopg.errors.CannotConnectNow, Trouble.AWAY),
        (psycopg.errors.TooManyConnections, Trouble.AWAY),
        (psycopg.errors.DeadlockDetected, Trouble.AWAY),
    ],
)
def test_postgresql_in_trouble(kind: type[psycopg.Error], trouble: Trouble) -> None:
    assert what_is_wrong(raised_by_django(kind("in trouble"))) is trouble


def test_trouble_behind_another_error_is_found() -> None:
    behind = RuntimeError("the session could not be read")
    behind.__context__ = raised_by_django(psycopg.errors.AdminShutdown("bye"))
    assert what_is_wrong(behind) is Trouble.AWAY


def test_mistake_of_ours_is_no_trouble_of_the_database() -> None:
    no_table = of_sqlite(["SELECT * FROM nothing"])
    assert what_is_wrong(raised_by_django(no_table)) is None
    assert what_is_wrong(raised_by_django(no_table, ProgrammingError)) is None
    assert what_is_wrong(ValueError("no")) is None
    assert what_is_wrong(None) is None
