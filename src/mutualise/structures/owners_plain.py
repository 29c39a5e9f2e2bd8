"""What the law says of a list of owners as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutualise.rules import Rule
from mutualise.structures.owners import NeedFinding, OwnerFinding, OwnersAnswer
from mutualise.structures.plain import reason_as_dict, remedies_as_dict


def owners_as_dict(answers: Mapping[str, OwnersAnswer]) -> dict[str, Any]:
    """The findings for each contract as JSON values; keys and findings are stable names."""
    first = next(iter(answers.values()))
    return {
        "as_at": first.assessment.edition.day.isoformat(),
        "form": first.form,
        "complete": first.complete,
        "contracts": {contract: _answer(answer) for contract, answer in answers.items()},
        "not_legal_advice": True,
    }


def _answer(answer: OwnersAnswer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict.value,
        "broken_by": [item.owner.id for item in answer.broken_by],
        "needs": [_need(need) for need in answer.needs],
        "follows": [_rule(rule) for rule in answer.follows],
        "owners": [_finding(item) for item in answer.findings],
    }


def _finding(item: OwnerFinding) -> dict[str, Any]:
    return {
        "id": item.owner.id,
        "owner": item.owner.title,
        "finding": item.word.value,
        "outsider": item.outsider,
        "rule": _rule(item.rule),
        "because": list(item.because),
        "reason": reason_as_dict(item.reason) if item.reason else None,
        "changes": remedies_as_dict(item.remedies) if item.remedies else None,
        "softened_by": [_rule(rule) for rule in item.softened_by],
        "missing": list(item.missing),
        "follows": _rule(item.follows) if item.follows else None,
    }


def _need(found: NeedFinding) -> dict[str, Any]:
    return {
        "about": found.need.name,
        "label": found.need.label,
        "met": found.met,
        "rule": _rule(found.rule),
        "follows": _rule(found.follows) if found.follows else None,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "statement": rule.statement,
        "provision": rule.provision,
        "confidence": rule.confidence.value,
    }
