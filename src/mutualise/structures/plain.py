"""A structures answer as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from mutualise.rules import Reason, Remedies, Step
from mutualise.structures.answer import HoldingAnswer, StructureAnswer
from mutualise.structures.consequences import Consequence, ConsequenceGroup
from mutualise.structures.matrix import Cell


def answer_as_dict(answer: StructureAnswer) -> dict[str, Any]:
    """Everything in an answer as JSON values; keys and findings are stable names."""
    return {
        "as_at": answer.day.isoformat(),
        "law_checked": answer.checked.isoformat(),
        "form": answer.form.id if answer.form else None,
        "contract": answer.contract.id if answer.contract else None,
        "holding": _holding(answer.holding) if answer.holding else None,
        "matrix": {
            form.id: {cell.column: cell_as_dict(cell) for cell in answer.matrix.row(form.id)}
            for form in answer.matrix.rows
        },
        "consequences": [_group(group) for group in answer.groups],
        "questions_for_solicitor": [
            {"rule": question.rule.id, "text": question.text} for question in answer.questions
        ],
        "contradictions": [
            {
                "fact": item.fact,
                "answered": item.answered,
                "follows": item.follows,
                "inference": item.inference,
            }
            for item in answer.contradictions
        ],
        "conflicts": [
            {"about": item.about, "rules": list(item.rules)} for item in answer.conflicts
        ],
        "not_legal_advice": True,
    }


def cell_as_dict(cell: Cell) -> dict[str, Any]:
    """One cell of the matrix with its reason and changes."""
    return {
        "word": cell.word,
        "finding": cell.result.finding.value,
        "qualified_by": list(cell.result.qualified_by),
        "provisos": list(cell.result.provisos),
        "reason": reason_as_dict(cell.reason()),
        "changes": remedies_as_dict(cell.changes()) if cell.result.truth is not True else None,
    }


def _holding(holding: HoldingAnswer) -> dict[str, Any]:
    return {
        "form": holding.form.id,
        "contract": holding.contract.id,
        "confidence": holding.confidence.value,
        "from_memory": holding.from_memory,
        **cell_as_dict(holding.cell),
    }


def reason_as_dict(reason: Reason) -> dict[str, Any]:
    """An explanation, nested as the law nests it."""
    return {
        "text": reason.text,
        "truth": reason.truth,
        "rule": reason.rule or None,
        "fact": reason.fact or None,
        "inference": reason.inference or None,
        "because": [reason_as_dict(line) for line in reason.because],
    }


def remedies_as_dict(found: Remedies) -> dict[str, Any]:
    """The smallest changes, or what stands in the way of any."""
    return {
        "possible": found.possible,
        "remedies": [
            {
                "change": [_step(step) for step in remedy.changes],
                "confirm": [_step(step) for step in remedy.confirms],
            }
            for remedy in found.remedies
        ],
        "blocked_by": list(found.blocked_by),
        "waiting_for": list(found.waiting_for),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "fact": step.fact,
        "value": step.value if isinstance(step.value, bool | int | str) else str(step.value),
        "text": step.text,
        "who": step.who,
        "needs_agreement": step.agreement,
    }


def _group(group: ConsequenceGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "label": group.label,
        "form": [
            {
                "attribute": point.attribute,
                "today": point.before,
                "then": point.after,
                "verified": point.verified,
            }
            for point in group.points
        ],
        "applies": [_consequence(item) for item in group.applies],
        "open": [_consequence(item) for item in group.open],
        "background": [rule.id for rule in group.background],
    }


def _consequence(item: Consequence) -> dict[str, Any]:
    return {
        "rule": item.rule.id,
        "certainty": item.certainty.value,
        "text": item.text,
        "provision": item.rule.provision,
        "confidence": item.rule.confidence.value,
        "open_facts": list(item.open_facts),
        "when": item.when or None,
    }
