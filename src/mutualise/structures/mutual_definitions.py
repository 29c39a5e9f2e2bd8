"""What counts as a public service mutual: every definition in use, on any organisation's facts.

edition = load_law().at(date(2026, 11, 24))
for found in check_definitions(edition, {"entity.employee_controlled": True}):
    print(found.definition.id, found.word, found.missing)

A row of a register with a few facts is enough: what is not known stays not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from pydantic import field_validator

from mutualise.content.loader import ContentError, Record, build_one
from mutualise.expressions import names_in
from mutualise.rules import (
    Answers,
    Assessment,
    Edition,
    Finding,
    Items,
    LawBase,
    Reason,
    Rule,
    Value,
    explain,
    load_law,
)
from mutualise.rules.changes import deciding_facts
from mutualise.structures.shown import Shown

WHERE = "structures/mutual_definitions.yaml"


class DefinitionWord(StrEnum):
    """The finding on one definition. Each has its words in the content file."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    FLAGS = "flags"
    NOT_IN_FORCE = "not_in_force"


class AwardTest(Record):
    """A test of one award, beside the definition of the body."""

    about: str
    label: str


class MutualDefinition(Record):
    """One definition: who uses it, what it says, and the rule that tests it.

    A proposal has no test: `flags` are rules that fire where it would have made a difference.
    """

    id: str
    label: str
    short: str
    kind: str
    says: str
    used_for: str
    about: str = ""
    rule: str = ""
    awards: tuple[AwardTest, ...] = ()
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...]


class Disagreement(Record):
    """One point on which the definitions part."""

    point: str
    text: str
    sources: tuple[str, ...]


class DefinitionExample(Record):
    """A real organisation as public facts show it on a date."""

    name: str
    as_of: str
    text: str
    answers: Mapping[str, bool | int | str]
    sources: tuple[str, ...]

    @field_validator("answers", mode="before")
    @classmethod
    def _known(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and any(value is None for value in raw.values()):
            raise ValueError("leave out what is not known")
        return raw


class DefinitionContent(Record):
    """Everything that `structures/mutual_definitions.yaml` holds."""

    intro: str
    not_a_form: str
    definitions: tuple[MutualDefinition, ...]
    disagreements: tuple[Disagreement, ...]
    examples: tuple[DefinitionExample, ...]
    questions: tuple[str, ...]
    award_questions: tuple[str, ...]
    words: Mapping[str, Shown]


@dataclass(frozen=True)
class AwardFinding:
    """Whether a test of one award is met (None: not known, or not in force on this day)."""

    test: AwardTest
    truth: bool | None
    assessment: Assessment

    @cached_property
    def reason(self) -> Reason | None:
        """Why, by the branch that decides; None where the test is not in force."""
        return _reason(self.assessment, self.test.about)

    @property
    def missing(self) -> tuple[str, ...]:
        return _missing(self.assessment, self.test.about)


@dataclass(frozen=True)
class DefinitionFinding:
    """What one definition says of an organisation."""

    definition: MutualDefinition
    word: DefinitionWord
    flags: tuple[Rule, ...]
    awards: tuple[AwardFinding, ...]
    assessment: Assessment

    @cached_property
    def reason(self) -> Reason | None:
        """Why, by the branch that decides; None for a proposal and what is not in force."""
        return _reason(self.assessment, self.definition.about)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are not known and could still decide."""
        if self.definition.about:
            return _missing(self.assessment, self.definition.about)
        edition = self.assessment.edition
        return tuple(
            fact
            for rule_id in self.definition.flags
            if rule_id in edition.rules and self.assessment.holds(rule_id) is None
            for fact in _facts_of(edition, rule_id)
            if self.assessment.value(fact) is None
        )

    @property
    def rule(self) -> Rule:
        """The rule behind the finding, or the one that tells of a proposal."""
        base = self.assessment.edition.base
        if self.definition.about:
            return base.definitions[self.definition.about][0]
        return base.rules[self.definition.rule]


def check_definitions(
    edition: Edition, answers: Answers, collections: Mapping[str, Items] | None = None
) -> tuple[DefinitionFinding, ...]:
    """Every definition on one organisation's facts, in the order of the content file.

    Facts that no definition asks about are no harm. A definition that is not in force on the
    day of the edition is said to be so.
    """
    assessment = Assessment(edition, answers, collections)
    return tuple(
        _finding(definition, assessment) for definition in load_definition_content().definitions
    )


@cache
def load_definition_content() -> DefinitionContent:
    """Read content/structures/mutual_definitions.yaml. Raises ContentError for each fault."""
    content = build_one(DefinitionContent, WHERE)
    if problems := list(_problems(content, load_law())):
        raise ContentError(problems)
    return content


def example_answers(example: DefinitionExample) -> dict[str, Value]:
    """The facts of an example as the rules take them."""
    facts = load_law().facts
    read = {name: facts[name].read(value) for name, value in example.answers.items()}
    return {name: value for name, value in read.items() if value is not None}


def _finding(definition: MutualDefinition, assessment: Assessment) -> DefinitionFinding:
    edition = assessment.edition
    flags = tuple(
        edition.rules[rule_id].rule
        for rule_id in definition.flags
        if rule_id in edition.rules and assessment.holds(rule_id) is True
    )
    awards = tuple(
        AwardFinding(test, assessment.truth(test.about), assessment) for test in definition.awards
    )
    return DefinitionFinding(definition, _word(definition, assessment), flags, awards, assessment)


def _word(definition: MutualDefinition, assessment: Assessment) -> DefinitionWord:
    if not definition.about:
        return DefinitionWord.FLAGS
    if definition.about not in assessment.edition.definitions:
        return DefinitionWord.NOT_IN_FORCE
    match assessment.finding(definition.about).finding:
        case Finding.YES:
            return DefinitionWord.YES
        case Finding.NO:
            return DefinitionWord.NO
        case _:
            return DefinitionWord.NOT_KNOWN


def _reason(assessment: Assessment, about: str) -> Reason | None:
    return explain(assessment, about) if about in assessment.edition.definitions else None


def _missing(assessment: Assessment, about: str) -> tuple[str, ...]:
    if about not in assessment.edition.definitions or assessment.truth(about) is not None:
        return ()
    named = deciding_facts(assessment, about)
    return tuple(name for name in named if assessment.value(name) is None)


def _facts_of(edition: Edition, rule_id: str) -> Iterator[str]:
    return (name for name in names_in(edition.rules[rule_id].tree) if name in edition.facts)


def _problems(content: DefinitionContent, law: LawBase) -> Iterator[str]:
    for definition in content.definitions:
        for name in (definition.about, *(test.about for test in definition.awards)):
            if name and name not in law.definitions:
                yield f"{WHERE}: {definition.id} names {name}, which no rule defines"
        for rule_id in (definition.rule, *definition.flags):
            if rule_id and rule_id not in law.rules:
                yield f"{WHERE}: {definition.id} names the rule {rule_id}, which is not there"
        if bool(definition.about) is bool(definition.flags):
            yield f"{WHERE}: {definition.id} needs 'about', or 'flags' for a proposal"
    asked = (*content.questions, *content.award_questions)
    for name in (*asked, *(name for example in content.examples for name in example.answers)):
        if name not in law.facts:
            yield f"{WHERE} names {name}, which is not a fact"
    cited = [
        key
        for sources in (
            *(item.sources for item in content.definitions),
            *(item.sources for item in content.disagreements),
            *(item.sources for item in content.examples),
        )
        for key in sources
    ]
    for key in sorted(set(cited) - set(law.sources)):
        yield f"{WHERE} cites the source {key}, which is not there"
