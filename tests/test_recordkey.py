"""The key that signs the record lies in the data folder, closed, and old signatures stay good."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mutualise.ledger import VerifierKey, open_checkpoint, sign_checkpoint
from mutualise.ledger.note import open_note
from mutualise.recordkey import KEY_FILE, VERIFIERS_FILE, hand_over, signing_key, verifier_keys

ROOT = bytes(32)


def test_a_key_is_made_once_and_named_after_the_host(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "data", "mutual.example.org")

    assert key.name.startswith("mutual.example.org/record-")
    assert signing_key(tmp_path / "data", "elsewhere.example.org") == key
    assert verifier_keys(tmp_path / "data") == (key.verifier,)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    signing_key(tmp_path)

    for name in (KEY_FILE, VERIFIERS_FILE):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [KEY_FILE, VERIFIERS_FILE]


def test_a_site_without_a_name_has_a_key_of_its_own(tmp_path: Path) -> None:
    names = {signing_key(tmp_path / str(number)).name for number in range(3)}

    assert len(names) == 3
    assert all(name.startswith("localhost/record-") for name in names)


def test_what_the_old_key_signed_still_verifies(tmp_path: Path) -> None:
    old = signing_key(tmp_path)
    note = sign_checkpoint("chain-a", 3, ROOT, old)

    handover = hand_over(tmp_path)

    new = signing_key(tmp_path)
    assert (handover.old, handover.new) == (old.verifier, new.verifier)
    assert new.name == old.name
    assert verifier_keys(tmp_path) == (old.verifier, new.verifier)
    for signed in (note, sign_checkpoint("chain-a", 3, ROOT, new)):
        assert open_checkpoint(signed, verifier_keys(tmp_path)).size == 3
    assert old.secret_text() not in (tmp_path / KEY_FILE).read_text(encoding="utf-8")


def test_whoever_trusts_the_old_key_can_trust_the_new_one(tmp_path: Path) -> None:
    handover = hand_over(tmp_path)

    text = open_note(handover.note, [handover.old]).text
    assert VerifierKey.parse(text.split("To ")[1]) == handover.new


def test_a_site_that_lost_its_secret_keeps_its_name(tmp_path: Path) -> None:
    old = signing_key(tmp_path)
    (tmp_path / KEY_FILE).unlink()

    new = signing_key(tmp_path)

    assert new.name == old.name
    assert verifier_keys(tmp_path) == (old.verifier, new.verifier)


def test_processes_that_need_it_at_once_agree_on_one(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from mutualise.recordkey import signing_key; "
        "print(signing_key(pathlib.Path(sys.argv[1])).verifier)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path], stdout=subprocess.PIPE)
        for _ in range(4)
    ]

    assert len({process.communicate()[0] for process in started}) == 1
    assert all(process.returncode == 0 for process in started)
