"""A folder of backups: one more at each call, and the oldest go."""

from __future__ import annotations

import datetime as dt
import logging
import re
from pathlib import Path
from typing import Final

from django.conf import settings

from mutualise.web.backups.archive import CannotBackUp, Manifest
from mutualise.web.backups.making import make_backup

logger = logging.getLogger(__name__)

KEEP: Final = 14
# Only files with such a name are ever removed.
_NAME: Final = re.compile(r"mutualise-(\d{8}T\d{6})Z\.zip")
_STAMP: Final = "%Y%m%dT%H%M%S"


def back_up_into(folder: Path, now: dt.datetime, *, keep: int = KEEP) -> tuple[Path, Manifest]:
    """Make a backup named by the time, then remove all but the newest `keep`.

    Nothing is removed when the new one has a fault: an older one may be the last that is whole.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotBackUp(f"The folder {folder} could not be made: {problem}.") from problem
    target = folder / f"mutualise-{now.astimezone(dt.UTC).strftime(_STAMP)}Z.zip"
    manifest = make_backup(target, now)
    if not manifest.findings.faults:
        for old in backups_in(folder)[keep:]:
            old.unlink(missing_ok=True)
    return target, manifest


def back_up_daily(now: dt.datetime) -> None:
    """Make the backup of the day, where a folder for backups is set."""
    folder = settings.BACKUPS
    if folder is None:
        return
    newest = newest_backup(folder)
    # Due a little early, so that it does not come an hour later each day.
    if newest is None or now - newest >= dt.timedelta(hours=23):
        _, manifest = back_up_into(folder, now)
        for fault in manifest.findings.faults:
            logger.error("Found while copying the data: %s", fault)


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    found = [path for path in folder.glob("mutualise-*.zip") if _NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def newest_backup(folder: Path) -> dt.datetime | None:
    """When the newest backup in a folder was made; None when there is none."""
    for path in backups_in(folder):
        if named := _NAME.fullmatch(path.name):
            return dt.datetime.strptime(named[1], _STAMP).replace(tzinfo=dt.UTC)
    return None
