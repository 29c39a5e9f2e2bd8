"""Truth in three values, why, what would change it, and what to ask next.

law = load_law()
assessment = Assessment(law.at(date(2026, 11, 24)), {"entity.form": "cic_cls"})
assessment.finding("gms.eligible")
"""

from mutualise.rules.assessment import (
    Answers,
    Assessment,
    Conflict,
    Contradiction,
    Items,
)
from mutualise.rules.base import Edition, LawBase, UnknownRuleError
from mutualise.rules.changes import Remedies, Remedy, Step, no_changes, smallest_changes
from mutualise.rules.facts import Fact, FactError, Facts, FactType, Mutability, Value
from mutualise.rules.findings import Finding, FindingResult
from mutualise.rules.model import Confidence, Effect, Rule, RuleKind, Source, Topic
from mutualise.rules.questions import Goal, Question, next_questions
from mutualise.rules.reading import load_law
from mutualise.rules.reasons import Reason, explain, explain_rule

__all__ = [
    "Answers",
    "Assessment",
    "Confidence",
    "Conflict",
    "Contradiction",
    "Edition",
    "Effect",
    "Fact",
    "FactError",
    "FactType",
    "Facts",
    "Finding",
    "FindingResult",
    "Goal",
    "Items",
    "LawBase",
    "Mutability",
    "Question",
    "Reason",
    "Remedies",
    "Remedy",
    "Rule",
    "RuleKind",
    "Source",
    "Step",
    "Topic",
    "UnknownRuleError",
    "Value",
    "explain",
    "explain_rule",
    "load_law",
    "next_questions",
    "no_changes",
    "smallest_changes",
]
