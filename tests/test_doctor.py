"""The doctor: every check when all is well, and when it is not."""

from __future__ import annotations

import os
import socket
import sqlite3
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from mutualise import RELEASED, doctor

LINUX_MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /home nfs4 rw 0 0
//files/team /mnt/team\\040files cifs rw 0 0
user@host:/ /mnt/far fuse.sshfs rw 0 0
drvfs /mnt/c 9p rw 0 0
tmpfs /home/local tmpfs rw 0 0
server:/new /mnt/over nfs rw 0 0
/dev/sdb1 /mnt/over ext4 rw 0 0
"""
MACOS_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//nurse@files/team on /Volumes/team files (smbfs, nodev, nosuid, mounted by nurse)
"""
WELL_AFTER = datetime(2027, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=0), "GMT"))


@pytest.mark.parametrize(
    ("version", "ok"), [((3, 10, 14), False), ((3, 11, 0), True), ((3, 14, 1), True)]
)
def test_python_is_new_enough_from_3_11(version: tuple[int, ...], ok: bool) -> None:
    check = doctor.check_python(version)
    assert check.ok is ok
    assert bool(check.remedy) is not ok


def test_missing_look_says_how_to_build_it(tmp_path: Path) -> None:
    check = doctor.check_static_files(tmp_path)
    assert not check.ok
    assert "make assets" in check.remedy


def test_the_look_of_this_copy_is_there() -> None:
    assert doctor.check_static_files(doctor.COLLECTED).ok


def test_folder_that_does_not_exist_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    assert doctor.check_folder(tmp_path / "new" / "deep").ok
    assert not (tmp_path / "new").exists()


def test_folder_beneath_a_file_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert doctor.nearest_existing(tmp_path / "taken" / "data") == tmp_path


def test_folder_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    check = doctor.check_folder(tmp_path)
    assert not check.ok
    assert "permission denied" in check.sentence
    assert "--data" in check.remedy


@pytest.mark.parametrize(
    ("place", "system"),
    [
        ("/var/lib", "ext4"),
        ("/home/nurse", "nfs4"),
        ("/home/local/x", "tmpfs"),
        ("/homework", "ext4"),
        ("/mnt/team files/mutual", "cifs"),
        ("/mnt/far", "fuse.sshfs"),
        ("/mnt/c/Users", "9p"),
        ("/mnt/over/data", "ext4"),
    ],
)
def test_linux_mounts(place: str, system: str) -> None:
    assert doctor.system_in_linux_mounts(Path(place), LINUX_MOUNTS) == system


@pytest.mark.parametrize(
    ("place", "system"),
    [("/Users/nurse", "apfs"), ("/Volumes/team files/x", "smbfs"), ("/Volumes/other", "apfs")],
)
def test_macos_mounts(place: str, system: str) -> None:
    assert doctor.system_in_macos_mounts(Path(place), MACOS_MOUNTS) == system


def test_no_mounts_known_means_unknown() -> None:
    assert doctor.system_in_linux_mounts(Path("/x"), "") == ""
    assert doctor.system_in_macos_mounts(Path("/x"), "") == ""


@pytest.mark.parametrize("system", ["nfs", "nfs4", "cifs", "smbfs", "9p", "fuse.sshfs", "NFS"])
def test_network_drives_are_refused(tmp_path: Path, system: str) -> None:
    check = doctor.check_drive(tmp_path, system)
    assert not check.ok
    assert "network drive" in check.sentence
    assert check.remedy


@pytest.mark.parametrize("system", ["ext4", "apfs", "xfs", "btrfs", "overlay", ""])
def test_local_drives_are_accepted(tmp_path: Path, system: str) -> None:
    assert doctor.check_drive(tmp_path, system).ok


class WindowsPath:
    """As much of a Windows path as is needed, on any system."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drive = text[: text.index("\\", 2)] if text.startswith("\\\\") else text[:2]

    def __fspath__(self) -> str:
        return self.text


@pytest.mark.parametrize(
    ("path", "kind", "remote"),
    [("H:\\home", 4, True), ("C:\\data", 3, False), ("\\\\files\\team\\x", 0, True)],
)
def test_windows_drives(path: str, kind: int, remote: bool) -> None:
    asked = doctor.on_remote_windows_drive(WindowsPath(path), lambda _: kind)  # type: ignore[arg-type]
    assert asked is remote


def test_sqlite_works_here(tmp_path: Path) -> None:
    check = doctor.check_sqlite(tmp_path)
    assert check.ok
    assert not any(tmp_path.iterdir())


def test_sqlite_without_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_try_write_ahead_log", lambda _: "delete")
    check = doctor.check_sqlite(tmp_path)
    assert not check.ok
    assert "'delete'" in check.sentence


def test_sqlite_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> str:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(doctor, "_try_write_ahead_log", fail)
    check = doctor.check_sqlite(tmp_path)
    assert not check.ok
    assert "disk i/o error" in check.sentence


def test_drive_that_is_nearly_full_is_told(tmp_path: Path) -> None:
    check = doctor.check_space(tmp_path, 499 * doctor.MEGABYTE)
    assert not check.ok
    assert "Only 499 MB are free" in check.sentence
    assert doctor.check_space(tmp_path, 500 * doctor.MEGABYTE).ok


def test_taken_port_names_a_free_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        check = doctor.check_port("127.0.0.1", port)
    assert not check.ok
    assert "taken" in check.sentence
    suggested = int(check.remedy.rsplit(" ", 1)[1])
    assert suggested > port
    assert doctor.check_port("127.0.0.1", suggested).ok


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="this system shares no ports")
def test_port_that_its_owner_would_share_is_taken_all_the_same() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert not doctor.check_port("127.0.0.1", other.getsockname()[1]).ok


def test_port_that_needs_an_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "port_problem", lambda *_: PermissionError(13, "no"))
    check = doctor.check_port("127.0.0.1", 80)
    assert not check.ok
    assert "8000" in check.remedy


def test_no_free_port_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "port_problem", lambda *_: OSError("taken"))
    assert doctor.check_port("127.0.0.1", 65530).remedy == "Choose another port."


def test_clock_before_the_release_is_wrong() -> None:
    early = datetime(RELEASED.year - 20, 1, 1, tzinfo=WELL_AFTER.tzinfo)
    assert not doctor.check_clock(early).ok
    assert doctor.check_clock(WELL_AFTER).ok


def test_clock_without_a_zone_is_wrong() -> None:
    check = doctor.check_clock(WELL_AFTER.replace(tzinfo=None))
    assert not check.ok
    assert "time zone" in check.sentence


class StrangeZone(tzinfo):
    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(hours=20)

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta(0)


def test_clock_with_an_impossible_zone_is_wrong() -> None:
    assert not doctor.check_clock(WELL_AFTER.replace(tzinfo=StrangeZone())).ok


def test_examine_looks_at_everything_once(tmp_path: Path) -> None:
    checks = doctor.examine(tmp_path, "127.0.0.1", 65001)
    assert len({check.name for check in checks}) == len(checks) == 8
    assert all(check.sentence.endswith(".") for check in checks)


@pytest.mark.skipif(os.name == "nt", reason="reads /proc/mounts")
def test_filesystem_of_a_place_is_known_on_linux() -> None:
    assert doctor.filesystem(Path("/proc"), "linux") == "proc"
