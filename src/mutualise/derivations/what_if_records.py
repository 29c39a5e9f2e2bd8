"""What a comparison of two laws finds: positions of cases, and what is different in each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from mutualise.casefile import CaseFile
from mutualise.rules import Rule
from mutualise.rules.differences import Differing, LawDifference
from mutualise.structures import Cell, Contract, LegalForm
from mutualise.structures.consequences import SETTLED

BACKGROUND = "background"
Change = TypeVar("Change")


@dataclass(frozen=True)
class CellChange:
    """One legal form against one contract: how it reads before and after, and by what.

    `near` if it is about the case's own contract and a form that such a team could choose.
    """

    before: Cell
    after: Cell
    decided_by: tuple[Differing, ...]
    near: bool = False

    @property
    def about(self) -> tuple[str, str]:
        """The form and the contract, by their ids."""
        return self.before.form, self.before.column

    def key(self) -> Hashable:
        """What makes it the same change in another position."""
        return (*self.about, self.before.word, self.after.word)


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says of a case: how certain it is, in words, and on what it turns if open."""

    certainty: str
    text: str
    when: str = ""
    open_facts: tuple[str, ...] = ()

    def means(self) -> tuple[object, ...]:
        """What makes it another answer; other words for what is open are none."""
        settled = self.certainty in SETTLED
        return (self.certainty, self.text if settled else "", self.when, *sorted(self.open_facts))


@dataclass(frozen=True)
class ConsequenceChange:
    """Something that follows under one law and not, or otherwise, under the other.

    `group` is the heading it stands under; None before or after: it does not follow.
    """

    rule: Rule
    group: str
    before: Said | None
    after: Said | None
    decided_by: tuple[Differing, ...]

    def key(self) -> Hashable:
        """What makes it the same change in another position."""
        means = [said.means() if said else None for said in (self.before, self.after)]
        return (self.rule.id, *means)

    @property
    def no_longer_asked(self) -> tuple[str, ...]:
        """The facts on which it turns before and no more after, if it is open in both."""
        return _without(self.before, self.after)

    @property
    def newly_asked(self) -> tuple[str, ...]:
        """The facts on which it turns after and did not before, if it is open in both."""
        return _without(self.after, self.before)


def _without(first: Said | None, second: Said | None) -> tuple[str, ...]:
    if first is None or second is None or not (first.open_facts and second.open_facts):
        return ()
    return tuple(name for name in first.open_facts if name not in second.open_facts)


@dataclass(frozen=True)
class Position:
    """One option (None: the present) and one contract of a case, put to both laws.

    `before` and `after` say whether the chosen form can hold the chosen contract; both are
    None when no form is chosen, or the contract has no rule on who can hold it. Where that
    is not settled under either law, `no_longer_asked` and `newly_asked` are the facts that
    it turns on under one of them only.
    """

    option: str | None
    title: str
    contract: Contract | None
    contract_title: str
    form: LegalForm | None
    before: Cell | None
    after: Cell | None
    decided_by: tuple[Differing, ...]
    no_longer_asked: tuple[str, ...]
    newly_asked: tuple[str, ...]
    table: tuple[CellChange, ...]
    consequences: tuple[ConsequenceChange, ...]

    @property
    def holding_changes(self) -> bool:
        """Whether the answer on the chosen form and contract is another one."""
        if self.before is None or self.after is None:
            return False
        return self.before.word != self.after.word

    @property
    def changes(self) -> bool:
        """Whether anything is different for the chosen form and contract."""
        asked = (*self.no_longer_asked, *self.newly_asked)
        return self.holding_changes or bool(asked or self.consequences)


@dataclass(frozen=True)
class Shared(Generic[Change]):
    """One change, and the positions of a case in which it shows."""

    change: Change
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class CaseComparison:
    """A case under both laws."""

    case: CaseFile
    positions: tuple[Position, ...]

    @property
    def changes(self) -> bool:
        """Whether an answer is different on its own forms, or on its contracts and other forms."""
        return bool(self.near) or any(position.changes for position in self.positions)

    @property
    def changes_elsewhere(self) -> bool:
        """Whether only forms and contracts that are not the team's read otherwise."""
        return bool(self.far) and not self.changes

    @cached_property
    def near(self) -> tuple[Shared[CellChange], ...]:
        """What is different for other forms that the team could choose for its own contracts."""
        return tuple(found for found in self._table if self._is_near(found))

    @cached_property
    def far(self) -> tuple[Shared[CellChange], ...]:
        """What is different for forms and contracts that are not the team's."""
        return tuple(found for found in self._table if not self._is_near(found))

    @cached_property
    def consequences(self) -> tuple[Shared[ConsequenceChange], ...]:
        """What follows otherwise, once for all the positions in which it does."""
        pairs = ((c, position) for position in self.positions for c in position.consequences)
        return tuple(_once_each(pairs, ConsequenceChange.key))

    @cached_property
    def _table(self) -> tuple[Shared[CellChange], ...]:
        pairs = ((cell, position) for position in self.positions for cell in position.table)
        return tuple(_once_each(pairs, CellChange.key))

    def _is_near(self, found: Shared[CellChange]) -> bool:
        # The same pair of form and contract belongs together, whichever position it shows in.
        about = found.change.about
        cells = (cell for position in self.positions for cell in position.table)
        return any(cell.near and cell.about == about for cell in cells)


def _once_each(
    pairs: Iterable[tuple[Change, Position]], key: Callable[[Change], Hashable]
) -> Iterator[Shared[Change]]:
    found: dict[Hashable, list[tuple[Change, Position]]] = {}
    for change, position in pairs:
        found.setdefault(key(change), []).append((change, position))
    for same in found.values():
        yield Shared(same[0][0], tuple(position for _, position in same))


@dataclass(frozen=True)
class LawComparison:
    """Cases under two laws, or under the law of two days."""

    law: LawDifference
    cases: tuple[CaseComparison, ...]

    @property
    def changed(self) -> tuple[CaseComparison, ...]:
        """The cases that get another answer."""
        return tuple(case for case in self.cases if case.changes)

    @property
    def changed_elsewhere(self) -> tuple[CaseComparison, ...]:
        """The cases in which only what is not the team's own is different."""
        return tuple(case for case in self.cases if case.changes_elsewhere)

    @property
    def positions(self) -> Iterator[Position]:
        return chain.from_iterable(case.positions for case in self.cases)

    @property
    def unused(self) -> tuple[Differing, ...]:
        """What is different in the law and decides nothing in these cases."""
        used = set(chain.from_iterable(_deciders(position) for position in self.positions))
        return tuple(part for part in self.law.parts if part not in used)


def _deciders(position: Position) -> Iterator[Differing]:
    yield from position.decided_by
    for cell in position.table:
        yield from cell.decided_by
    for consequence in position.consequences:
        yield from consequence.decided_by
