"""A comparison of networks as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from mutualise.structures.network_parts import NetworkPart
from mutualise.structures.networks import NetworkComparison
from mutualise.structures.plain import reason_as_dict


def networks_as_dict(found: NetworkComparison) -> dict[str, Any]:
    """Everything in the table as JSON values; keys and findings are stable names."""
    return {
        "as_at": found.edition.day.isoformat(),
        "law_checked": found.edition.base.checked_on.isoformat(),
        "purpose": found.purpose.id,
        "settled": found.purpose.settled,
        "work": found.choice.work or None,
        "in_short": [
            {
                "lead": line.lead,
                "text": line.text,
                "confidence": line.confidence.value,
                "checked": line.checked.isoformat(),
                "rules": [rule.id for rule in line.rules],
                "sources": [source.id for source in line.sources],
            }
            for line in found.summary
        ],
        "vehicles": {
            column.vehicle.id: {
                "label": column.vehicle.label,
                "form": column.form.id,
                "assumed": list(found.assumed[column.vehicle.id]),
            }
            for column in found.columns
        },
        "rows": [
            {
                "id": row.row.id,
                "question": row.row.question,
                "cells": {
                    cell.column.vehicle.id: [_part(part) for part in cell.parts]
                    for cell in row.cells
                },
            }
            for row in found.rows
        ],
        "ask_before_you_choose": [
            {
                "rule": question.rule.id,
                "text": question.text,
                "unsettled": question.unsettled,
                "vehicles": list(question.vehicles),
            }
            for question in found.questions
        ],
        "could_not_find_out": [
            point.model_dump(mode="json", include={"id", "question", "found", "matters"})
            for point in found.open_points
        ],
        "turns_on": [fact.name for fact in found.turns_on],
        "sources": {
            source.id: source.model_dump(mode="json", exclude={"id"})
            for row in found.rows
            for cell in row.cells
            for part in cell.parts
            for source in part.sources
        }
        | {
            source.id: source.model_dump(mode="json", exclude={"id"})
            for line in found.summary
            for source in line.sources
        },
        "not_legal_advice": True,
    }


def _part(part: NetworkPart) -> dict[str, Any]:
    return {
        "lead": part.lead,
        "finding": part.word or None,
        "text": part.text,
        "confidence": part.confidence.value,
        "checked": part.checked.isoformat(),
        "from_memory": part.from_memory,
        "rules": [rule.id for rule in part.rules],
        "sources": [source.id for source in part.sources],
        "provided": list(part.provided),
        "turns_on": [fact.name for fact in part.open_facts],
        "waiting_for": list(part.waiting_for),
        "reason": reason_as_dict(part.reason) if part.reason else None,
    }
