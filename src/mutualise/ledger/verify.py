"""Checks a downloaded record by itself: `python -m mutualise.ledger.verify FILE`.

It needs Python and the package `cryptography`, and nothing else of Mutualise than this folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mutualise.ledger.checkpoint import Checkpoint, open_checkpoint, read_unverified
from mutualise.ledger.lines import LinesError, from_lines
from mutualise.ledger.note import NoteError, VerifierKey
from mutualise.ledger.walk import Walked, held_against, verify_chain


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what holds and what does not; 1 when anything is wrong."""
    asked = _arguments(arguments)
    try:
        keys = [VerifierKey.parse(text) for text in asked.key]
        held = {path: _checkpoint(path, keys) for path in asked.checkpoint}
        with asked.file.open(encoding="utf-8") as file:
            chain, entries = from_lines(file)
            walked = verify_chain(entries, {checkpoint.size for checkpoint in held.values()})
    except (LinesError, NoteError, OSError, UnicodeDecodeError) as problem:
        print(f"WRONG  {problem}")
        return 1
    wrong = _say_of_events(walked) + sum(
        _say_of_checkpoint(path, checkpoint, chain, walked) for path, checkpoint in held.items()
    )
    _say_what_was_not_checked(keys=bool(keys), checkpoints=bool(held))
    return 1 if wrong else 0


def _say_of_events(walked: Walked) -> bool:
    """Print whether the chain is whole; true when it is not."""
    if walked.broken:
        print(f"WRONG  {walked.broken.sentence}")
    else:
        print(f"ok     {walked.size:,} events: each follows from the one before it.")
    return walked.broken is not None


def _say_of_checkpoint(path: Path, checkpoint: Checkpoint, chain: str, walked: Walked) -> bool:
    """Print whether the record holds against a checkpoint; true when it does not."""
    problem = held_against(checkpoint, walked)
    if checkpoint.chain != chain:
        problem = f"It is about another record ({checkpoint.chain})."
    if problem:
        print(f"WRONG  {path}: {problem}")
    else:
        print(f"ok     {path}: its {checkpoint.size:,} events are all here, unchanged.")
    return bool(problem)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m mutualise.ledger.verify",
        description="Check a record downloaded from Mutualise.",
    )
    parser.add_argument("file", type=Path, help="the record, a file that ends in .jsonl")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint that you kept; may be given several times",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="KEY",
        help="the site's verifier key, to check who signed; may be given several times",
    )
    return parser.parse_args(arguments)


def _checkpoint(path: Path, keys: list[VerifierKey]) -> Checkpoint:
    note = path.read_text(encoding="utf-8")
    try:
        return open_checkpoint(note, keys) if keys else read_unverified(note)
    except NoteError as problem:
        raise NoteError(f"{path}: {problem}") from problem


def _say_what_was_not_checked(*, keys: bool, checkpoints: bool) -> None:
    if not checkpoints:
        print(
            "Not checked: whether the last events were removed or the whole record was written "
            "anew. That shows only beside a checkpoint that someone kept: --checkpoint FILE."
        )
    elif not keys:
        print("Not checked: who signed the checkpoints. For that give the site's key: --key KEY.")


if __name__ == "__main__":
    sys.exit(main())
