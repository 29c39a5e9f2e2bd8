"""Up to four forms or options side by side: the same rows for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mutualise.rules import Edition, Items, Value
from mutualise.structures.answer import StructureAnswer, answer_structures
from mutualise.structures.consequences import Certainty
from mutualise.structures.forms import load_attribute_names, load_finding_words

MOST = 4


@dataclass(frozen=True)
class Alternative:
    """One thing to compare: a title and the answers it would have."""

    id: str
    title: str
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """What one alternative has to say; `verified` is False where it is not yet checked."""

    lines: tuple[str, ...]
    verified: bool = True


@dataclass(frozen=True)
class ComparisonRow:
    """One property across the alternatives."""

    label: str
    question: str
    cells: tuple[ComparisonCell, ...]

    @property
    def differs(self) -> bool:
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    alternatives: tuple[Alternative, ...]
    answers: tuple[StructureAnswer, ...]
    rows: tuple[ComparisonRow, ...]


def compare(
    edition: Edition,
    alternatives: Sequence[Alternative],
    collections: Mapping[str, Items] | None = None,
) -> Comparison:
    """Put up to four alternatives to the same questions. Raises ValueError for more."""
    if len(alternatives) > MOST:
        raise ValueError(f"At most {MOST} can be compared. Choose fewer")
    answers = tuple(answer_structures(edition, a.answers, collections) for a in alternatives)
    rows = [_holding_row(answers), *_group_rows(answers), *_form_rows(answers)]
    return Comparison(tuple(alternatives), answers, tuple(rows))


def _holding_row(answers: Sequence[StructureAnswer]) -> ComparisonRow:
    words = load_finding_words()
    cells = tuple(
        ComparisonCell((words[answer.holding.cell.word].label,))
        if answer.holding
        else ComparisonCell(("Not asked yet",))
        for answer in answers
    )
    return ComparisonRow("Can hold the contract", "", cells)


def _group_rows(answers: Sequence[StructureAnswer]) -> Iterator[ComparisonRow]:
    """One row for each heading under which some alternative has a settled consequence."""
    headings = {group.id: group for answer in answers for group in answer.groups}
    for heading in headings.values():
        lines = [_settled(answer, heading.id) for answer in answers]
        if any(lines):
            cells = tuple(ComparisonCell(said or ("Nothing that we know of",)) for said in lines)
            yield ComparisonRow(heading.label, heading.question, cells)


def _settled(answer: StructureAnswer, group_id: str) -> tuple[str, ...]:
    return tuple(
        item.text
        for group in answer.groups
        if group.id == group_id
        for item in group.applies
        if item.certainty is not Certainty.DOES_NOT
    )


def _form_rows(answers: Sequence[StructureAnswer]) -> Iterator[ComparisonRow]:
    for name in load_attribute_names().values():
        found = [answer.form.attributes.get(name.id) if answer.form else None for answer in answers]
        if any(found):
            cells = tuple(
                ComparisonCell((fact.text,), fact.verified)
                if fact
                else ComparisonCell(("Not recorded",))
                for fact in found
            )
            yield ComparisonRow(name.label, name.question, cells)
