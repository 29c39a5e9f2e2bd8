"""Someone who can write to the database takes the guards away and edits: `audit verify` says where.

On a real database of each vendor, with the commands run as a host runs them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualise.ledger import SigningKey, sign_checkpoint
from tests.postgresql_server import Server, running_server
from tests.web.audit.chains import Site

LAST = 22


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.found(tmp_path_factory.mktemp("sqlite") / "data")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture(scope="module")
def on_postgresql(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.found(tmp_path_factory.mktemp("postgresql") / "data", server.create("found"))


@pytest.fixture
def sqlite_site(on_sqlite: Site, tmp_path: Path) -> Site:
    """For what is the same whatever keeps the rows."""
    return on_sqlite.copied(tmp_path / "data")


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A copy of a site that was made once for all the tests here."""
    made: Site = request.getfixturevalue(f"on_{request.param}")
    if not made.database:
        return made.copied(tmp_path / "data")
    server: Server = request.getfixturevalue("server")
    copy = server.create(f"copy_{uuid.uuid4().hex}", like="found")
    return made.copied(tmp_path / "data", copy)


def test_a_record_that_nobody_touched_is_whole(site: Site, tmp_path: Path) -> None:
    note = site.mutualise("audit", "checkpoint", "--workspace", site.address)
    assert note.returncode == 0, note.stderr
    kept = tmp_path / "kept.txt"
    kept.write_text(note.stdout, encoding="utf-8")

    done = site.mutualise("audit", "verify", "--workspace", site.address, "--checkpoint", str(kept))

    assert done.returncode == 0, done.stdout
    assert (
        f"ok   Practice A: {LAST} events, each follows from the one before. "
        "Checkpoints that hold: 2. 1 of them given here."
    ) in done.stdout
    assert "Whoever has full control of this computer" in done.stdout


# In each practice another edit, and what is said of it.
EDITS = {
    "UPDATE tenancy_event SET body = '{}' WHERE chain = '{A}' AND number = 7": (
        "Practice A: Event 7 was changed after it was recorded: its hash does not fit it."
    ),
    "UPDATE tenancy_event SET actor = 'someone' WHERE chain = '{B}' AND number = 22": (
        "Practice B: Event 22 was changed after it was recorded: its hash does not fit it."
    ),
    "DELETE FROM tenancy_event WHERE chain = '{C}' AND number = 9": (
        "Practice C: Event 9 is missing: event 10 comes next."
    ),
    "UPDATE tenancy_event SET chain = 'site' WHERE chain = '{D}' AND number = 5": (
        "Practice D: Event 5 is missing: event 6 comes next."
    ),
    "UPDATE tenancy_event SET number = 99 WHERE chain = '{E}' AND number = 3": (
        "Practice E: Event 3 is missing: event 4 comes next."
    ),
    "DELETE FROM tenancy_event WHERE chain = '{F}'": (
        "Practice F: It has no event at all, not even that the workspace was started."
    ),
}


def test_every_edit_is_named(site: Site) -> None:
    site.drop_guards()
    site.sql(*EDITS)

    done = site.mutualise("audit", "verify")

    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if line.startswith("NOT")]
    # The event that was moved to the chain of the site stands out there too.
    moved = "NOT  The site: Events 1 to 4 are missing: event 5 comes next."
    assert set(said) == {moved, *(f"NOT  {sentence}" for sentence in EDITS.values())}
    assert "What to do: Change nothing now." in done.stdout


def test_a_record_cut_short_shows_beside_the_checkpoint_of_someone_else(
    site: Site, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(site.mutualise("audit", "checkpoint", "--workspace", site.address).stdout)
    site.drop_guards()
    # The checkpoint in the database goes too, as whoever does this would see to.
    site.sql(
        "DELETE FROM tenancy_event WHERE chain = '{A}' AND number > 19",
        "DELETE FROM audit_checkpoint",
    )

    alone = site.mutualise("audit", "verify")
    beside = site.mutualise("audit", "verify", "--checkpoint", str(kept))

    assert alone.returncode == 0
    assert beside.returncode == 1
    assert f"{kept}: The checkpoint counts 22 events and the record has 19 events" in beside.stdout


def test_a_broken_record_is_not_signed(site: Site) -> None:
    site.drop_guards()
    site.sql("DELETE FROM tenancy_event WHERE chain = '{A}' AND number = 9")

    done = site.mutualise("audit", "checkpoint", "--workspace", site.address)

    assert done.returncode == 1
    assert "The record is not whole, so it is not signed. Event 9 is missing" in done.stderr
    assert done.stdout == ""
    assert not site.query("SELECT * FROM audit_checkpoint")


def test_a_checkpoint_of_another_site_is_refused(sqlite_site: Site, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    other = SigningKey.generate("elsewhere.example.org")
    kept.write_text(sign_checkpoint("another-chain", 22, bytes(32), other), encoding="utf-8")

    done = sqlite_site.mutualise("audit", "verify", "--checkpoint", str(kept))

    assert done.returncode == 1
    assert f"{kept}: It is about a record that is not here (another-chain)." in done.stdout


def test_a_checkpoint_outlives_a_change_of_key_and_a_lost_data_folder(
    sqlite_site: Site, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(
        sqlite_site.mutualise("audit", "checkpoint", "--workspace", sqlite_site.address).stdout
    )
    old_key = sqlite_site.mutualise("audit", "key").stdout.strip()

    handover = sqlite_site.mutualise("audit", "key", "--new")
    assert f"From {old_key}\n" in handover.stdout
    assert sqlite_site.mutualise("audit", "verify", "--checkpoint", str(kept)).returncode == 0

    for path in sqlite_site.folder.glob("record-key*"):
        path.unlink()
    lost = sqlite_site.mutualise("audit", "verify", "--checkpoint", str(kept))
    assert lost.returncode == 1
    assert "not a key that is trusted here" in lost.stdout
    told = sqlite_site.mutualise("audit", "verify", "--checkpoint", str(kept), "--key", old_key)
    assert told.returncode == 0, told.stdout


def test_what_cannot_be_done_is_said(sqlite_site: Site, tmp_path: Path) -> None:
    not_one = tmp_path / "letter.txt"
    not_one.write_text("Dear colleague\n")

    for arguments, says in (
        (["verify", "--workspace", "nowhere"], "There is no workspace with the address “nowhere”"),
        (["verify", "--checkpoint", str(not_one)], f"{not_one} is not a checkpoint"),
        (["verify", "--key", "abc"], "A verifier key looks like name+id+key."),
        (["checkpoint"], "Say of which workspace"),
    ):
        done = sqlite_site.mutualise("audit", *arguments)
        assert done.returncode != 0
        assert says in done.stderr


def test_a_folder_without_a_site_is_said(sqlite_site: Site) -> None:
    (sqlite_site.folder / "mutualise.sqlite3").unlink()

    done = sqlite_site.mutualise("audit", "verify")

    assert done.returncode == 1
    assert "Start the site once" in done.stderr
