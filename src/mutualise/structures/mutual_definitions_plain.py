"""What the definitions say of an organisation as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mutualise.structures.mutual_definitions import AwardFinding, DefinitionFinding
from mutualise.structures.plain import reason_as_dict


def definitions_as_dict(findings: Sequence[DefinitionFinding]) -> dict[str, Any]:
    """The findings as JSON values; keys and findings are stable names."""
    return {
        "as_at": findings[0].assessment.edition.day.isoformat(),
        "definitions": {item.definition.id: _finding(item) for item in findings},
        "not_legal_advice": True,
    }


def _finding(item: DefinitionFinding) -> dict[str, Any]:
    return {
        "label": item.definition.label,
        "kind": item.definition.kind,
        "finding": item.word.value,
        "rule": item.rule.id,
        "provision": item.rule.provision,
        "confidence": item.rule.confidence.value,
        "reason": reason_as_dict(item.reason) if item.reason else None,
        "missing": list(item.missing),
        "flags": [{"rule": rule.id, "text": rule.consequence} for rule in item.flags],
        "awards": [_award(award) for award in item.awards],
    }


def _award(award: AwardFinding) -> dict[str, Any]:
    return {
        "about": award.test.about,
        "label": award.test.label,
        "met": award.truth,
        "reason": reason_as_dict(award.reason) if award.reason else None,
        "missing": list(award.missing),
    }
