"""Makes Django ready for a command, or says in a sentence why that cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mutualise import datafolder


class CannotStart(Exception):
    """Something to mend first; the text says what, and how."""


def start_django() -> None:
    """Read the settings and load the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutualise.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        if "psycopg" in str(problem):
            raise CannotStart(
                "DATABASE_URL names PostgreSQL, and what talks to it is not installed. Run: "
                "pip install 'mutualise[postgresql]'"
            ) from problem
        raise CannotStart(str(problem)) from problem


@contextmanager
def data_in_use(folder: Path) -> Iterator[None]:
    """Work on the data of a folder; not while a backup is put in its place."""
    try:
        with datafolder.hold(folder):
            yield
    except datafolder.InUse as problem:
        raise CannotStart(
            f"A backup is being restored into {folder}. Try again when that is done."
        ) from problem


@contextmanager
def database_in_use() -> Iterator[None]:
    """Use the database, and let go of it in the end.

    No connection may be left open where a process of its own is begun afterwards: SQLite would
    take the locks of the one process for those of the other, and guard neither.
    """
    from django.db import connections
    from django.db.utils import OperationalError

    try:
        yield
    except OperationalError as problem:
        raise CannotStart(f"The database cannot be used: {problem}") from problem
    finally:
        connections.close_all()


def refuse_old_tables() -> None:
    """For commands that do not bring the tables up to date themselves."""
    if waiting := waiting_migrations():
        raise CannotStart(
            f"The tables of the database are older than this program ({len(waiting)} changes "
            "wait). Start the site once, which brings them up to date: mutualise"
        )


def waiting_migrations() -> list[str]:
    """Changes of the tables that this program knows and the database does not have yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
