"""Mutualise: answered once, derived everywhere."""

from datetime import date
from typing import Final

__version__ = "0.1.0"

# A clock that shows an earlier day than this is wrong.
RELEASED: Final = date(2026, 11, 24)
