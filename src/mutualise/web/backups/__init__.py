"""Copies of all data in one file, and the way back from it."""

from mutualise.web.backups.archive import CannotBackUp, CannotRestore, Manifest
from mutualise.web.backups.making import make_backup
from mutualise.web.backups.restoring import restore_backup
from mutualise.web.backups.rotation import back_up_daily, back_up_into, newest_backup

__all__ = [
    "CannotBackUp",
    "CannotRestore",
    "Manifest",
    "back_up_daily",
    "back_up_into",
    "make_backup",
    "newest_backup",
    "restore_backup",
]
