"""Arguments for the addresses that need some, so that every page of the site is visited.

An app adds its own lines. An address that is in neither table fails the test.
"""

from __future__ import annotations

from typing import Final

# By URL name, each a list of the keyword arguments to visit it with.
SAMPLES: Final[dict[str, list[dict[str, object]]]] = {}

# Addresses that show no page, and why: downloads, and those that only take a form.
NOT_A_PAGE: Final[dict[str, str]] = {}
