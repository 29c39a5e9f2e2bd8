"""Legal forms by contracts: can this form hold it, on the form alone and on your answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mutualise.rules import (
    Assessment,
    Edition,
    Finding,
    FindingResult,
    Items,
    Reason,
    Remedies,
    Value,
    explain,
    no_changes,
    smallest_changes,
)
from mutualise.rules.base import kept_with_edition
from mutualise.rules.names import CHANGE, CONTRACT, FORM, OWNERS
from mutualise.structures.forms import (
    Contract,
    LegalForm,
    load_contracts,
    load_extra_columns,
    load_forms,
)

NEVER = "never"
DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """What is asked of every form: a contract, or another standing such as "reserved"."""

    id: str
    label: str
    short: str
    plain: str
    definition: str
    contract: str | None
    unsettled: str = ""


@dataclass(frozen=True)
class Cell:
    """One form against one column.

    `word` is a finding, or "never" (the form alone rules it out) or "depends" (the form
    allows it and the answers do not decide it yet).
    """

    form: str
    column: str
    word: str
    result: FindingResult
    assessment: Assessment

    def reason(self) -> Reason:
        """Why, by the branch that decides."""
        return explain(self.assessment, self.result.about)

    def changes(self, limit: int = 3) -> Remedies:
        """What would make it a yes without changing to another legal form."""
        fixed = (FORM, CONTRACT)
        if self.word == NEVER:
            return no_changes(self.assessment, self.result.about, fixed=fixed)
        return smallest_changes(self.assessment, self.result.about, fixed=fixed, limit=limit)


@dataclass(frozen=True)
class Matrix:
    """Every form in the table against every column, with the answers laid over."""

    rows: tuple[LegalForm, ...]
    columns: tuple[MatrixColumn, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, form: str, column: str) -> Cell:
        return self.cells[form, column]

    def row(self, form: str) -> Iterator[Cell]:
        """The cells of a form in the order of the columns."""
        return (self.cells[form, column.id] for column in self.columns)


@cache
def matrix_columns() -> tuple[MatrixColumn, ...]:
    """The contracts with a rule on who can hold them, then the other columns."""
    contracts = [contract_column(c) for c in load_contracts().values() if c.in_matrix]
    others = [
        MatrixColumn(c.id, c.label, c.short, c.plain, c.definition, None)
        for c in load_extra_columns()
    ]
    return tuple([column for column in contracts if column is not None] + others)


def contract_column(contract: Contract) -> MatrixColumn | None:
    if not contract.definition:
        return None
    return MatrixColumn(
        contract.id,
        contract.label,
        contract.short,
        contract.plain,
        contract.definition,
        contract.id,
        "" if contract.settled else contract.unsettled,
    )


def build_matrix(assessment: Assessment, columns: tuple[MatrixColumn, ...] | None = None) -> Matrix:
    """The whole table for a set of answers, or some columns of it.

    What belongs to the chosen form alone is left out of the other rows.
    """
    columns = matrix_columns() if columns is None else columns
    own = form_of(assessment)
    other = without_other_forms(assessment)
    rows = tuple(form for form in load_forms().values() if form.in_matrix)
    cells = {
        (form.id, column.id): build_cell(assessment if form == own else other, form, column)
        for form in rows
        for column in columns
    }
    return Matrix(rows, columns, cells)


def without_other_forms(assessment: Assessment) -> Assessment:
    """The answers that hold whatever the form."""
    return assessment.with_answers(dict.fromkeys(facts_of_a_form()))


def build_cell(assessment: Assessment, form: LegalForm, column: MatrixColumn) -> Cell:
    """One form against one column, with the answers laid over."""
    situation = _as_form(assessment.with_answers(_given(form, column)), form)
    result = situation.finding(column.definition)
    word = result.finding.value
    if result.finding is Finding.NO and form_alone(assessment.edition, form.id, column) is False:
        word = NEVER
    elif result.finding is Finding.NOT_KNOWN and not column.unsettled:
        word = DEPENDS
    return Cell(form.id, column.id, word, result, situation)


def lists_that_fit(assessment: Assessment, form: LegalForm) -> Mapping[str, Items]:
    """The collections of a case that can describe a form.

    A list of owners describes the form it was made for. If everyone in it owns outright it
    says nothing of a company that is owned by a trust, and must not turn it into another one.
    """
    given = assessment.with_answers(dict(form.sets))
    if all(given.value(name) == value for name, value in form.sets.items()):
        return assessment.collections
    return {name: held for name, held in assessment.collections.items() if name != OWNERS}


def _as_form(assessment: Assessment, form: LegalForm) -> Assessment:
    if OWNERS not in assessment.collections:
        return assessment
    fit = lists_that_fit(assessment, form)
    if OWNERS in fit:
        return assessment
    return Assessment(assessment.edition, assessment.answers, fit)


def form_of(assessment: Assessment) -> LegalForm | None:
    """The most specific form or pattern that the answers describe."""
    form = assessment.value(FORM)
    of_this_form = [item for item in load_forms().values() if form and item.form == form]
    fitting = [
        item
        for item in of_this_form
        if item.kind == "form"
        or all(assessment.value(name) == value for name, value in item.sets.items())
    ]
    return max(fitting, key=lambda item: (item.kind == "pattern", len(item.sets)), default=None)


@cache
def facts_of_a_form() -> tuple[str, ...]:
    """The answers that were given for one form and say nothing of another.

    Patterns of ownership (shares on trust, a charity), and what kind of change it is.
    """
    patterns = [form for form in load_forms().values() if form.kind == "pattern"]
    of_patterns = [name for form in patterns for name in form.sets if name != FORM]
    return tuple(dict.fromkeys([*of_patterns, CHANGE]))


@kept_with_edition
def form_alone(edition: Edition, form_id: str, column: MatrixColumn) -> bool | None:
    """What the form decides by itself: True always, False never, None it depends."""
    return situation_of_form_alone(edition, form_id, column).truth(column.definition)


def situation_of_form_alone(edition: Edition, form_id: str, column: MatrixColumn) -> Assessment:
    """A form against a column where nothing else is known."""
    return Assessment(edition, _given(load_forms()[form_id], column))


def _given(form: LegalForm, column: MatrixColumn) -> dict[str, Value]:
    given: dict[str, Value] = dict(form.sets)
    if column.contract is not None:
        given[CONTRACT] = column.contract
    return given
