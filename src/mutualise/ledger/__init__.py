"""Records that cannot be rewritten unnoticed: hash chains and what proves them."""

from mutualise.ledger.chain import FIRST, Link, canonical, follows, sealed
from mutualise.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from mutualise.ledger.note import NoteError, SigningKey, VerifierKey
from mutualise.ledger.walk import Break, Entry, Walked, held_against, verify_chain

__all__ = [
    "FIRST",
    "Break",
    "Checkpoint",
    "Entry",
    "Link",
    "NoteError",
    "SigningKey",
    "VerifierKey",
    "Walked",
    "canonical",
    "follows",
    "held_against",
    "open_checkpoint",
    "sealed",
    "sign_checkpoint",
    "verify_chain",
]
