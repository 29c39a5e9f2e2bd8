"""The records of the rule base, as a policy officer writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, model_validator

from mutualise.content.loader import Record
from mutualise.rules.findings import Finding


class RuleKind(StrEnum):
    DEFINITION = "definition"
    CONSEQUENCE = "consequence"
    GUIDANCE = "guidance"


class Effect(StrEnum):
    PERMIT = "permit"
    FORBID = "forbid"
    REQUIRE = "require"
    RISK = "risk"
    INFO = "info"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    IN_FORCE = "in_force"
    EXPECTED = "expected"
    SUPERSEDED = "superseded"


class Link(Record):
    """A deep link to the words of the law."""

    title: str
    url: str


class Says(Record):
    """A definition as a clause, when it holds and when it does not."""

    yes: str
    no: str


class Qualifier(Record):
    """When the rule fires, these findings change from a plain yes, no or not known."""

    findings: tuple[str, ...]
    from_: Literal["yes", "no", "not_known"] = Field(alias="from")
    to: Finding
    when: str = ""


class Rule(Record):
    """One rule of law. A definition decides a derived fact; a consequence fires; guidance tells."""

    id: str
    topic: str
    kind: RuleKind
    statement: str
    provision: str
    consequence: str
    effect: Effect
    confidence: Confidence
    sources: tuple[str, ...]
    checked: dt.date
    status: Status = Status.IN_FORCE
    defines: str = ""
    says: Says | None = None
    condition: str = ""
    otherwise: str = ""
    links: tuple[Link, ...] = ()
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    exception_to: str = ""
    gives: bool = False
    when_unknown: Literal["rule_stands", "not_known"] = "not_known"
    qualifies: tuple[Qualifier, ...] = ()
    ask_solicitor: str = ""
    correction: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Rule:
        defines = self.kind is RuleKind.DEFINITION
        if defines and not (self.defines and self.condition and self.says):
            raise ValueError("a definition needs 'defines', 'says' and 'condition'")
        if self.kind is RuleKind.CONSEQUENCE and not self.condition:
            raise ValueError("a consequence needs a 'condition'; use guidance for one without")
        if self.kind is RuleKind.GUIDANCE and self.condition:
            raise ValueError("guidance has no condition; make it a consequence")
        if self.defines and not defines:
            raise ValueError("only a definition has 'defines'")
        return self

    def in_force_on(self, day: dt.date) -> bool:
        """Whether the rule is law on that day, as far as the base knows."""
        if self.status is Status.SUPERSEDED and self.in_force_to is None:
            return False
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day < self.in_force_to)


class Inference(Record):
    """A fact that follows from others, by law (binding) or because it is plainly so."""

    id: str
    fact: str
    value: str
    when: str = ""
    binding: bool = False
    because: str
    provision: str
    sources: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_text(cls, raw: dict[str, Any]) -> dict[str, Any]:
        # `value: false` in YAML means the expression False.
        if isinstance(raw.get("value"), bool | int):
            return {**raw, "value": str(raw["value"])}
        return raw


class Source(Record):
    """Something that was read, how, and the date of the text itself."""

    id: str
    title: str
    url: str = ""
    read_via: str = ""
    text_date: str = ""
    checked: dt.date | None = None
    note: str = ""


class Topic(Record):
    """What a group of rules is about. `when`, if given, says which teams it concerns."""

    id: str
    label: str
    group: str
    plain: str = ""
    when: str = ""


class TopicGroup(Record):
    """A heading that users know: pensions, VAT, liability."""

    id: str
    label: str
    question: str


RuleId = str
RulesById = Mapping[RuleId, Rule]
