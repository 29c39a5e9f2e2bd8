"""A backup is one moment of all data in one file; a restore gives it back, or changes nothing."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgresql_server import Server, running_server
from tests.web.backups.sites import Site, Sites

CHANGE_THE_RECORD = """
from django.db import DatabaseError, connection, transaction
for statement in ("UPDATE tenancy_event SET kind = 'x'", "DELETE FROM tenancy_event"):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as problem:
        print("append-only" in str(problem))
"""
ONE_MORE = """
from tests.web.people import make_workspace
make_workspace(title="Practice C")
"""
TAMPER = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TRIGGER tenancy_event_never_changes ON_TABLE")
    cursor.execute("UPDATE tenancy_event SET body = '{}' WHERE number = 2")
"""
OPEN_SESSIONS = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
person, visitor = SessionStore(), SessionStore()
person["_auth_user_id"] = "1"
person.save()
visitor["answers"] = {"partners.count": 3}
visitor.save()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sqlite"), None)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Sites:
    return Sites(tmp_path_factory.mktemp("postgresql"), server)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def sites(request: pytest.FixtureRequest) -> Sites:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Sites)
    return found


def test_backup_is_restored_onto_a_fresh_machine_with_its_guards(
    sites: Sites, tmp_path: Path
) -> None:
    first, file = sites.filled(), tmp_path / "all.zip"
    said = first.command("backup", str(file))
    assert said.returncode == 0, said.stderr
    assert f"Backed up to {file}: 2 workspaces, 2 people, " in said.stdout
    assert " in 2 records, each of them whole." in said.stdout
    assert f"Keep copies of secret-key and record-key from {first.folder} somewhere" in said.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Written after the backup, so it is not in it.
    first.run(ONE_MORE)

    second = sites.new()
    said = second.command("restore", str(file))
    assert said.returncode == 0, said.stderr
    assert "Restored the backup of " in said.stdout
    assert (first.state[0], second.state[0]) == (3, 2)
    assert second.state[3] == ()
    assert second.run(CHANGE_THE_RECORD).split() == ["True", "True"]
    # The fresh machine made a key of its own, which reads no second factor of the old one.
    assert "authenticator apps and recovery codes are not recognised" in said.stderr
    # The record goes on where it was.
    second.run(ONE_MORE)
    assert second.state == first.state


def test_backup_never_replaces_a_file(sites: Sites, tmp_path: Path) -> None:
    first, file = sites.filled(), tmp_path / "all.zip"
    file.write_text("the backup of last week")
    said = first.command("backup", str(file))
    assert said.returncode == 1
    assert "exists already. A backup never replaces a file. No backup was made." in said.stderr
    assert file.read_text() == "the backup of last week"
    assert not list(tmp_path.glob(".*"))


def test_restore_never_replaces_data_unless_told_and_then_keeps_it(
    sites: Sites, tmp_path: Path
) -> None:
    first, file = sites.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    at_backup = first.state
    first.run(ONE_MORE)
    later = first.state
    refused = first.command("restore", str(file))
    assert refused.returncode == 1
    assert "add: --replace Nothing was changed." in refused.stderr
    assert first.state == later

    said = first.command("restore", str(file), "--replace")
    assert (said.returncode, said.stderr) == (0, "")
    assert "The data that was here before is kept as " in said.stdout
    assert first.state == at_backup
    if not first.url:
        (kept,) = first.folder.glob("*.replaced-*")
        kept.rename(first.folder / "mutualise.sqlite3")
        assert first.state == later


def test_data_that_was_replaced_gets_into_no_later_backup(
    on_postgresql: Sites, tmp_path: Path
) -> None:
    first = on_postgresql.filled()
    for name in ("one.zip", "two.zip"):
        assert first.command("backup", str(tmp_path / name)).returncode == 0
        assert first.command("restore", str(tmp_path / name), "--replace").returncode == 0
    sizes = [(tmp_path / name).stat().st_size for name in ("one.zip", "two.zip")]
    assert abs(sizes[0] - sizes[1]) < sizes[0] / 10


def test_damaged_or_shortened_file_changes_nothing(sites: Sites, tmp_path: Path) -> None:
    first, file = sites.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    whole = file.read_bytes()
    damaged = bytearray(whole)
    middle = len(whole) // 2
    damaged[middle : middle + 8] = bytes(byte ^ 0xFF for byte in damaged[middle : middle + 8])
    second, bad = sites.new(), tmp_path / "bad.zip"
    for content in (whole[: len(whole) // 3], whole[:-30], bytes(damaged), b"", b"not a backup"):
        bad.write_bytes(content)
        said = second.command("restore", str(bad))
        assert said.returncode == 1
        assert said.stderr.startswith("Error: ")
        assert "damaged" in said.stderr
        assert said.stderr.strip().endswith("Nothing was changed.")
        assert "Traceback" not in said.stderr
        assert not (second.folder / "mutualise.sqlite3").exists()
        assert not list(second.folder.glob(".working-*"))
    assert second.command("restore", str(tmp_path / "absent.zip")).returncode == 1
    # Nothing stands in the way of the good one afterwards.
    assert second.command("restore", str(file)).returncode == 0
    assert second.state == first.state


def with_manifest(file: Path, target: Path, **changes: object) -> Path:
    """The same backup with another manifest."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            new.writestr(name, content)
    return target


def test_backup_that_does_not_fit_is_refused_with_a_sentence(
    on_sqlite: Sites, tmp_path: Path
) -> None:
    first, file = on_sqlite.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    second, changed = on_sqlite.new(), tmp_path / "changed.zip"
    for changes, sentence in (
        ({"format": 2, "mutualise": "9.1"}, "was made by a newer Mutualise (9.1)"),
        ({"migrations": ["tenancy.9999_more"]}, "whose tables this one does not know"),
        ({"engine": "postgresql"}, "is not a backup of Mutualise, or it is damaged"),
        ({"sha256": "0" * 64}, "its database is not the one that was put in"),
        ({"size": 10}, "its database is not the one that was put in"),
        ({"findings": {"chains": {}, "triggers": [], "workspaces": 2, "people": 2, "faults": []}},
         "The record of events is not the one that was backed up."),
    ):  # fmt: skip
        said = second.command("restore", str(with_manifest(file, changed, **changes)))
        assert sentence in said.stderr, said.stderr
        assert said.returncode == 1
        assert not (second.folder / "mutualise.sqlite3").exists()


def test_backup_of_the_other_database_is_refused(
    on_sqlite: Sites, on_postgresql: Sites, tmp_path: Path
) -> None:
    first, file = on_sqlite.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    said = on_postgresql.new().command("restore", str(file))
    assert "This is a backup of SQLite, and the site is set up with PostgreSQL" in said.stderr


def test_fault_in_the_record_is_backed_up_and_told(sites: Sites, tmp_path: Path) -> None:
    first = sites.filled()
    first.run(TAMPER.replace("ON_TABLE", "ON tenancy_event" if first.url else ""))
    folder = tmp_path / "backups"
    folder.mkdir()
    old = folder / "mutualise-20200101T000000Z.zip"
    old.touch()
    said = first.command("backup", "--folder", str(folder), "--keep", "1")
    assert said.returncode == 1
    assert "was changed after it was recorded" in said.stderr
    assert "tenancy_event_never_changes is missing" in said.stderr
    assert old.exists()
    (file,) = (path for path in folder.iterdir() if path != old)
    restored = sites.new().command("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert "It was so when the backup was made" in restored.stderr


def test_folder_of_backups_keeps_the_newest_and_touches_nothing_else(
    on_sqlite: Sites, tmp_path: Path
) -> None:
    first, folder = on_sqlite.filled(), tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"mutualise-2026010{day}T020000Z.zip").touch()
    for other in ("mutualise-notes.zip", "holiday.zip", "mutualise-20260101T020000Z.zip.old"):
        (folder / other).touch()
    said = first.command("backup", "--folder", str(folder), "--keep", "3")
    assert said.returncode == 0, said.stderr
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == "holiday.zip"
    assert [name for name in left if name.startswith("mutualise-2026010")] == [
        "mutualise-20260101T020000Z.zip.old",
        "mutualise-20260103T020000Z.zip",
        "mutualise-20260104T020000Z.zip",
    ]
    assert "mutualise-notes.zip" in left
    assert len(left) == 6


def test_restore_while_the_site_runs_is_refused(on_sqlite: Sites, tmp_path: Path) -> None:
    first, file = on_sqlite.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    descriptor = os.open(first.folder / "in-use", os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    said = first.command("restore", str(file), "--replace")
    os.close(descriptor)
    assert said.returncode == 1
    assert "The site is running on this data. Stop it first" in said.stderr
    assert first.command("restore", str(file), "--replace").returncode == 0


def test_site_that_is_connected_to_postgresql_keeps_its_data(
    on_postgresql: Sites, tmp_path: Path
) -> None:
    first, file = on_postgresql.filled(), tmp_path / "all.zip"
    assert first.command("backup", str(file)).returncode == 0
    with psycopg.connect(first.url):
        said = first.command("restore", str(file), "--replace")
    assert "The database is in use. Stop the site first" in said.stderr
    assert said.returncode == 1


def test_restore_ends_sessions_of_people_and_keeps_answers_of_visitors(
    sites: Sites, tmp_path: Path
) -> None:
    first, file = sites.filled(), tmp_path / "all.zip"
    first.run(OPEN_SESSIONS)
    assert first.command("backup", str(file)).returncode == 0
    assert first.command("restore", str(file), "--replace").returncode == 0
    count = "from django.contrib.sessions.models import Session; print(Session.objects.count())"
    assert first.run(count) == "1"


def test_without_the_programs_of_postgresql_the_sentence_says_what_to_install(
    on_postgresql: Sites, tmp_path: Path
) -> None:
    first = on_postgresql.filled()
    script = f"""
import shutil
from pathlib import Path
shutil.which = lambda name: None
Path.glob = lambda self, pattern: iter(())
import datetime as dt
from mutualise.web.backups import CannotBackUp, make_backup
try:
    make_backup(Path({str(tmp_path / "all.zip")!r}), dt.datetime.now(dt.UTC))
except CannotBackUp as problem:
    print(problem)
"""
    assert "pg_dump is not on this computer" in first.run(script)
    assert not (tmp_path / "all.zip").exists()


def test_backup_without_a_place_says_how(tmp_path: Path) -> None:
    said = Site(tmp_path).command("backup")
    assert said.returncode == 2
    assert "mutualise backup FILE, or mutualise backup --folder FOLDER" in said.stderr
