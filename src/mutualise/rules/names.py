"""The facts and collections that the program itself asks for by name.

All others are known to the content alone.
"""

from __future__ import annotations

from typing import Final

FORM: Final = "entity.form"
CONTRACT: Final = "contract.type"
CHANGE: Final = "change.kind"
TEAM: Final = "team.kind"
PRESENT_FORM: Final = "team.present_form"

OWNERS: Final = "owners"
CONTRACTS: Final = "contracts"
