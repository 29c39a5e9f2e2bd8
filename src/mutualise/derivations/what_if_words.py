"""A comparison of two laws in words: for the terminal and for the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mutualise.derivations.what_if_records import (
    BACKGROUND,
    CaseComparison,
    CellChange,
    Position,
    Said,
    Shared,
)
from mutualise.rules import Edition
from mutualise.rules.differences import Differing, LawDifference, Part

_CERTAINTIES: Final[Mapping[str, str]] = {
    "applies": "it follows",
    "if_agreed": "it follows if someone else agrees",
    "unsettled": "not settled",
    "expected": "expected law, not yet in force",
    "does_not": "it does not follow",
    "may_apply": "it may follow",
    "not_known": "not known yet",
    BACKGROUND: "good to know",
}


def certainty(said: Said | None) -> str:
    """How certain something is that follows, as a clause."""
    return certainty_words(said.certainty if said else "")


def certainty_words(certainty: str) -> str:
    """A certainty by its name; empty where nothing follows."""
    return _CERTAINTIES[certainty] if certainty else "nothing follows"


def where(positions: tuple[Position, ...], case: CaseComparison) -> str:
    """The positions in words: an option alone where it is so for all its contracts."""
    if len(positions) == len(case.positions):
        return "every option"
    words = []
    for option in dict.fromkeys(position.option for position in positions):
        every = [one for one in case.positions if one.option == option]
        some = [one for one in positions if one.option == option]
        whole = len(some) == len(every)
        contracts = "" if whole else f" ({', '.join(one.contract_title for one in some)})"
        words.append(f"{some[0].title}{contracts}")
    return "; ".join(words)


def where_in_table(shared: Shared[CellChange], case: CaseComparison) -> str:
    """The same for a form and a contract; nothing where it is so in all but its own position."""
    seen = {id(position) for position in shared.positions}
    others = [position.before for position in case.positions if id(position) not in seen]
    own = (cell is not None and (cell.form, cell.column) == shared.change.about for cell in others)
    return "" if all(own) else where(shared.positions, case)


@dataclass(frozen=True, slots=True)
class PartWords:
    """Something different in the law: its name, and how it reads under each law."""

    part: Part
    id: str
    label: str
    before: str
    after: str


def part_words(law: LawDifference, differing: Differing) -> PartWords:
    """How a rule, an inference or a figure reads in both editions; empty: not in force."""
    label, before = _words(law.before, differing)
    newer, after = _words(law.after, differing)
    return PartWords(differing.part, differing.id, newer or label, before, after)


def _words(edition: Edition, differing: Differing) -> tuple[str, str]:
    base, name = edition.base, differing.id
    if differing.part is Part.FIGURE:
        parameter = base.parameters.by_name.get(name)
        value = edition.figures.get(name)
        if parameter is None:
            return "", ""
        return parameter.label, "" if value is None else parameter.written(value)
    if differing.part is Part.INFERENCE:
        inference = next((item for item in base.inferences if item.id == name), None)
        if inference is None:
            return "", ""
        when = f" when {' '.join(inference.when.split())}" if inference.when else ""
        return inference.because, f"{inference.fact} is {inference.value}{when}"
    rule = base.rules.get(name)
    if rule is None or not rule.in_force_on(edition.day):
        return "", ""
    return rule.statement, " ".join((rule.condition or rule.statement).split())
