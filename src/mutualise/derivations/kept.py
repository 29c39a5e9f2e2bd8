"""What to keep of an answer, so that a later one can say what moved and because of what.

A newer version of the product no longer has the rules that an older answer rested on. So
beside the findings themselves a kept answer holds the answers of the team, and a short mark of
every rule, inference and figure that was in force. It is plain data, some 25 KB as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mutualise import __version__
from mutualise.casefile import CaseFile, case_collections
from mutualise.derivations.derived import Derived, fingerprint
from mutualise.derivations.structures import answers_for, derive_structures, law_fingerprint
from mutualise.rules import Edition, Facts, Items, LawBase, Reason, Rule, Value
from mutualise.rules.base import kept_with_edition
from mutualise.rules.differences import Differing, Part
from mutualise.rules.facts import FactError
from mutualise.structures import Cell, StructureAnswer

FORMAT: Final = 1
_MARK: Final = 8
# What of a rule decides; the rest is words. When it was last checked is neither.
_DECIDES: Final = (
    "defines", "condition", "exception_to", "gives", "when_unknown", "qualifies", "status",
)  # fmt: skip
_SAYS: Final = ("statement", "provision", "consequence", "otherwise", "says")

Plain = str | int | bool


class KeptFormatError(ValueError):
    """A kept answer that this version cannot read; keep the answer anew."""


@dataclass(frozen=True)
class KeptCell:
    """How a form read against a contract, and the rules and inferences that decided it."""

    word: str
    decided_by: tuple[str, ...]


@dataclass(frozen=True)
class KeptItems:
    """A collection as it was answered: what was known of each item, by its id."""

    complete: bool
    items: Mapping[str, Mapping[str, Plain]]


@dataclass(frozen=True)
class KeptAnswer:
    """An answer on structures as it was on a day, under a law, by a version of the product.

    `cells` are by form and contract; `own` is the pair that the team chose. `follows` has the
    certainty of each consequence by its rule; `marks` has one for each record of the law.
    """

    version: str
    day: dt.date
    law: str
    own: tuple[str, str] | None
    answers: Mapping[str, Plain]
    collections: Mapping[str, KeptItems]
    cells: Mapping[tuple[str, str], KeptCell]
    follows: Mapping[str, str]
    marks: Mapping[Differing, str]


def keep(
    law: LawBase,
    case: CaseFile,
    option: str | None = None,
    *,
    as_at: dt.date,
    derived: Derived[StructureAnswer] | None = None,
) -> KeptAnswer:
    """What to keep of the answer for an option; `derived` is that answer, if it is at hand.

    Raises UnknownOptionError for an option that the case does not have.
    """
    found = derived or derive_structures(law, case, option=option, as_at=as_at)
    answer = found.result
    edition = answer.assessment.edition
    answers = answers_for(case, option, None)
    return KeptAnswer(
        version=__version__,
        day=answer.day,
        law=law_fingerprint(law),
        own=own_pair(answer),
        answers={name: plain(value) for name, value in answers.items()},
        collections={name: _kept_items(held) for name, held in case_collections(case).items()},
        cells={
            key: KeptCell(cell.word, tuple(decided_by(cell))) for key, cell in cells(answer).items()
        },
        follows=follows(answer),
        marks=marks_of(edition),
    )


def own_pair(answer: StructureAnswer) -> tuple[str, str] | None:
    """The form and the contract that the team chose, if it chose both."""
    return (answer.form.id, answer.contract.id) if answer.form and answer.contract else None


def cells(answer: StructureAnswer) -> Mapping[tuple[str, str], Cell]:
    """Every cell of the table, and the team's own if the table leaves it out."""
    holding = answer.holding
    own = {} if holding is None else {(holding.cell.form, holding.cell.column): holding.cell}
    return {**answer.matrix.cells, **own}


def follows(answer: StructureAnswer) -> Mapping[str, str]:
    """The certainty of everything that follows, by the rule that says so."""
    return {
        item.rule.id: item.certainty.value
        for group in answer.groups
        for item in (*group.applies, *group.open)
    }


def decided_by(cell: Cell) -> Iterator[str]:
    """The rules and inferences that a cell rests on, once each."""
    yield from dict.fromkeys([*_ids(cell.reason()), *cell.result.qualified_by])


def _ids(reason: Reason) -> Iterator[str]:
    yield from (found for found in (reason.rule, reason.inference) if found)
    for line in reason.because:
        yield from _ids(line)


@kept_with_edition
def marks_of(edition: Edition) -> Mapping[Differing, str]:
    """A short mark of each rule, inference and figure in force; it moves when they do.

    The mark of a rule has two halves: for what decides, and for its words.
    """
    found: dict[Differing, str] = {}
    for rule in edition.base.rules.values():
        if rule.in_force_on(edition.day):
            found[Differing(Part.RULE, rule.id)] = _rule_mark(rule)
    for inference in edition.base.inferences:
        content = [inference.fact, inference.value, inference.when, inference.binding]
        found[Differing(Part.INFERENCE, inference.id)] = fingerprint(content)[:_MARK]
    for name, value in edition.figures.items():
        if value is not None:
            found[Differing(Part.FIGURE, name)] = str(value)
    return found


def _rule_mark(rule: Rule) -> str:
    # Written over several lines or on one, a condition is the same.
    whole = rule.model_dump(mode="json")
    halves = ([_spaced(whole[name]) for name in names] for names in (_DECIDES, _SAYS))
    return "".join(fingerprint(half)[:_MARK] for half in halves)


def _spaced(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def decides_otherwise(record: Differing, before: str, after: str) -> bool:
    """Whether two marks of one record differ in more than its words."""
    return before[:_MARK] != after[:_MARK] if record.part is Part.RULE else before != after


def plain(value: Value) -> Plain:
    """A value as JSON has it; `Fact.read` takes it back."""
    return value if isinstance(value, bool | int) else str(value)


def values_read(facts: Facts, answers: Mapping[str, Plain]) -> dict[str, Value]:
    """Kept answers as the law takes them today; what it no longer asks or allows is left out."""
    found: dict[str, Value] = {}
    for name, raw in answers.items():
        try:
            value = facts[name].read(raw)
        except FactError:
            continue
        if value is not None:
            found[name] = value
    return found


def items_read(facts: Facts, held: KeptItems) -> Items:
    """A kept collection as the law takes it today."""
    items = tuple(values_read(facts, answers) for answers in held.items.values())
    return Items(items, held.complete, tuple(held.items))


def _kept_items(held: Items) -> KeptItems:
    return KeptItems(
        held.complete,
        {
            item: {name: plain(value) for name, value in answers.items()}
            for item, answers in zip(held.ids, held.answers, strict=True)
        },
    )


def to_json(kept: KeptAnswer) -> str:
    """The kept answer as compact JSON. `from_json(to_json(kept)) == kept`."""
    table: dict[str, dict[str, list[str]]] = {}
    for (form, column), cell in kept.cells.items():
        table.setdefault(column, {})[form] = [cell.word, *cell.decided_by]
    marks: dict[str, dict[str, str]] = {}
    for record, mark in kept.marks.items():
        marks.setdefault(record.part.value, {})[record.id] = mark
    whole = {
        "format": FORMAT,
        "version": kept.version,
        "day": kept.day.isoformat(),
        "law": kept.law,
        "own": kept.own,
        "answers": dict(kept.answers),
        "collections": {
            name: {"complete": held.complete, "items": held.items}
            for name, held in kept.collections.items()
        },
        "cells": table,
        "follows": dict(kept.follows),
        "marks": marks,
    }
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> KeptAnswer:
    """A kept answer from its JSON. Raises KeptFormatError for another format or other text."""
    try:
        whole = json.loads(text)
        written = whole["format"]
        if written != FORMAT:
            raise KeptFormatError(
                f"This answer was kept in format {written}; this version reads format {FORMAT}"
            )
        return _kept(whole)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        if isinstance(error, KeptFormatError):
            raise
        raise KeptFormatError(f"This is not a kept answer: {error}") from error


def _kept(whole: dict[str, Any]) -> KeptAnswer:
    own = whole["own"]
    return KeptAnswer(
        version=whole["version"],
        day=dt.date.fromisoformat(whole["day"]),
        law=whole["law"],
        own=(own[0], own[1]) if own else None,
        answers=whole["answers"],
        collections={
            name: KeptItems(held["complete"], held["items"])
            for name, held in whole["collections"].items()
        },
        cells={
            (form, column): KeptCell(words[0], tuple(words[1:]))
            for column, rows in whole["cells"].items()
            for form, words in rows.items()
        },
        follows=whole["follows"],
        marks={
            Differing(Part(part), record): mark
            for part, marks in whole["marks"].items()
            for record, mark in marks.items()
        },
    )
