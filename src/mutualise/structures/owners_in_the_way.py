"""Where a list of owners is what keeps a form from a contract: whom to take off, what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.rules import Assessment, Items, Remedies, smallest_changes
from mutualise.rules.names import CONTRACT, FORM, OWNERS
from mutualise.structures.matrix import Cell
from mutualise.structures.owner_content import Holder, Need, OwnersTest, load_owner_content


@dataclass(frozen=True)
class OwnersInTheWay:
    """What is wrong with the list, and where the answer stands once it is put right.

    `owners` are the ids of those who break it and `lacks` what the law needs of the list and does
    not find without them. `after` is whether the contract can be held once these owners are off
    the list (None: it depends on the steps in `remedies`).
    """

    holder: Holder
    owners: tuple[str, ...]
    lacks: tuple[Need, ...]
    after: bool | None
    remedies: Remedies


def owners_in_the_way(cell: Cell) -> OwnersInTheWay | None:
    """The owners who break the list for this form and contract, and what the list lacks.

    None where the answer is no "no", where there is no list, or where the list is not at fault.
    """
    held = cell.assessment.collections.get(OWNERS)
    content = load_owner_content()
    holder = content.holder_of(str(cell.assessment.value(FORM) or ""))
    if cell.result.truth is not False or not held or not held.answers or holder is None:
        return None
    if cell.column not in content.contracts:
        return None
    test = content.test(cell.column, holder)
    if test.never:
        return None
    breaks = [_breaks(test, item) for item in cell.assessment.items(OWNERS)]
    after = _without(cell.assessment, held, breaks)
    lacks = tuple(need for need in test.needs if after.truth(need.name) is (not need.wanted))
    if not any(breaks) and not lacks:
        return None
    ids = held.ids or tuple(str(place) for place in range(len(held.answers)))
    return OwnersInTheWay(
        holder=content.holders[holder],
        owners=tuple(owner for owner, broken in zip(ids, breaks, strict=True) if broken),
        lacks=lacks,
        after=after.truth(cell.result.about),
        remedies=smallest_changes(after, cell.result.about, fixed=(FORM, CONTRACT)),
    )


def _breaks(test: OwnersTest, item: Assessment) -> bool:
    return bool(test.each) and item.truth(test.each) is False


def _without(assessment: Assessment, held: Items, breaks: list[bool]) -> Assessment:
    kept = tuple(
        answers for answers, broken in zip(held.answers, breaks, strict=True) if not broken
    )
    lists = {**assessment.collections, OWNERS: Items(kept, held.complete and bool(kept))}
    return Assessment(assessment.edition, assessment.answers, lists)
