"""Records that cannot be rewritten unnoticed: hash chains and what proves them."""

from mutualise.ledger.chain import FIRST, Link, canonical, follows, sealed

__all__ = ["FIRST", "Link", "canonical", "follows", "sealed"]
