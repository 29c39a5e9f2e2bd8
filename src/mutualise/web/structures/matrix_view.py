"""The table of legal forms and contracts as the page draws it: words first, colour beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.structures import (
    Cell,
    LegalForm,
    MatrixColumn,
    StructureAnswer,
    forms_that_may_hold,
    load_finding_words,
)
from mutualise.web.design.components import Link
from mutualise.web.places import address

MOST_HOLDERS = 8


@dataclass(frozen=True)
class ColumnHead:
    short: str
    label: str
    wanted: bool
    unsettled: str


@dataclass(frozen=True)
class CellLink:
    """A cell: a word, a colour, and what a screen reader says of it."""

    word: str
    colour: str
    href: str
    says: str
    wanted: bool


@dataclass(frozen=True)
class MatrixRow:
    form: str
    href: str
    chosen: bool
    cells: tuple[CellLink, ...]


@dataclass(frozen=True)
class KeyLine:
    """A word of the table and what it means."""

    word: str
    colour: str
    means: str


@dataclass(frozen=True)
class MatrixView:
    columns: tuple[ColumnHead, ...]
    rows: tuple[MatrixRow, ...]
    key: tuple[KeyLine, ...]


def matrix_view(answer: StructureAnswer) -> MatrixView:
    """The table with the wanted contract first."""
    wanted = answer.contract.id if answer.contract else ""
    columns = sorted(answer.matrix.columns, key=lambda column: column.id != wanted)
    words = load_finding_words()
    used = {cell.word for cell in answer.matrix.cells.values()}
    return MatrixView(
        columns=tuple(
            ColumnHead(column.short, column.label, column.id == wanted, column.unsettled)
            for column in columns
        ),
        rows=tuple(_row(answer, form, columns, wanted) for form in answer.matrix.rows),
        key=tuple(
            KeyLine(word.short, word.colour, word.explains)
            for key, word in words.items()
            if key in used
        ),
    )


def _row(
    answer: StructureAnswer, form: LegalForm, columns: list[MatrixColumn], wanted: str
) -> MatrixRow:
    return MatrixRow(
        form=form.short,
        href=address("law:form", form=form.id),
        chosen=form == answer.form,
        cells=tuple(
            _cell(form, column, answer.matrix.cell(form.id, column.id), column.id == wanted)
            for column in columns
        ),
    )


def _cell(form: LegalForm, column: MatrixColumn, cell: Cell, wanted: bool) -> CellLink:
    word = load_finding_words()[cell.word]
    return CellLink(
        word=word.short,
        colour=word.colour,
        href=address("structures:cell", form=form.id, column=column.id),
        says=f"{form.short}, {column.short}: ",
        wanted=wanted,
    )


def holder_links(answer: StructureAnswer, column: str, but: LegalForm | None) -> Iterator[Link]:
    """The other forms that can or may hold a contract, each to its reasons."""
    words = load_finding_words()
    others = [pair for pair in forms_that_may_hold(answer, column) if pair[0] != but]
    for form, cell in others[:MOST_HOLDERS]:
        href = address("structures:cell", form=form.id, column=column)
        yield Link(f"{form.label}: {words[cell.word].label.lower()}", href)
