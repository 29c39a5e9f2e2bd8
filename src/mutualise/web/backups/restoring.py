"""Restores a backup: everything is checked before anything is changed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mutualise.datafolder import InUse, hold
from mutualise.web.backups import postgresql
from mutualise.web.backups.archive import (
    CannotRestore,
    Findings,
    Manifest,
    opened_archive,
    working_folder,
)
from mutualise.web.backups.checking import asking_file, asking_site, look_over
from mutualise.web.backups.making import key_mark

_NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Restored:
    """What was restored, and where what was there before is kept now."""

    manifest: Manifest
    kept: str | None
    # Second factors are sealed with the secret key: with another one, nobody's can be read.
    same_key: bool


def restore_backup(source: Path, now: dt.datetime, *, replace: bool = False) -> Restored:
    """Put a backup in place. Older ones are brought up to date; sessions of people end."""
    folder = _folder()
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S")
    with opened_archive(source) as archive, working_folder(folder) as work:
        manifest = archive.manifest
        _refuse_what_does_not_fit(manifest)
        copy = work / "database"
        archive.copy_database(copy)
        if manifest.engine == "sqlite":
            kept = _place_sqlite(copy, manifest, stamp, replace=replace)
        else:
            with postgresql.room_for_new_data(stamp, replace=replace) as kept:
                postgresql.restore(copy)
                _bring_up_to_date(manifest)
    return Restored(manifest, kept, manifest.key_mark == key_mark())


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.DATA)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise CannotRestore(
            f"This is a backup of {_NAMES.get(manifest.engine, manifest.engine)}, and the site is "
            f"set up with {_NAMES[connection.vendor]} (see DATABASE_URL)."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise CannotRestore(
            f"This backup was made by a newer Mutualise ({manifest.mutualise}), whose tables this "
            f"one does not know ({newer[0]}). Install that release or a newer one, then restore."
        )


def _place_sqlite(copy: Path, manifest: Manifest, stamp: str, *, replace: bool) -> str | None:
    """Make the copy ready beside the database, then let it take its place in one step."""
    place = Path(connection.settings_dict["NAME"])
    if place.exists() and not replace:
        raise CannotRestore(
            f"There is data already in {place.parent}. To put the backup in its place, add: "
            "--replace"
        )
    try:
        with contextlib.closing(sqlite3.connect(copy)) as copied:
            _refuse_faults(look_over(asking_file(copied), "sqlite"), manifest)
        with hold(place.parent, alone=True):
            with _site_on(copy):
                _bring_up_to_date(manifest)
            return _swap(copy, place, stamp)
    except sqlite3.Error as problem:
        raise CannotRestore(f"The backup cannot be used: {problem}.") from problem
    except InUse as problem:
        raise CannotRestore(
            "The site is running on this data. Stop it first, and `mutualise work` if you run it."
        ) from problem


@contextlib.contextmanager
def _site_on(copy: Path) -> Iterator[None]:
    """Let the site's own code work on a copy."""
    place = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place


def _bring_up_to_date(manifest: Manifest) -> None:
    """Check what arrived, bring its tables up to this release, and check again."""
    _refuse_faults(look_over(asking_site(), connection.vendor), manifest)
    call_command("migrate", interactive=False, verbosity=0)
    _refuse_faults(look_over(asking_site(), connection.vendor), manifest)
    _end_sessions_of_people()


def _refuse_faults(found: Findings, manifest: Manifest) -> None:
    """What was wrong when the backup was made is no reason to refuse; anything new is."""
    if found.chains != manifest.findings.chains:
        raise CannotRestore("The record of events is not the one that was backed up.")
    if missing := set(manifest.findings.triggers) - set(found.triggers):
        raise CannotRestore(f"Guards of the database are missing: {', '.join(sorted(missing))}.")
    if new := [fault for fault in found.faults if fault not in manifest.findings.faults]:
        raise CannotRestore(f"The restored data has a fault: {new[0]}")


def _end_sessions_of_people() -> None:
    """Someone who left since the backup was made must not be signed in again by it."""
    for session in Session.objects.all().iterator():
        if SESSION_KEY in session.get_decoded():
            session.delete()


def _swap(copy: Path, place: Path, stamp: str) -> str | None:
    kept = None
    if place.exists():
        kept = place.with_name(f"{place.name}.replaced-{stamp}")
        # What lies in the log beside the database goes into it, so that the one file is everything.
        with contextlib.closing(sqlite3.connect(place)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # A second name for the old data, before the first one is given to the new.
        os.link(place, kept)
    for rest in ("-wal", "-shm"):
        place.with_name(place.name + rest).unlink(missing_ok=True)
    copy.chmod(0o600)
    copy.replace(place)
    return str(kept) if kept else None
