"""What the pages on legal forms and contracts show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mutualise.rules import Assessment, Edition, Finding, LawBase
from mutualise.rules.cards import MEMORY
from mutualise.rules.words import name_clause
from mutualise.structures import (
    DEPENDS,
    Contract,
    FindingWords,
    LegalForm,
    MatrixColumn,
    load_attribute_names,
    load_contracts,
    load_finding_words,
    load_forms,
    matrix_columns,
)
from mutualise.structures.forms import Fact
from mutualise.structures.matrix import build_cell

_KINDS: Final = {
    "form": ("Legal forms", "What an organisation can be in law."),
    "pattern": ("Ways to own a form", "Each is a legal form with a rule about who owns it."),
    "position": ("Where a team may be today", "Part of another body, and not yet one of its own."),
}


@dataclass(frozen=True)
class FormLine:
    """One legal form in a list."""

    id: str
    label: str
    plain: str
    liability: str
    checked: bool


@dataclass(frozen=True)
class FormsGroup:
    """The forms of one kind."""

    heading: str
    about: str
    forms: tuple[FormLine, ...]


@dataclass(frozen=True)
class FormsPage:
    """The legal forms, the patterns of ownership built on one, and where a team may be today."""

    groups: tuple[FormsGroup, ...]


@dataclass(frozen=True)
class AttributeLine:
    """What a form brings in one respect, and how we know."""

    label: str
    question: str
    text: str
    checked: bool
    rule: str
    source: str


@dataclass(frozen=True)
class HoldingLine:
    """Whether the form by itself can hold a contract."""

    label: str
    words: FindingWords
    means: str
    rule: str


@dataclass(frozen=True)
class FormPage:
    """One legal form; `id` is empty for a position that is not yet a form of its own."""

    id: str
    label: str
    plain: str
    suits: str
    pattern_of: str
    liability: AttributeLine
    attributes: tuple[AttributeLine, ...]
    holdings: tuple[HoldingLine, ...]
    unchecked: int


@dataclass(frozen=True)
class Goal:
    """Something else that matters to a team with the contract, and the rule that decides it."""

    rule: str
    text: str


@dataclass(frozen=True)
class ContractView:
    """One contract."""

    id: str
    label: str
    plain: str
    commissioner: str
    term: str
    term_checked: bool
    settled: bool
    unsettled: str
    rule: str
    no_rule: str
    goals: tuple[Goal, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ContractsPage:
    """Every contract."""

    contracts: tuple[ContractView, ...]


def forms_page() -> FormsPage:
    """Every legal form in the order of the content."""
    return FormsPage(
        tuple(
            FormsGroup(heading, about, tuple(_lines(kind)))
            for kind, (heading, about) in _KINDS.items()
        )
    )


def _lines(kind: str) -> Iterable[FormLine]:
    for form in load_forms().values():
        if form.kind == kind:
            carries = form.liability
            yield FormLine(form.id, form.label, form.plain, carries.text, carries.verified)


def form_page(edition: Edition, form: LegalForm) -> FormPage:
    """One form, with what it can hold before anything else is known."""
    names = load_attribute_names()
    attributes = tuple(
        _attribute(names[key].label, names[key].question, fact)
        for key, fact in form.attributes.items()
    )
    liability = _attribute("Who carries the debts", "", form.liability)
    return FormPage(
        id=form.id if form.form else "",
        label=form.label,
        plain=form.plain,
        suits=form.suits,
        pattern_of=load_forms()[form.form].label if form.kind == "pattern" else "",
        liability=liability,
        attributes=attributes,
        holdings=tuple(_holdings(edition, form)),
        unchecked=sum(not line.checked for line in (liability, *attributes)),
    )


def contracts_page(edition: Edition) -> ContractsPage:
    """Every contract in the order of the content."""
    return ContractsPage(
        tuple(_contract(edition, contract) for contract in load_contracts().values())
    )


def _attribute(label: str, question: str, fact: Fact) -> AttributeLine:
    source = fact.source or (fact.sources[0] if fact.sources else "")
    source = "" if source == MEMORY else source
    return AttributeLine(label, question, fact.text, fact.verified, fact.rule, source)


def _holdings(edition: Edition, form: LegalForm) -> Iterable[HoldingLine]:
    if not form.form:
        return
    words, nothing = load_finding_words(), Assessment(edition, {})
    for column in matrix_columns():
        cell = build_cell(nothing, form, column)
        yield HoldingLine(
            label=column.label,
            words=words[cell.word],
            means=_means(column, words[cell.word]),
            rule=edition.base.definitions[column.definition][0].id,
        )


def _means(column: MatrixColumn, words: FindingWords) -> str:
    if words.id == Finding.NOT_KNOWN.value and column.unsettled:
        return column.unsettled
    # The usual words speak of answers, and here there are none.
    return {
        Finding.YES.value: "The form is enough. No other condition has to be met.",
        DEPENDS: "The form can hold it if the other conditions of the rule are met.",
    }.get(words.id, words.explains)


def _contract(edition: Edition, contract: Contract) -> ContractView:
    law = edition.base
    term = contract.term
    return ContractView(
        id=contract.id,
        label=contract.label,
        plain=contract.plain,
        commissioner=contract.commissioner,
        term=term.text if term else "Not recorded",
        term_checked=term.verified if term else False,
        settled=contract.settled,
        unsettled=contract.unsettled,
        rule=_first_rule(law, contract.definition or ""),
        no_rule=contract.no_definition,
        goals=tuple(
            Goal(_first_rule(law, name), name_clause(edition, name, value=True))
            for name in contract.goals
        ),
        sources=contract.sources,
    )


def _first_rule(law: LawBase, definition: str) -> str:
    return law.definitions[definition][0].id if definition else ""
