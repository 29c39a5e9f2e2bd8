"""Legal forms and contracts as content: what each is, and what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from mutualise.content.loader import (
    ContentError,
    Record,
    RecordType,
    build,
    build_keyed,
    read_one,
)
from mutualise.rules import Finding, load_law
from mutualise.rules.names import FORM


class Fact(Record):
    """A statement about a form, whether it was checked, and by which rule or source."""

    text: str
    verified: bool
    rule: str = ""
    source: str = ""
    sources: tuple[str, ...] = ()


class LegalForm(Record):
    """A legal form, a pattern of ownership of one, or a position that is not yet a body.

    `can_choose` is False for what a team can only be, never become; `teams` are the kinds of
    team it suits, all kinds when empty.
    """

    id: str
    label: str
    short: str
    plain: str
    suits: str
    kind: Literal["form", "pattern", "position"]
    sets: Mapping[str, str | bool]
    in_matrix: bool
    can_choose: bool = True
    teams: tuple[str, ...] = ()
    liability: Fact
    attributes: Mapping[str, Fact] = Field(default_factory=dict)

    def is_open_to(self, team: object) -> bool:
        """Whether a team of this kind could choose it; None for a team not yet described."""
        return self.can_choose and (team is None or not self.teams or team in self.teams)

    @property
    def form(self) -> str:
        """The value of entity.form; nothing for a position that is not a body of its own."""
        return str(self.sets.get(FORM, ""))


class AttributeName(Record):
    """A row of the table that compares forms."""

    id: str
    label: str
    question: str


class Term(Record):
    """Whether a contract ends by itself."""

    has_end_date: bool | None
    text: str
    verified: bool
    sources: tuple[str, ...] = ()


class Contract(Record):
    """A contract a team may hold or want; `definition` is the rule on who can hold it."""

    id: str
    label: str
    short: str
    plain: str
    commissioner: str
    settled: bool
    definition: str | None = None
    no_definition: str = ""
    unsettled: str = ""
    term: Term | None = None
    in_matrix: bool = True
    goals: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Contract:
        if not self.definition and not self.no_definition:
            raise ValueError("a contract without a definition needs 'no_definition', a reason")
        if not self.settled and not self.unsettled:
            raise ValueError("a contract that is not settled needs 'unsettled', a sentence")
        return self


class Column(Record):
    """A column of the matrix that is not a contract."""

    id: str
    label: str
    short: str
    definition: str
    plain: str
    sources: tuple[str, ...] = ()


class FindingWords(Record):
    """How a finding, or a cell of the matrix, is shown."""

    id: str
    label: str
    short: str
    explains: str
    colour: str


@cache
def load_forms() -> Mapping[str, LegalForm]:
    """Every legal form and pattern, in the order of the file."""
    return _keyed(LegalForm, "forms")


@cache
def load_contracts() -> Mapping[str, Contract]:
    """Every contract type, in the order of the file."""
    contracts = _keyed(Contract, "contracts")
    definitions = load_law().definitions
    problems = [
        f"law/contracts.yaml: {contract.id} names {name}, which no rule defines"
        for contract in contracts.values()
        for name in (contract.definition, *contract.goals)
        if name and name not in definitions
    ]
    if problems:
        raise ContentError(problems)
    return contracts


@cache
def load_attribute_names() -> Mapping[str, AttributeName]:
    """The rows of the comparison of forms."""
    return _keyed(AttributeName, "form_attributes", "attributes")


@cache
def load_extra_columns() -> tuple[Column, ...]:
    """The columns of the matrix that are not contracts."""
    where = "law/extra_columns.yaml"
    document = read_one(where)
    return tuple(
        build(Column, value, where, document, ("extra_columns", index))
        for index, value in enumerate(document.value["extra_columns"])
    )


@cache
def load_finding_words() -> Mapping[str, FindingWords]:
    """The words for each finding and for the two cells that are not findings."""
    words = {
        **_keyed(FindingWords, "findings", "findings"),
        **_keyed(FindingWords, "findings", "cells"),
    }
    missing = [finding.value for finding in Finding if finding.value not in words]
    if missing:
        raise ContentError([f"law/findings.yaml: words are missing for {', '.join(missing)}"])
    return words


def _keyed(record: type[RecordType], name: str, part: str = "") -> dict[str, RecordType]:
    where = f"law/{name}.yaml"
    return build_keyed(record, where, read_one(where), *((part,) if part else ()))
