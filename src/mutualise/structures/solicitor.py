"""The questions to put to a solicitor: from what is uncertain in this answer, not in general."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mutualise.rules import Assessment, Confidence, FindingResult, Reason, Rule
from mutualise.structures.consequences import Certainty, ConsequenceGroup


@dataclass(frozen=True, slots=True)
class SolicitorQuestion:
    """A question, and the rule whose uncertainty prompts it."""

    rule: Rule
    text: str


def solicitor_questions(
    assessment: Assessment,
    result: FindingResult,
    reason: Reason,
    groups: Iterable[ConsequenceGroup],
) -> tuple[SolicitorQuestion, ...]:
    """Questions from uncertain findings: what qualifies the answer first, then the rest."""
    rules = assessment.edition.base.rules
    ordered = dict.fromkeys([*result.qualified_by, *result.provisos, *rules_in(reason)])
    for group in groups:
        ordered |= dict.fromkeys(
            item.rule.id for item in group.applies if item.certainty is not Certainty.DOES_NOT
        )
    found: dict[str, SolicitorQuestion] = {}
    for rule_id in ordered:
        rule = rules[rule_id]
        if rule.ask_solicitor and _uncertain(rule, result):
            found.setdefault(rule.ask_solicitor, SolicitorQuestion(rule, rule.ask_solicitor))
    return tuple(found.values())


def rules_in(reason: Reason) -> Iterator[str]:
    """The rules an explanation rests on, outermost first."""
    if reason.rule:
        yield reason.rule
    for line in reason.because:
        yield from rules_in(line)


def _uncertain(rule: Rule, result: FindingResult) -> bool:
    qualifies = rule.id in result.qualified_by or rule.id in result.provisos
    return qualifies or bool(rule.qualifies) or rule.confidence is not Confidence.HIGH
