"""Makes a backup while the site runs: one moment of all data, looked over before it counts."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

from django.db import connection
from django.utils.crypto import salted_hmac

from mutualise import __version__
from mutualise.web.backups import postgresql
from mutualise.web.backups.archive import (
    FORMAT,
    CannotBackUp,
    Findings,
    Manifest,
    digest_of,
    working_folder,
    write_archive,
)
from mutualise.web.backups.checking import applied_migrations, asking_file, look_over


def make_backup(target: Path, now: dt.datetime) -> Manifest:
    """Write all data to a new file; the manifest says what is in it, and any fault found.

    A database that cannot be read makes no backup. One with a fault, such as a record that was
    tampered with, does: it may be the last chance to keep the rest.
    """
    if target.exists():
        raise CannotBackUp(f"{target} exists already. A backup never replaces a file.")
    if not target.parent.is_dir():
        raise CannotBackUp(f"There is no folder {target.parent}.")
    try:
        with working_folder(target.parent) as folder:
            copy = folder / "copy"
            if connection.vendor == "sqlite":
                findings, migrations = _copy_sqlite(Path(connection.settings_dict["NAME"]), copy)
            else:
                findings, migrations = postgresql.dump(copy)
            manifest = Manifest(
                format=FORMAT,
                mutualise=__version__,
                made_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
                engine=connection.vendor,
                size=copy.stat().st_size,
                sha256=digest_of(copy),
                migrations=migrations,
                findings=findings,
                key_mark=key_mark(),
            )
            write_archive(target, copy, manifest)
    except OSError as problem:
        raise CannotBackUp(f"The backup could not be written to {target}: {problem}.") from problem
    return manifest


def key_mark() -> str:
    """Says which secret key the site has, without giving it away."""
    return salted_hmac("mutualise.backup", "which key", algorithm="sha256").hexdigest()[:16]


def _copy_sqlite(source: Path, copy: Path) -> tuple[Findings, tuple[str, ...]]:
    if not source.exists():
        raise CannotBackUp(f"There is no database yet in {source.parent}.")
    try:
        # Reads one moment of the database while others write, and leaves behind what was deleted.
        with contextlib.closing(sqlite3.connect(source, timeout=60)) as live:
            live.execute("VACUUM INTO ?", [str(copy)])
        with contextlib.closing(sqlite3.connect(copy)) as copied:
            ask = asking_file(copied)
            return look_over(ask, "sqlite"), applied_migrations(ask)
    except sqlite3.Error as problem:
        raise CannotBackUp(
            f"The database could not be copied: {problem}. Keep the backups that you have."
        ) from problem
