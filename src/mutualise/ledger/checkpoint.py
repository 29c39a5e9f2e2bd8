"""Checkpoints: the number of events in a chain and the root of their tree, signed.

The format is C2SP's (https://c2sp.org/tlog-checkpoint): three lines that fit on a printed page.
Whoever keeps one can tell later whether the events it stands for were changed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from mutualise.ledger.note import (
    NoteError,
    SigningKey,
    VerifierKey,
    open_note,
    sign_note,
    take_apart,
)


@dataclass(frozen=True)
class Checkpoint:
    """`origin` names the chain: the name of the key that signs, a slash, and the chain's id."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a note; lines after the third are allowed and say nothing here."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not all(lines):
            raise NoteError("It is not a checkpoint: that has a name, a number and a root.")
        origin, size, root = lines[:3]
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", size):
            raise NoteError(f"“{size[:40]}” is not the number of events in a checkpoint.")
        try:
            decoded = base64.b64decode(root, validate=True)
        except (binascii.Error, ValueError):
            decoded = b""
        if len(decoded) != 32 or base64.b64encode(decoded).decode("ascii") != root:
            raise NoteError(f"“{root[:60]}” is not the root of a tree of events.")
        return cls(origin, int(size), decoded)

    @property
    def chain(self) -> str:
        """The id of the chain that it stands for."""
        return self.origin.rpartition("/")[2]


def origin_of(key_name: str, chain: str) -> str:
    """How a checkpoint names a chain: one key signs for every chain of a site."""
    return f"{key_name}/{chain}"


def sign_checkpoint(chain: str, size: int, root: bytes, key: SigningKey) -> str:
    """A checkpoint of a chain as a signed note."""
    return sign_note(Checkpoint(origin_of(key.name, chain), size, root).text, key)


def open_checkpoint(note: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """The checkpoint in a note that one of these keys signed, for a chain of that key's site."""
    opened = open_note(note, keys)
    checkpoint = Checkpoint.parse(opened.text)
    if all(checkpoint.origin != origin_of(key.name, checkpoint.chain) for key in opened.signed_by):
        raise NoteError(f"{checkpoint.origin} is not a chain that the key may speak for.")
    return checkpoint


def read_unverified(note: str) -> Checkpoint:
    """The checkpoint in a note, whoever signed it: for people who know where theirs came from."""
    return Checkpoint.parse(take_apart(note)[0])
