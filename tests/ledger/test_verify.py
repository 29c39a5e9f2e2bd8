"""The verifier that anyone can run: Python, `cryptography` and the folder `ledger`, no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mutualise.ledger import SigningKey, sign_checkpoint, verify_chain
from mutualise.ledger.lines import to_lines
from mutualise.ledger.verify import main
from tests.ledger.chains import changed, make_chain, rewritten

KEY = SigningKey("mutual.example.org", bytes(range(32)))
SOURCE = Path(__file__).parents[2] / "src"
# Refuses every other package and every other room, then runs the verifier as `python -m` does.
ALONE = """
import runpy, sys

class OnlyTheLedger:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        ours = name in {"mutualise", "mutualise.ledger"} or name.startswith("mutualise.ledger.")
        if not (ours or top in sys.stdlib_module_names or top in {"cryptography", "_cffi_backend"}):
            raise ModuleNotFoundError(f"The verifier imports {name}.", name=name)

sys.meta_path.insert(0, OnlyTheLedger())
runpy.run_module("mutualise.ledger.verify", run_name="__main__")
"""


def keep(folder: Path, entries, *, chain: str = "chain-a") -> Path:
    path = folder / "record.jsonl"
    path.write_text("".join(to_lines(chain, entries)), encoding="utf-8")
    return path


def keep_checkpoint(folder: Path, entries, *, chain: str = "chain-a") -> Path:
    walked = verify_chain(entries)
    path = folder / f"checkpoint-{chain}-{walked.size}.txt"
    note = sign_checkpoint(chain, walked.size, walked.root, KEY)
    path.write_text(note, encoding="utf-8")
    return path


def test_it_needs_nothing_else(tmp_path):
    record = keep(tmp_path, make_chain(30))
    checkpoint = keep_checkpoint(tmp_path, make_chain(20))

    done = subprocess.run(
        [sys.executable, "-c", ALONE, record, "--checkpoint", checkpoint, "--key",
         str(KEY.verifier)],
        env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "ok     30 events: each follows from the one before it.",
        f"ok     {checkpoint}: its 20 events are all here, unchanged.",
    ]
    assert done.returncode == 0


def test_a_changed_event_is_named(tmp_path, capsys):
    entries = make_chain(30)
    entries[16] = changed(entries[16], actor="someone else")

    assert main([str(keep(tmp_path, entries))]) == 1
    assert "WRONG  Event 17 was changed after it was recorded" in capsys.readouterr().out


def test_without_a_checkpoint_it_says_what_it_cannot_see(tmp_path, capsys):
    assert main([str(keep(tmp_path, make_chain(3)))]) == 0
    assert "Not checked: whether the last events were removed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        (make_chain(20), "the last 10 events were removed"),
        (rewritten(make_chain(30), 4, actor="someone else"), "the record was written anew"),
    ],
    ids=["cut short", "written anew"],
)
def test_a_checkpoint_shows_what_the_chain_alone_does_not(tmp_path, capsys, entries, says):
    checkpoint = keep_checkpoint(tmp_path, make_chain(30))

    assert main([str(keep(tmp_path, entries)), "--checkpoint", str(checkpoint)]) == 1
    out = capsys.readouterr().out
    assert says in out
    assert "Not checked: who signed the checkpoints" in out


def test_a_checkpoint_of_another_record_is_refused(tmp_path, capsys):
    checkpoint = keep_checkpoint(tmp_path, make_chain(3), chain="chain-b")

    assert main([str(keep(tmp_path, make_chain(3))), "--checkpoint", str(checkpoint)]) == 1
    assert "It is about another record (chain-b)" in capsys.readouterr().out


def test_a_checkpoint_that_another_key_signed_is_refused(tmp_path, capsys):
    record, checkpoint = keep(tmp_path, make_chain(3)), keep_checkpoint(tmp_path, make_chain(3))
    other = str(SigningKey.generate("mutual.example.org").verifier)

    assert main([str(record), "--checkpoint", str(checkpoint), "--key", other]) == 1
    assert "not a key that is trusted here" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Line 1 is not the head of a record"),
        ("{}\n", "Line 1 is not the head of a record"),
        ("[1]\n", "Line 1 is not a set of names"),
        ('{"format":"mutualise-record-1","chain":"a"}\n{"number":1}\n', "Line 2 is not an event"),
        ('{"format":"mutualise-record-1","chain":"a"}\n{"numb', "Line 2 is not JSON"),
    ],
)
def test_a_file_that_is_no_record_is_refused(tmp_path, capsys, text, says):
    path = tmp_path / "record.jsonl"
    path.write_text(text, encoding="utf-8")

    assert main([str(path)]) == 1
    assert f"WRONG  {says}" in capsys.readouterr().out


def test_a_missing_file_is_said_in_words(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.jsonl")]) == 1
    assert "No such file" in capsys.readouterr().out
