"""The key that signs checkpoints of a site's record: in the data folder, in no database.

`record-key` is secret. `record-keys.txt` holds the verifier keys that anyone may have, the
earlier ones too, so that what an earlier key signed still verifies.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mutualise.ledger import SigningKey, VerifierKey
from mutualise.ledger.note import sign_note

KEY_FILE: Final = "record-key"
VERIFIERS_FILE: Final = "record-keys.txt"


@dataclass(frozen=True)
class Handover:
    """A new key, and the old key's word for it."""

    old: VerifierKey
    new: VerifierKey
    note: str


def signing_key(folder: Path, host: str = "") -> SigningKey:
    """The key of the site whose data lies here, made when it is first needed.

    `host` is the name under which the site is reached; it becomes part of the key's name.
    """
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(path, SigningKey.generate(_new_name(folder, host)).secret_text())
    key = SigningKey.parse(path.read_text(encoding="utf-8"))
    if key.verifier not in _listed(folder):
        _list(folder, key.verifier)
    return key


def verifier_keys(folder: Path) -> tuple[VerifierKey, ...]:
    """Every key that has signed for this site, or will."""
    return _listed(folder)


def hand_over(folder: Path, host: str = "") -> Handover:
    """Sign with a new key from now on. The old secret is gone; what it signed still verifies."""
    old = signing_key(folder, host)
    new = SigningKey.generate(old.name)
    text = f"The key of this record changes.\nFrom {old.verifier}\nTo {new.verifier}\n"
    handover = Handover(old.verifier, new.verifier, sign_note(text, old, new))
    # First what verifies: a stop between the two leaves a key that nobody has used.
    _list(folder, new.verifier)
    _replace(folder / KEY_FILE, new.secret_text())
    return handover


def _new_name(folder: Path, host: str) -> str:
    """The name that this site had before, if its secret was lost; otherwise one of its own."""
    before = _listed(folder)
    return before[-1].name if before else f"{host or 'localhost'}/record-{secrets.token_hex(4)}"


def _listed(folder: Path) -> tuple[VerifierKey, ...]:
    path = folder / VERIFIERS_FILE
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").split("\n")
    return tuple(VerifierKey.parse(line) for line in lines if line.strip())


def _list(folder: Path, key: VerifierKey) -> None:
    keys = [*_listed(folder), key]
    _replace(folder / VERIFIERS_FILE, "".join(f"{each}\n" for each in keys))


def _write_new(path: Path, text: str) -> None:
    """Write a closed file whole, or leave the one that another process wrote in the meantime."""
    written = _written_beside(path, text)
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()


def _replace(path: Path, text: str) -> None:
    _written_beside(path, text).replace(path)


def _written_beside(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside
