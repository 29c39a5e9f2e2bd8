"""Tells a database that cannot do its part for now from a mistake of ours."""

from __future__ import annotations

import enum
import logging
import sqlite3
from typing import Final

from django.db import InterfaceError, OperationalError


class Trouble(enum.Enum):
    """What keeps a database from its work."""

    AWAY = "It is busy, starting, or cannot be reached."
    FULL = "There is no room on its disk."


# SQLite's codes, without what follows the first byte. A limit on the size of files is met as an
# error in writing.
_SQLITE_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_SQLITE_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# PostgreSQL's classes of codes: connection, resources, intervention of an administrator, and a
# transaction that has to be begun again.
_POSTGRESQL_AWAY: Final = ("08", "53", "57", "40")
_POSTGRESQL_FULL: Final = ("53100", "58030")


def what_is_wrong(problem: BaseException | None) -> Trouble | None:
    """The trouble of a database behind an error; None when it is something else."""
    behind = _of_database(problem)
    return _trouble(behind.__cause__) if behind else None


def _of_database(problem: BaseException | None) -> BaseException | None:
    while problem and not isinstance(problem, OperationalError | InterfaceError):
        problem = problem.__cause__ or problem.__context__
    return problem


def _trouble(cause: BaseException | None) -> Trouble | None:
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _SQLITE_FULL:
            return Trouble.FULL
        return Trouble.AWAY if code in _SQLITE_AWAY else None
    # Of PostgreSQL; one without a code never reached the server, or lost it.
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL_FULL:
        return Trouble.FULL
    return Trouble.AWAY if state is None or state.startswith(_POSTGRESQL_AWAY) else None


class InOneLine(logging.Filter):
    """Writes trouble of the database in one line each time, and mistakes of ours in full.

    It may last for an hour, with every page that someone asks for; where in our code it was met
    tells nothing.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Nothing is left out."""
        problem = record.exc_info[1] if record.exc_info else None
        if what_is_wrong(problem):
            reason = " ".join(str(_of_database(problem)).split())
            record.msg, record.args = f"{record.getMessage()} ({reason})", None
            record.exc_info = None
        return True
