"""The definition badge: which definitions of a public service mutual a proposal meets now.

badge = derive_badge(load_law(), case, "plan", as_at=day)
badge.headline             # "Meets 1 of the 5 definitions; 4 are not known yet"
for line in badge.lines:
    print(line.label, line.text)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mutualise.casefile import CaseFile, case_answers, case_collections
from mutualise.derivations.structures import option_title
from mutualise.rules import Facts, LawBase, Remedies, smallest_changes
from mutualise.rules.changes import Step
from mutualise.rules.facts import in_a_row
from mutualise.rules.reasons import deciding_clauses
from mutualise.structures.mutual_definitions import (
    DefinitionFinding,
    DefinitionWord,
    MutualDefinition,
    check_definitions,
    load_definition_content,
)

_NO_WARNING = "No warning on the answers so far."


@dataclass(frozen=True)
class BadgeLine:
    """One definition: whether the proposal meets it, and what is missing, in a line.

    `changes` are known to be otherwise and `confirms` are open, in the smallest way to meet
    it; `missing` are all facts that are open and bear on it. `can_be_met` is False where
    nothing that the team can change would do.
    """

    definition: MutualDefinition
    word: DefinitionWord
    text: str
    changes: tuple[Step, ...]
    confirms: tuple[Step, ...]
    missing: tuple[str, ...]
    can_be_met: bool

    @property
    def label(self) -> str:
        return self.definition.label


@dataclass(frozen=True)
class BadgeQuestion:
    """A question that would settle definitions, named by their ids."""

    fact: str
    ask: str
    label: str
    settles: tuple[str, ...]


@dataclass(frozen=True)
class Badge:
    """Every definition on the answers of one option, and what to ask next.

    A proposal for a definition has a line with its warnings, and counts for nothing.
    """

    day: dt.date
    option: str | None
    title: str
    lines: tuple[BadgeLine, ...]
    questions: tuple[BadgeQuestion, ...]

    @property
    def in_use(self) -> tuple[BadgeLine, ...]:
        """The definitions that count: neither proposals nor law that is not in force."""
        idle = (DefinitionWord.FLAGS, DefinitionWord.NOT_IN_FORCE)
        return tuple(line for line in self.lines if line.word not in idle)

    def of(self, word: DefinitionWord) -> tuple[BadgeLine, ...]:
        """The lines with one finding."""
        return tuple(line for line in self.lines if line.word is word)

    @property
    def headline(self) -> str:
        """How many are met, not known and not met."""
        met = len(self.of(DefinitionWord.YES)) or "none"
        parts = [f"Meets {met} of the {len(self.in_use)} definitions"]
        for word, said in (
            (DefinitionWord.NOT_KNOWN, "not known yet"),
            (DefinitionWord.NO, "not met"),
        ):
            if count := len(self.of(word)):
                parts.append(f"{count} {'is' if count == 1 else 'are'} {said}")
        return "; ".join(parts)


def derive_badge(
    law: LawBase, case: CaseFile, option: str | None = None, *, as_at: dt.date
) -> Badge:
    """The badge of an option, or of the present position.

    A date in the case file wins over `as_at`. Raises UnknownOptionError for an option that the
    case does not have.
    """
    edition = law.at(case.as_at or as_at)
    answers, collections = case_answers(case, option), case_collections(case)
    found = check_definitions(edition, answers, collections)
    return Badge(
        day=edition.day,
        option=option,
        title=option_title(case, option),
        lines=tuple(_line(item, law.facts) for item in found),
        questions=_questions(found, law.facts),
    )


def _line(found: DefinitionFinding, facts: Facts) -> BadgeLine:
    remedies = _remedies(found)
    steps = remedies.remedies[0].steps if remedies and remedies.remedies else ()
    return BadgeLine(
        definition=found.definition,
        word=found.word,
        text=_text(found, remedies, facts),
        changes=tuple(step for step in steps if step.change),
        confirms=tuple(step for step in steps if not step.change),
        missing=found.missing,
        can_be_met=found.word is DefinitionWord.YES or bool(steps),
    )


def _remedies(found: DefinitionFinding) -> Remedies | None:
    """The smallest ways to meet a definition that is not met, or not known to be."""
    if found.word not in (DefinitionWord.NO, DefinitionWord.NOT_KNOWN):
        return None
    return smallest_changes(found.assessment, found.definition.about)


def _text(found: DefinitionFinding, remedies: Remedies | None, facts: Facts) -> str:
    match found.word:
        case DefinitionWord.YES:
            return "Met on the answers so far."
        case DefinitionWord.NOT_IN_FORCE:
            return "Not in force on this date."
        case DefinitionWord.FLAGS:
            warnings = " ".join(rule.consequence for rule in found.flags)
            return f"A proposal, used for nothing today. {warnings or _NO_WARNING}"
        case DefinitionWord.NO:
            why = deciding_clauses(found.reason) if found.reason else ()
            return f"Not met: {in_a_row(why)}. {_what_to_do(remedies, facts)}"
        case DefinitionWord.NOT_KNOWN:
            return f"Not known yet. {_what_to_do(remedies, facts)}"


def _what_to_do(remedies: Remedies | None, facts: Facts) -> str:
    if remedies is None or not remedies.remedies:
        blocked = [facts[name].label for name in remedies.blocked_by] if remedies else []
        because = f" It turns on: {'; '.join(blocked)}." if blocked else ""
        return f"Nothing that you can change would meet it.{because}"
    remedy = remedies.remedies[0]
    changes, confirms = (
        in_a_row([step.text for step in steps]) for steps in (remedy.changes, remedy.confirms)
    )
    if not remedy.changes:
        return f"It is met if {confirms}."
    and_so = f", and if {confirms}" if confirms else ""
    return f"It would be met if you change this: {changes}{and_so}."


def _questions(found: Iterable[DefinitionFinding], facts: Facts) -> tuple[BadgeQuestion, ...]:
    """What is open, most telling first; equals in the order of the test of definitions."""
    settles: dict[str, list[str]] = {}
    for item in found:
        if item.word is DefinitionWord.NOT_KNOWN:
            for name in item.missing:
                settles.setdefault(name, []).append(item.definition.id)
    asked = load_definition_content().questions
    order = {name: index for index, name in enumerate(asked)}
    names = sorted(
        (name for name in settles if facts[name].askable),
        key=lambda name: (-len(settles[name]), order.get(name, len(order))),
    )
    return tuple(
        BadgeQuestion(name, facts[name].ask, facts[name].label, tuple(settles[name]))
        for name in names
    )
