"""What to do about a finding, where the visitor's own list of owners is what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mutualise.rules import Remedies
from mutualise.rules.names import OWNERS
from mutualise.structures import Cell
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owners_in_the_way import OwnersInTheWay, owners_in_the_way
from mutualise.web.structures.finding_view import Now, now_view
from mutualise.web.structures.session import Visit

MOST_NAMED: Final = 10
ANYONE_BARRED: Final = "holder.any_disqualified"


@dataclass(frozen=True)
class ListWay:
    """The owners who break the list by their labels, what they must do, and what the list lacks.

    `more` is how many beyond those named break it. `turned` says that the answer is yes without
    them.
    """

    owners: tuple[str, ...]
    more: int
    each: str
    leave: str
    lacks: tuple[str, ...]
    turned: bool


@dataclass(frozen=True)
class WhatToDo:
    """What can be done: first about the list of owners, if that is at fault, then the rest.

    `declared` says that the owners have declared that they are not barred, and others must still.
    """

    owners: ListWay | None
    now: Now
    declared: bool = False


def what_to_do(visit: Visit, cell: Cell, remedies: Remedies) -> WhatToDo | None:
    """The way to a yes; None where the answer is yes already."""
    if cell.result.truth is True:
        return None
    law = visit.edition.base
    found = owners_in_the_way(cell)
    if found is None:
        return WhatToDo(None, now_view(law, remedies), _declared(visit, remedies))
    now = now_view(law, found.remedies)
    if found.after is True:
        now = replace(now, turns_on=(), waiting_for=())
    return WhatToDo(_list_way(visit, found), now, _declared(visit, found.remedies))


def _declared(visit: Visit, remedies: Remedies) -> bool:
    """Whether every owner has declared, where it is open if anyone else involved is barred."""
    held = visit.case.collections.get(OWNERS)
    if held is None or not held.items or not remedies.remedies:
        return False
    declaration = load_owner_content().declaration
    said = (item.answers.get(declaration) for item in held.items)
    steps = {step.fact for step in remedies.remedies[0].steps}
    return ANYONE_BARRED in steps and all(answer and answer.value is False for answer in said)


def _list_way(visit: Visit, found: OwnersInTheWay) -> ListWay:
    titles = {item.id: item.title for item in visit.case.collections[OWNERS].items}
    named = [titles[owner] for owner in found.owners]
    return ListWay(
        owners=tuple(named[:MOST_NAMED]),
        more=max(0, len(named) - MOST_NAMED),
        each=found.holder.owner,
        leave=found.holder.leave,
        lacks=tuple(need.label for need in found.lacks),
        turned=found.after is True,
    )
