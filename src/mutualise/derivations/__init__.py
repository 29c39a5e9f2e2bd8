"""The only room that joins rooms: results with the hash of what they were made from."""

from mutualise.derivations.derived import Derived, fingerprint
from mutualise.derivations.networks import NotANetworkError, derive_networks
from mutualise.derivations.owners import derive_owners, items_of, owner_in, owners_in
from mutualise.derivations.structures import (
    answers_for,
    derive_comparison,
    derive_structures,
    option_title,
)

__all__ = [
    "Derived",
    "NotANetworkError",
    "answers_for",
    "derive_comparison",
    "derive_networks",
    "derive_owners",
    "derive_structures",
    "fingerprint",
    "items_of",
    "option_title",
    "owner_in",
    "owners_in",
]
