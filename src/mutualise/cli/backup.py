"""`mutualise backup` and `mutualise restore`: all data in one file, and back."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise import datafolder, recordkey
from mutualise.calendars.words import written_date
from mutualise.cli.options import data_option, use_data_folder

if TYPE_CHECKING:
    from mutualise.web.backups import Manifest

FOLDER = "MUTUALISE_BACKUPS"


@click.command("backup")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a file named by the time into this folder, and remove the oldest ones.  "
    "[default: MUTUALISE_BACKUPS]",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=14,
    show_default=True,
    help="How many backups to keep in the folder.",
)
@data_option
def backup_command(file: Path | None, folder: Path | None, keep: int, data: Path | None) -> None:
    """Copy all data to FILE, or into a folder of backups, while the site runs.

    The copy is one moment of the data, and is checked before it counts. The secret key is not in
    it: keep that apart.
    """
    place = use_data_folder(data)
    folder = folder or (Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)
    if file is None and folder is None:
        raise click.UsageError(
            "Say where to: mutualise backup FILE, or mutualise backup --folder FOLDER"
        )
    from mutualise.web.starting import CannotStart, database_in_use, refuse_old_tables, start_django

    try:
        start_django()
        from mutualise.web.backups import CannotBackUp, back_up_into, make_backup

        now = dt.datetime.now(dt.UTC)
        with database_in_use():
            refuse_old_tables()
            if file is not None:
                target, manifest = file, make_backup(file.absolute(), now)
            elif folder is not None:
                target, manifest = back_up_into(folder.absolute(), now, keep=keep)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
    except CannotBackUp as problem:
        raise click.ClickException(f"{problem} No backup was made.") from None
    click.echo(f"Backed up to {target}: {contents(manifest)}")
    click.echo(
        f"Not in it: the keys of the site. Keep copies of {datafolder.KEY_FILE} and "
        f"{recordkey.KEY_FILE} from {place} somewhere else."
    )
    for fault in manifest.findings.faults:
        click.echo(f"Found while copying: {fault}", err=True)
    if manifest.findings.faults:
        click.echo("The backup was kept, and no older one was removed.", err=True)
        sys.exit(1)


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the data that is there.")
@data_option
def restore_command(file: Path, replace: bool, data: Path | None) -> None:
    """Put the data of a backup in place, into an empty data folder or database.

    Everything is checked before anything is changed. Backups of older releases are brought up to
    date.
    """
    folder = use_data_folder(data)
    from mutualise.web.starting import CannotStart, database_in_use, start_django

    try:
        datafolder.prepare(folder)
        start_django()
        from mutualise.web.backups import CannotRestore, restore_backup

        with database_in_use():
            done = restore_backup(file.absolute(), dt.datetime.now(dt.UTC), replace=replace)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"Nothing was restored: {problem}.") from None
    except CannotRestore as problem:
        raise click.ClickException(f"{problem} Nothing was changed.") from None
    made = done.manifest.made
    click.echo(
        f"Restored the backup of {written_date(made.date())}, {made:%H:%M} UTC, made by Mutualise "
        f"{done.manifest.mutualise}: {contents(done.manifest)}"
    )
    click.echo("Everyone signs in again.")
    if not done.same_key:
        click.echo(
            f"The secret key here is another one than the site had, so authenticator apps and "
            f"recovery codes are not recognised. Put the site's own {datafolder.KEY_FILE} in "
            f"{folder}, if you have it.",
            err=True,
        )
    for fault in done.manifest.findings.faults:
        click.echo(f"It was so when the backup was made: {fault}", err=True)
    if done.kept:
        click.echo(f"The data that was here before is kept as {done.kept}. Remove it in time.")


def contents(manifest: Manifest) -> str:
    """What is in a backup, in a sentence."""
    found = manifest.findings
    parts = [
        _many(found.workspaces, "workspace"),
        _many(found.people, "person", "people"),
        f"{_many(found.events, 'event')} in {_many(len(found.chains), 'record')}",
    ]
    whole = "." if found.faults else ", each of them whole."
    return f"{', '.join(parts)}{whole}"


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
