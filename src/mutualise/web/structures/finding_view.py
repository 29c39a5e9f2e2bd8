"""The parts of a finding that several pages show: reasons, steps, conditions and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mutualise.casefile import Answer
from mutualise.rules import (
    Assessment,
    LawBase,
    Reason,
    Remedies,
    Remedy,
    Rule,
    Source,
    Step,
)
from mutualise.rules.words import proviso
from mutualise.structures import Cell
from mutualise.web.design.components import Link
from mutualise.web.places import address
from mutualise.web.structures.sentences import sentence


@dataclass(frozen=True)
class RuleLink:
    """A rule as a page cites it: its id, its address and its place in the law."""

    id: str
    href: str
    provision: str


@dataclass(frozen=True)
class ReasonLine:
    """One line of an explanation; `origin` says where the fact comes from."""

    text: str
    origin: str
    change: Link | None
    rule: RuleLink | None
    because: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class StepLine:
    """One thing to change or confirm, and who must agree."""

    text: str
    who: str
    change: Link | None


@dataclass(frozen=True)
class Way:
    """One way to a yes."""

    changes: tuple[StepLine, ...]
    confirms: tuple[StepLine, ...]


@dataclass(frozen=True)
class Now:
    """What the team can do about a finding that is not a plain yes.

    With no way, `turns_on` names what stands in it and `waiting_for` what is not settled.
    """

    best: Way | None
    others: tuple[Way, ...]
    turns_on: tuple[str, ...]
    waiting_for: tuple[str, ...]
    another_form_might: bool


@dataclass(frozen=True)
class Option:
    """An option of the case as the chooser shows it; the one looked at is no link."""

    title: str
    href: str
    current: bool


@dataclass(frozen=True)
class Condition:
    """A sentence that goes with the answer, and its rule."""

    text: str
    rule: RuleLink


def rule_link(rule: Rule) -> RuleLink:
    """How a rule is cited."""
    href = address("law:rule", rule_id=rule.id)
    return RuleLink(rule.id, href, rule.provision)


def question_link(name: str, label: str, text: str = "Change") -> Link:
    """To the question about a fact, and back to the result."""
    href = address("structures:question", fact=name)
    return Link(text, f"{href}?change=result", label)


def reason_view(
    assessment: Assessment, reason: Reason, answered: Mapping[str, Answer]
) -> ReasonLine:
    """An explanation with links: to the law, and to the answers it rests on."""
    law = assessment.edition.base
    origin, change = _origin(law, assessment, reason, answered)
    return ReasonLine(
        text=sentence(reason.text),
        origin=origin,
        change=change,
        rule=rule_link(law.rules[reason.rule]) if reason.rule else None,
        because=tuple(reason_view(assessment, line, answered) for line in reason.because),
    )


def _origin(
    law: LawBase, assessment: Assessment, reason: Reason, answered: Mapping[str, Answer]
) -> tuple[str, Link | None]:
    name = reason.fact
    if not name or name not in law.facts:
        return "", None
    fact = law.facts[name]
    value = assessment.value(name)
    link = question_link(name, fact.label) if fact.askable and not fact.collection else None
    if reason.inference:
        inference = next(item for item in law.inferences if item.id == reason.inference)
        return sentence(f"We took this from your other answers: {inference.because}"), link
    if name in answered and value is not None and answered[name].value == value:
        return "You said so.", link
    if not fact.askable:
        return fact.unsettled, None
    if value is None:
        if name in answered and answered[name].value is not None:
            # What was said of the chosen form is left out of every other form's answer.
            return "You answered this for the form you chose, not for this one.", None
        asked = name in answered
        words = "You said that you do not know." if asked else "You have not answered this yet."
        return words, question_link(name, fact.label, "Answer")
    # Laid over the answers for the sake of the question: it need not be what the team said.
    return "This is taken as given on this page.", None


def now_view(law: LawBase, remedies: Remedies) -> Now:
    """What can be done, the cheapest way first."""
    ways = [_way(law, remedy) for remedy in remedies.remedies]
    return Now(
        best=ways[0] if ways else None,
        others=tuple(ways[1:]),
        turns_on=tuple(law.facts[name].label for name in remedies.blocked_by),
        waiting_for=remedies.waiting_for,
        another_form_might=remedies.another_form_might,
    )


def _way(law: LawBase, remedy: Remedy) -> Way:
    return Way(
        changes=tuple(_step(law, step) for step in remedy.changes),
        confirms=tuple(_step(law, step) for step in remedy.confirms),
    )


def _step(law: LawBase, step: Step) -> StepLine:
    fact = law.facts[step.fact]
    who = step.who if step.agreement else ""
    return StepLine(sentence(step.text), who, question_link(step.fact, fact.label, "Answer"))


def conditions(law: LawBase, cell: Cell) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """What qualifies the finding, and what it stands on not applying."""
    result = cell.result
    qualified = tuple(
        Condition(law.rules[rule_id].consequence, rule_link(law.rules[rule_id]))
        for rule_id in result.qualified_by
    )
    edition = cell.assessment.edition
    provided = tuple(
        Condition(proviso(edition, rule_id), rule_link(law.rules[rule_id]))
        for rule_id in result.provisos
    )
    return qualified, provided


def sources_of(law: LawBase, rules: Iterable[str]) -> Iterator[Source]:
    """What was read for these rules, once each."""
    keys = dict.fromkeys(key for rule_id in rules for key in law.rules[rule_id].sources)
    return (law.sources[key] for key in keys)
