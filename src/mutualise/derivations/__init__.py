"""The only room that joins rooms: results with the hash of what they were made from."""

from mutualise.derivations.derived import Derived, fingerprint
from mutualise.derivations.structures import (
    answers_for,
    derive_comparison,
    derive_structures,
    option_title,
)

__all__ = [
    "Derived",
    "answers_for",
    "derive_comparison",
    "derive_structures",
    "fingerprint",
    "option_title",
]
