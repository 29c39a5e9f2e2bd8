"""Checks that this computer can run Mutualise, each as a sentence with a remedy.

Pure Python and quick, so that it can help where the site itself will not start.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from mutualise import RELEASED
from mutualise.calendars.words import written_date

PYTHON_AT_LEAST: Final = (3, 11)
COLLECTED: Final = Path(__file__).parent / "web" / "collected"

MEGABYTE: Final = 1024 * 1024
# A team needs a few megabytes; a backup is made beside its final place and needs twice as much.
SPACE_AT_LEAST: Final = 500 * MEGABYTE

# SQLite's locks cannot be trusted on these; some lose data without a word.
_NETWORK_SYSTEMS: Final = frozenset(
    {
        "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs",
        "fuse.sshfs", "glusterfs", "fuse.glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3",
        "smbfs", "vboxsf", "webdav",
    }
)  # fmt: skip
_WINDOWS_REMOTE_DRIVE: Final = 4


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is well, and what to do when it is not."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""


def well(name: str, sentence: str) -> Check:
    """A check that found nothing to mend."""
    return Check(name, ok=True, sentence=sentence)


def wrong(name: str, sentence: str, remedy: str) -> Check:
    """A check that found something, and what to do about it."""
    return Check(name, ok=False, sentence=sentence, remedy=remedy)


def examine(folder: Path, host: str, port: int) -> list[Check]:
    """Every check, in the order in which a person would mend things."""
    return [
        check_python(sys.version_info[:3]),
        check_static_files(COLLECTED),
        check_folder(folder),
        check_drive(folder, filesystem(folder)),
        check_sqlite(folder),
        check_space(folder, shutil.disk_usage(nearest_existing(folder)).free),
        check_port(host, port),
        check_clock(datetime.now().astimezone()),
    ]


def check_python(version: tuple[int, ...]) -> Check:
    """The site is written for this Python and newer."""
    shown, needed = ".".join(map(str, version)), ".".join(map(str, PYTHON_AT_LEAST))
    if version[:2] >= PYTHON_AT_LEAST:
        return well("Python", f"Python {shown} is new enough.")
    return wrong(
        "Python",
        f"Python {shown} is too old.",
        f"Install Python {needed} or newer, then install Mutualise again with it.",
    )


def check_static_files(collected: Path) -> Check:
    """The compiled look comes with the package, or is built in a checkout."""
    if (collected / "staticfiles.json").is_file():
        return well("Look of the site", "The files for the look of the site are there.")
    return wrong(
        "Look of the site",
        "The files for the look of the site are missing.",
        "In a checkout, run: make assets. Otherwise install Mutualise again.",
    )


def check_folder(folder: Path) -> Check:
    """Proved by writing a file, since permissions alone do not tell."""
    place = nearest_existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place) as trial:
            trial.write(b"Mutualise can write here.")
    except OSError as problem:
        return wrong(
            "Data folder",
            f"Nothing can be written to the data folder {folder} ({_reason(problem)}).",
            "Choose another folder, for example: mutualise --data ./mutualise-data",
        )
    return well("Data folder", f"The data folder {folder} can be written to.")


def check_drive(folder: Path, system: str) -> Check:
    """A database on a network drive can be damaged when two computers write to it."""
    if system.lower() in _NETWORK_SYSTEMS:
        return wrong(
            "Drive",
            f"The data folder {folder} is on a network drive ({system}), where a database can be "
            "damaged.",
            "Choose a folder on a drive of this computer, for example: mutualise --data ./data",
        )
    where = f" ({system})" if system else ""
    return well("Drive", f"The data folder is on a drive of this computer{where}.")


def check_sqlite(folder: Path) -> Check:
    """Proved by a write in the mode that the site uses, in the folder that it uses."""
    place = nearest_existing(folder)
    try:
        with tempfile.TemporaryDirectory(dir=place) as trial:
            mode = _try_write_ahead_log(Path(trial) / "trial.sqlite3")
    except (OSError, sqlite3.Error) as problem:
        return wrong(
            "Database",
            f"SQLite could not store anything in {folder} ({_reason(problem)}).",
            "Choose a folder on a local drive with free space: mutualise --data FOLDER",
        )
    if mode != "wal":
        return wrong(
            "Database",
            f"SQLite cannot keep a write-ahead log in {folder} (it uses {mode!r} instead).",
            "Choose a folder on a local drive: mutualise --data FOLDER",
        )
    return well("Database", f"SQLite {sqlite3.sqlite_version} works in the data folder.")


def check_space(folder: Path, free: int) -> Check:
    """A database that finds no room saves nothing more, though it loses nothing either."""
    shown = f"{free // MEGABYTE:,} MB"
    if free < SPACE_AT_LEAST:
        return wrong(
            "Space",
            f"Only {shown} are free on the drive of {folder}.",
            "Make room there, or move the data folder to a larger drive.",
        )
    return well("Space", f"{shown} are free.")


def check_port(host: str, port: int) -> Check:
    """Proved by taking the port for a moment.

    The server itself would not notice: it shares a taken port, and visitors then meet one or the
    other site by chance.
    """
    problem = port_problem(host, port)
    if problem is None:
        return well("Port", f"Port {port} is free.")
    if isinstance(problem, PermissionError):
        return wrong(
            "Port",
            f"This user may not use port {port}.",
            "Choose a port above 1023, for example: mutualise --port 8000",
        )
    other = next_free_port(host, port)
    remedy = f"Start on another one: mutualise --port {other}" if other else "Choose another port."
    return wrong("Port", f"Port {port} is taken by another program.", remedy)


def check_clock(now: datetime) -> Check:
    """Dates decide which law is in force, so the clock has to be right."""
    offset = now.utcoffset()
    remedy = "Set the date, the time and the time zone of this computer."
    if offset is None or not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        return wrong("Clock", "The time zone of this computer is not known.", remedy)
    if now.date() < RELEASED - timedelta(days=1):
        return wrong(
            "Clock",
            f"The clock says {written_date(now.date())}, which is before this release was made "
            f"({written_date(RELEASED)}).",
            remedy,
        )
    return well("Clock", f"The clock says {written_date(now.date())}, {now:%H:%M %Z}.")


def port_problem(host: str, port: int) -> OSError | None:
    """What stands in the way of using the port, or None."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            if sys.platform == "win32":
                # Windows would otherwise let two programs hold one port.
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                # A port that was in use a moment ago is free, though the system still waits.
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            trial.listen(1)
    except OSError as problem:
        return problem
    return None


def next_free_port(host: str, taken: int) -> int | None:
    """The nearest higher port that is free, within reason."""
    candidates = range(taken + 1, min(taken + 50, 65536))
    return next((port for port in candidates if port_problem(host, port) is None), None)


def nearest_existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists already."""
    return next(
        place for place in (folder, *folder.parents) if place.is_dir() or place == place.parent
    )


def filesystem(folder: Path, platform: str = sys.platform) -> str:
    """The kind of file system that holds the folder, or "" where it cannot be told."""
    place = nearest_existing(folder).resolve()
    if platform == "win32":
        return "cifs" if on_remote_windows_drive(place) else ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        if platform == "darwin":
            said = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=10
            )
            return system_in_macos_mounts(place, said.stdout)
        return system_in_linux_mounts(place, Path("/proc/mounts").read_text(encoding="utf-8"))
    return ""


def system_in_linux_mounts(place: Path, mounts: str) -> str:
    """The file system of the longest mount point above the place, from the text of /proc/mounts."""
    found: list[tuple[int, str]] = []
    for line in mounts.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        # Spaces in a mount point are written as \040.
        point = Path(columns[1].replace("\\040", " "))
        if place == point or point in place.parents:
            found.append((len(point.parts), columns[2]))
    # The last of equals is the one mounted on top.
    return max(enumerate(found), key=lambda item: (item[1][0], item[0]))[1][1] if found else ""


def system_in_macos_mounts(place: Path, mounts: str) -> str:
    """The same from what `mount` prints: //user@server/share on /Volumes/share (smbfs, nodev)."""
    found: list[tuple[int, str]] = []
    for line in mounts.splitlines():
        before, _, options = line.rpartition(" (")
        _, _, where = before.partition(" on ")
        point = Path(where)
        if where and (place == point or point in place.parents):
            found.append((len(point.parts), options.rstrip(")").split(",")[0].strip()))
    return max(found)[1] if found else ""


def on_remote_windows_drive(place: Path, drive_type: Callable[[str], int] | None = None) -> bool:
    r"""A network path (\\server\share) or a letter that stands for one."""
    drive = os.path.splitdrive(place)[0] or place.drive
    if drive.startswith("\\\\"):
        return True
    if drive_type is None:
        drive_type = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined]
    return drive_type(f"{drive}\\") == _WINDOWS_REMOTE_DRIVE


def _try_write_ahead_log(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as first:
        mode = str(first.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        first.execute("CREATE TABLE trial (value INTEGER)")
        first.execute("INSERT INTO trial VALUES (1)")
        first.commit()
        # A second reader needs the shared memory that network drives do not have.
        with contextlib.closing(sqlite3.connect(path)) as second:
            second.execute("SELECT value FROM trial").fetchone()
    return mode


def _reason(problem: Exception) -> str:
    return (getattr(problem, "strerror", None) or str(problem)).lower()
