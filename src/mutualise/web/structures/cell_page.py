"""One cell of the table: why, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.rules import Finding, Source
from mutualise.rules.facts import written_date
from mutualise.structures import (
    Cell,
    LegalForm,
    MatrixColumn,
    cell_of,
    contract_column,
    holding_for,
    load_contracts,
    load_finding_words,
    load_forms,
    matrix_columns,
)
from mutualise.structures.solicitor import rules_in, solicitor_questions
from mutualise.web.design.components import Link
from mutualise.web.structures.finding_view import (
    Condition,
    ReasonLine,
    conditions,
    reason_view,
    rule_link,
    sources_of,
)
from mutualise.web.structures.matrix_view import holder_links
from mutualise.web.structures.owners_way import WhatToDo, what_to_do
from mutualise.web.structures.result_page import AskLine
from mutualise.web.structures.sentences import confidence_words
from mutualise.web.structures.session import Visit


@dataclass(frozen=True)
class CellPage:
    """Everything about one form and one contract."""

    form: LegalForm
    column: MatrixColumn
    word: str
    colour: str
    explains: str
    qualified: tuple[Condition, ...]
    provided: tuple[Condition, ...]
    reason: ReasonLine
    to_do: WhatToDo | None
    other_forms: tuple[Link, ...]
    questions: tuple[AskLine, ...]
    confidence: str
    sources: tuple[Source, ...]
    day: str
    checked: str


def _column(column_id: str) -> MatrixColumn:
    for column in matrix_columns():
        if column.id == column_id:
            return column
    found = contract_column(load_contracts()[column_id])
    if found is None:
        raise LookupError(f"{column_id} has no definition, so it has no cells")
    return found


def find_cell(visit: Visit, form: str, column: str) -> Cell | None:
    """The cell by the ids in the address, if the table has it."""
    return cell_of(visit.answer(), form, column)


def cell_page(visit: Visit, cell: Cell) -> CellPage:
    """What the page about a cell shows."""
    law = visit.edition.base
    reason, confidence, from_memory = holding_for(cell)
    qualified, provided = conditions(law, cell)
    words = load_finding_words()[cell.word]
    asked = solicitor_questions(cell.assessment, cell.result, reason, ())
    rules = [*rules_in(reason), *cell.result.qualified_by, *cell.result.provisos]
    return CellPage(
        form=load_forms()[cell.form],
        column=_column(cell.column),
        word=words.label,
        colour=words.colour,
        explains=words.explains,
        qualified=qualified,
        provided=provided,
        reason=reason_view(cell.assessment, reason, visit.answered),
        to_do=None if cell.result.truth is True else what_to_do(visit, cell, cell.changes()),
        other_forms=tuple(_other_forms(visit, cell)),
        questions=tuple(AskLine(q.text, rule_link(q.rule)) for q in asked),
        confidence=confidence_words(confidence, from_memory=from_memory),
        sources=tuple(sources_of(law, rules)),
        day=written_date(visit.edition.day),
        checked=written_date(law.checked_on),
    )


def _other_forms(visit: Visit, cell: Cell) -> Iterator[Link]:
    """Where this form cannot, the forms that can, so that the page is no dead end."""
    if cell.result.finding in (Finding.NO, Finding.PRECEDENT):
        yield from holder_links(visit.answer(), cell.column, but=load_forms()[cell.form])
