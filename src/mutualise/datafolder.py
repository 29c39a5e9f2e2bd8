"""Where a site keeps its data, and the secret key that lies there."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

VARIABLE: Final = "MUTUALISE_DATA"
DATABASE: Final = "mutualise.sqlite3"
KEY_FILE: Final = "secret-key"
_LOCK_FILE: Final = "in-use"


class InUse(Exception):
    """Another process works on the data in this folder."""


def data_folder() -> Path:
    """The folder named by MUTUALISE_DATA, or else the usual place of this person's system."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else usual_folder(sys.platform)


def usual_folder(platform: str) -> Path:
    """Where programs keep a person's data, by the custom of the platform."""
    home = Path.home()
    if platform == "win32":
        # Local, not roaming: a roaming profile lies on a network drive.
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "Mutualise"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Mutualise"
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else home / ".local" / "share") / "mutualise"


def prepare(folder: Path) -> None:
    """Make the folder, closed to other people of this computer, and the secret key in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = folder / KEY_FILE
    if key.exists():
        return
    try:
        # Created closed: a file that is closed a moment later was open for that moment.
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        # Another start made it in the same instant, and its key is as good.
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def read_secret_key(folder: Path) -> str | None:
    """The key made by `prepare`, or None when this folder has none yet."""
    key = folder / KEY_FILE
    return key.read_text(encoding="ascii").strip() if key.exists() else None


@contextmanager
def hold(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Say that this process works on the data; `alone` refuses while any other one does.

    Windows has no such locks to share, and needs none: there a file in use cannot be replaced.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        os.close(descriptor)
        raise InUse(f"The data in {folder} is in use.") from problem
    try:
        yield
    finally:
        # The lock goes when the last process that shares it ends: a server's workers do.
        os.close(descriptor)
