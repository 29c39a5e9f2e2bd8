"""Looks a database over: is it whole, does each chain of events hold, are its guards there?"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from mutualise.ledger import Entry, Link, verify_chain
from mutualise.web.backups.archive import Chain, Findings

# Runs one statement and gives its rows; the same on both databases and on a file by itself.
Ask = Callable[[str], Iterable[Sequence[Any]]]

_EVENTS: Final = (
    "SELECT chain, number, previous, at, actor, kind, about, body, digest "
    "FROM tenancy_event ORDER BY chain, number"
)
_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT DISTINCT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT tgisinternal AND n.nspname = current_schema() AND tgenabled <> 'D' ORDER BY tgname",
}
# Without these the record could be rewritten unnoticed.
GUARDS: Final = frozenset({"tenancy_event_never_changes", "tenancy_event_continues"})


def look_over(ask: Ask, engine: str) -> Findings:
    """What the database holds, with everything that is wrong."""
    chains, faults = read_chains(ask(_EVENTS))
    triggers = tuple(str(name) for (name,) in ask(_TRIGGERS[engine]))
    if missing := GUARDS - set(triggers):
        faults.append(f"The record is not guarded: {', '.join(sorted(missing))} is missing.")
    if engine == "sqlite":
        faults += _what_sqlite_finds(ask)
    (workspaces,), (people,) = (
        next(iter(ask(f"SELECT count(*) FROM {table}")))  # noqa: S608 - our own two names
        for table in ("tenancy_workspace", "tenancy_person")
    )
    return Findings(chains, triggers, int(workspaces), int(people), tuple(faults))


def applied_migrations(ask: Ask) -> tuple[str, ...]:
    """The changes that the tables have had."""
    return tuple(
        sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))
    )


def read_chains(events: Iterable[Sequence[Any]]) -> tuple[dict[str, Chain], list[str]]:
    """How far each chain is whole, and where one breaks first."""
    chains: dict[str, Chain] = {}
    faults: list[str] = []
    for name, rows in itertools.groupby(events, key=lambda row: str(row[0])):
        walked = verify_chain(_entry(row) for row in rows)
        chains[name] = Chain(walked.size, walked.root.hex())
        if walked.broken:
            faults.append(f"The record {name} is not whole. {walked.broken.sentence}")
    return chains, faults


def _entry(row: Sequence[Any]) -> Entry:
    _, number, previous, at, actor, kind, about, body, digest = row
    return Entry(Link(int(number), previous, at, actor, kind, about, body), digest)


def _what_sqlite_finds(ask: Ask) -> list[str]:
    said = [str(line) for (line,) in ask("PRAGMA integrity_check")]
    faults = [] if said == ["ok"] else [f"SQLite finds: {line}" for line in said[:5]]
    astray = {str(row[0]) for row in ask("PRAGMA foreign_key_check")}
    return faults + [f"Rows of {table} name others that are not there." for table in sorted(astray)]


def asking_file(connection: sqlite3.Connection) -> Ask:
    """Asks a database file by itself."""
    return connection.execute


def asking_site() -> Ask:
    """Asks the database that the site is set up with."""

    def ask(statement: str) -> Iterable[Sequence[Any]]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows: list[Sequence[Any]] = cursor.fetchall()
            return rows

    return ask
