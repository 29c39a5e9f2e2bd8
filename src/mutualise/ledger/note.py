"""Signed notes: a text and who signed it, in the C2SP format (https://c2sp.org/signed-note).

The keys are written as Go's `sumdb/note` writes them, so that other people's programs can check
what we sign: `name+id+key` to verify, and `PRIVATE+KEY+name+id+key` to sign.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

_ED25519: Final = b"\x01"
_SIGNING: Final = "PRIVATE+KEY+"
_DASH: Final = "— "
# The format asks for at least 16; a note with more than this is no note of ours.
MOST_SIGNATURES: Final = 64


class NoteError(ValueError):
    """A note or a key that cannot be used; the text says why."""


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key: anyone may have it, and checks signatures with it."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read `name+id+key`."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise NoteError("A verifier key looks like name+id+key.")
        key = cls(parts[0], _key_bytes(parts[2]))
        if key.id.hex() != parts[1]:
            raise NoteError(f"The verifier key of {key.name} has a letter wrong: its id differs.")
        return key

    @property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of the same name."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether this key made the signature over this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The secret half of a key. Its seed shows in no message and no log."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_name(self.name)

    @classmethod
    def generate(cls, name: str) -> SigningKey:
        """A new key."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read `PRIVATE+KEY+name+id+key`."""
        parts = text.strip().removeprefix(_SIGNING).split("+", 2)
        if not text.startswith(_SIGNING) or len(parts) != 3:
            raise NoteError("A signing key looks like PRIVATE+KEY+name+id+key.")
        key = cls(parts[0], _key_bytes(parts[2]))
        if key.verifier.id.hex() != parts[1]:
            raise NoteError(f"The signing key of {key.name} has a letter wrong: its id differs.")
        return key

    @property
    def verifier(self) -> VerifierKey:
        """The half that others may have."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifierKey(self.name, private.public_key().public_bytes_raw())

    def secret_text(self) -> str:
        """The text to keep in a closed file, and nowhere else."""
        return f"{_SIGNING}{self.name}+{self.verifier.id.hex()}+{_base64(_ED25519 + self.seed)}"

    def signature_line(self, text: str) -> str:
        """The line that stands under a text when this key has signed it."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{_DASH}{self.name} {_base64(self.verifier.id + signature)}\n"


@dataclass(frozen=True)
class Opened:
    """A text whose signatures hold, and the keys that made them."""

    text: str
    signed_by: tuple[VerifierKey, ...]


def sign_note(text: str, *keys: SigningKey) -> str:
    """The text with a signature of each key."""
    if not text.endswith("\n") or _has_control(text):
        raise NoteError("A text to sign ends with a new line and has no control characters.")
    return f"{text}\n{''.join(key.signature_line(text) for key in keys)}"


def open_note(note: str, keys: Iterable[VerifierKey]) -> Opened:
    """The text of a note that at least one of these keys has signed; unknown ones do not count."""
    text, signatures = take_apart(note)
    known = {(key.name, key.id): key for key in keys}
    signed_by: list[VerifierKey] = []
    for name, key_id, signature in signatures:
        key = known.get((name, key_id))
        if key is None or key in signed_by:
            continue
        if not key.verifies(text, signature):
            raise NoteError(f"The signature of {name} does not fit: the text was changed.")
        signed_by.append(key)
    if not signed_by:
        names = " and ".join(f"{name} ({key_id.hex()})" for name, key_id, _ in signatures)
        raise NoteError(f"It is signed by {names}, which is not a key that is trusted here.")
    return Opened(text, tuple(signed_by))


def take_apart(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text, and each signature as name, key id and bytes. Nothing is verified by this."""
    text, blank, rest = note.rpartition("\n\n")
    if not blank or not rest.endswith("\n") or _has_control(note):
        raise NoteError("It is not a signed note: a text, an empty line, and signatures.")
    lines = rest[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError(f"It has {len(lines)} signatures; {MOST_SIGNATURES} are the most we read.")
    return text + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH):
        raise NoteError(f"It is not a signed note: “{line[:60]}” is not a signature.")
    _check_name(name)
    decoded = _decoded(encoded)
    if len(decoded) < 5:
        raise NoteError(f"The signature of {name} is cut short.")
    return name, decoded[:4], decoded[4:]


def _key_bytes(encoded: str) -> bytes:
    decoded = _decoded(encoded)
    if decoded[:1] != _ED25519 or len(decoded) != 33:
        raise NoteError("It is not an Ed25519 key, or a part of it is missing.")
    return decoded[1:]


def _check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name) or _has_control(name):
        raise NoteError(f"“{name}” cannot be the name of a key: it has a space, a plus or nothing.")


def _has_control(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"“{text[:60]}” is not base64.") from error
    # Base64 allows several spellings of the same bytes; a note has one.
    if _base64(decoded) != text:
        raise NoteError(f"“{text[:60]}” is not base64 as it is written in a note.")
    return decoded
