"""Up to four forms or options side by side: the same rows for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class ComparisonRow:
    """One property across the alternatives; `verified` is False where one is unchecked."""

    label: str
    question: str
    texts: tuple[str, ...]
    verified: tuple[bool, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.texts)) > 1


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
    texts = tuple(
        words[answer.holding.cell.word].label if answer.holding else "Not asked yet"
        for answer in answers
    )
    return ComparisonRow("Can hold the contract", "", texts, tuple(True for _ in answers))


def _group_rows(answers: Sequence[StructureAnswer]) -> list[ComparisonRow]:
    """One row for each heading under which some alternative has a settled consequence."""
    labels = dict.fromkeys(group.id for answer in answers for group in answer.groups)
    rows = []
    for group_id in labels:
        found = [
            next((group for group in answer.groups if group.id == group_id), None)
            for answer in answers
        ]
        texts = tuple(
            " ".join(
                item.text for item in group.applies if item.certainty is not Certainty.DOES_NOT
            )
            if group
            else ""
            for group in found
        )
        named = next(group for group in found if group is not None)
        if any(texts):
            shown = tuple(text or "Nothing that we know of" for text in texts)
            rows.append(
                ComparisonRow(named.label, named.question, shown, tuple(True for _ in shown))
            )
    return rows


def _form_rows(answers: Sequence[StructureAnswer]) -> list[ComparisonRow]:
    rows = []
    for name in load_attribute_names().values():
        found = [
            answer.form.attributes.get(name.id) if answer.form is not None else None
            for answer in answers
        ]
        if any(found):
            rows.append(
                ComparisonRow(
                    name.label,
                    name.question,
                    tuple(fact.text if fact else "Not recorded" for fact in found),
                    tuple(fact.verified if fact else True for fact in found),
                )
            )
    return rows
