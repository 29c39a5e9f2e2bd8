"""A comparison of two laws as plain data: for other programs, and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from mutualise.derivations.what_if_records import (
    CaseComparison,
    CellChange,
    ConsequenceChange,
    LawComparison,
    Position,
    Said,
    Shared,
)
from mutualise.derivations.what_if_words import part_words
from mutualise.publishing.spreadsheet import csv_of
from mutualise.rules.differences import Differing
from mutualise.structures import Cell
from mutualise.structures.plain import reason_as_dict

COLUMNS: Final = (
    "case", "option", "contract", "kind", "about", "before", "after", "because_of", "text",
)  # fmt: skip


def comparison_as_dict(comparison: LawComparison) -> dict[str, Any]:
    """Everything in a comparison as JSON values; keys and findings are stable names."""
    law = comparison.law
    return {
        "not_the_law": True,
        "as_at": {"before": law.before.day.isoformat(), "after": law.after.day.isoformat()},
        "different": [
            {
                "part": words.part.value,
                "id": words.id,
                "label": words.label,
                "before": words.before or None,
                "after": words.after or None,
            }
            for words in (part_words(law, part) for part in law.parts)
        ],
        "decides_nothing_here": [part.id for part in comparison.unused],
        "cases_compared": len(comparison.cases),
        "cases_changed": len(comparison.changed),
        "cases_changed_elsewhere_only": len(comparison.changed_elsewhere),
        "cases": [_case(case) for case in comparison.cases],
        "not_legal_advice": True,
    }


def _case(case: CaseComparison) -> dict[str, Any]:
    return {
        "case": case.case.slug or case.case.title,
        "title": case.case.title,
        "changes": case.changes,
        "positions": [_position(position) for position in case.positions],
        "other_forms": [_table(change) for change in case.near],
        "elsewhere": [_table(change) for change in case.far],
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "option": position.option,
        "contract": position.contract.id if position.contract else None,
        "contract_title": position.contract_title,
        "form": position.form.id if position.form else None,
        "changes": position.changes,
        "before": _cell(position.before, explained=position.holding_changes),
        "after": _cell(position.after, explained=position.holding_changes),
        "because_of": _ids(position.decided_by),
        "no_longer_turns_on": list(position.no_longer_asked),
        "now_turns_on": list(position.newly_asked),
        "consequences": [_consequence(change) for change in position.consequences],
    }


def _cell(cell: Cell | None, *, explained: bool) -> dict[str, Any] | None:
    if cell is None:
        return None
    words: dict[str, Any] = {"word": cell.word, "finding": cell.result.finding.value}
    return {**words, "reason": reason_as_dict(cell.reason())} if explained else words


def _consequence(change: ConsequenceChange) -> dict[str, Any]:
    return {
        "rule": change.rule.id,
        "group": change.group,
        "before": _said(change.before),
        "after": _said(change.after),
        "because_of": _ids(change.decided_by),
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "certainty": said.certainty,
        "text": said.text,
        "when": said.when or None,
        "turns_on": list(said.open_facts),
    }


def _table(found: Shared[CellChange]) -> dict[str, Any]:
    before, after = found.change.before, found.change.after
    return {
        "form": before.form,
        "contract": before.column,
        "before": before.word,
        "after": after.word,
        "because_of": _ids(found.change.decided_by),
        "positions": [
            {"option": position.option, "contract_title": position.contract_title}
            for position in found.positions
        ],
    }


def _ids(parts: Iterable[Differing]) -> list[str]:
    return [part.id for part in parts]


def comparison_as_csv(comparison: LawComparison) -> str:
    """One line for each change."""
    rows = (row for case in comparison.cases for row in _rows(case))
    return csv_of(chain([COLUMNS], rows), mark="", line_end="\n")


def _rows(case: CaseComparison) -> Iterator[Sequence[str]]:
    title = case.case.title
    for position in case.positions:
        lead = (title, position.option or "", position.contract_title)
        by = " ".join(_ids(position.decided_by))
        if position.holding_changes and position.before and position.after:
            about = f"{position.before.form} and {position.before.column}"
            yield (*lead, "holding", about, position.before.word, position.after.word, by, "")
        for fact in position.no_longer_asked:
            yield (*lead, "turns on", fact, "yes", "no", by, "")
        for fact in position.newly_asked:
            yield (*lead, "turns on", fact, "no", "yes", by, "")
        for change in position.consequences:
            before = change.before.certainty if change.before else ""
            after = change.after.certainty if change.after else ""
            said = change.after or change.before
            by = " ".join(_ids(change.decided_by))
            text = said.text if said else ""
            yield (*lead, "consequence", change.rule.id, before, after, by, text)
    for kind, found in (
        *(("other form", found) for found in case.near),
        *(("elsewhere", found) for found in case.far),
    ):
        cell, then = found.change.before, found.change.after
        by = " ".join(_ids(found.change.decided_by))
        yield (
            title,
            "",
            "",
            kind,
            f"{cell.form} and {cell.column}",
            cell.word,
            then.word,
            by,
            "",
        )
