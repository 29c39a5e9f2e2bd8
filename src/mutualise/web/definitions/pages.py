"""What the definitions pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.rules import Edition, LawBase, Reason, Source
from mutualise.structures.mutual_definitions import (
    AwardFinding,
    DefinitionFinding,
    Disagreement,
    MutualDefinition,
    check_definitions,
    example_answers,
    load_definition_content,
)
from mutualise.structures.shown import Shown
from mutualise.web.design.components import Link
from mutualise.web.places import address
from mutualise.web.structures.finding_view import ReasonLine, RuleLink, rule_link
from mutualise.web.structures.sentences import sentence
from mutualise.web.structures.session import Visit


@dataclass(frozen=True)
class Described:
    """A definition with its law and where it was read."""

    definition: MutualDefinition
    rule: RuleLink
    statement: str
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Point:
    """A point on which the definitions part."""

    disagreement: Disagreement
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Example:
    """A real organisation, with what each definition says of it."""

    name: str
    as_of: str
    text: str
    cells: tuple[Shown, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class DefinitionsPage:
    """The definitions, where they disagree, and real examples."""

    intro: str
    not_a_form: str
    definitions: tuple[Described, ...]
    points: tuple[Point, ...]
    examples: tuple[Example, ...]
    columns: tuple[str, ...]
    day: str


@dataclass(frozen=True)
class Award:
    """A test of one award, with what is missing for it."""

    label: str
    met: str
    reason: ReasonLine | None
    missing: tuple[Link, ...]


@dataclass(frozen=True)
class Result:
    """What one definition says of the visitor's organisation, and why."""

    definition: MutualDefinition
    finding: Shown
    rule: RuleLink
    reason: ReasonLine | None
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    awards: tuple[Award, ...]


@dataclass(frozen=True)
class ResultPage:
    """Every definition side by side on the visitor's answers."""

    results: tuple[Result, ...]
    fits: int
    answered: bool
    day: str


def definitions_page(edition: Edition) -> DefinitionsPage:
    """What the definitions are; no visitor's answers are in it."""
    content = load_definition_content()
    law = edition.base
    return DefinitionsPage(
        intro=content.intro,
        not_a_form=content.not_a_form,
        definitions=tuple(_described(law, found) for found in check_definitions(edition, {})),
        points=tuple(Point(item, _sources(law, item.sources)) for item in content.disagreements),
        examples=tuple(
            Example(
                name=item.name,
                as_of=item.as_of,
                text=item.text,
                cells=tuple(_shown(f) for f in check_definitions(edition, example_answers(item))),
                sources=_sources(law, item.sources),
            )
            for item in content.examples
        ),
        columns=tuple(definition.short for definition in content.definitions),
        day=written_date(edition.day),
    )


def _described(law: LawBase, found: DefinitionFinding) -> Described:
    return Described(
        definition=found.definition,
        rule=rule_link(found.rule),
        statement=found.rule.statement,
        note=found.rule.note,
        sources=_sources(law, found.definition.sources),
    )


def result_page(visit: Visit) -> ResultPage:
    """The visitor's organisation against every definition."""
    content = load_definition_content()
    found = check_definitions(visit.edition, visit.answers)
    asked = (*content.questions, *content.award_questions)
    return ResultPage(
        results=tuple(_result(visit.edition.base, item) for item in found),
        fits=sum(item.word.value == "yes" for item in found),
        answered=any(name in visit.answers for name in asked),
        day=written_date(visit.edition.day),
    )


def _result(law: LawBase, found: DefinitionFinding) -> Result:
    return Result(
        definition=found.definition,
        finding=_shown(found),
        rule=rule_link(found.rule),
        reason=_reason(law, found.reason) if found.reason else None,
        missing=tuple(law.facts[name].label for name in found.missing),
        warnings=tuple(rule.consequence for rule in found.flags),
        awards=tuple(_award(law, award) for award in found.awards),
    )


def _award(law: LawBase, award: AwardFinding) -> Award:
    met = {True: "Yes", False: "No", None: "Not known"}[award.truth]
    return Award(
        label=award.test.label,
        met=met,
        reason=_reason(law, award.reason) if award.reason else None,
        missing=tuple(_link(law, name) for name in award.missing),
    )


def _link(law: LawBase, name: str) -> Link:
    """To the question about a fact: on the page of the test, or in the finder."""
    fact = law.facts[name]
    content = load_definition_content()
    if name in (*content.questions, *content.award_questions):
        return Link(fact.label, address("definitions:test"))
    return Link(fact.label, address("structures:question", fact=name))


def _reason(law: LawBase, reason: Reason) -> ReasonLine:
    origin = ""
    if reason.inference:
        inference = next(item for item in law.inferences if item.id == reason.inference)
        origin = sentence(f"This follows from your other answers: {inference.because}")
    return ReasonLine(
        text=sentence(reason.text),
        origin=origin,
        change=None,
        rule=rule_link(law.rules[reason.rule]) if reason.rule else None,
        because=tuple(_reason(law, line) for line in reason.because),
    )


def _shown(found: DefinitionFinding) -> Shown:
    return load_definition_content().words[found.word.value]


def _sources(law: LawBase, keys: Iterable[str]) -> tuple[Source, ...]:
    return tuple(law.sources[key] for key in keys)
