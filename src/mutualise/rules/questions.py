"""What to ask next: the question whose answer settles most, and nothing that cannot matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mutualise.rules.assessment import Assessment
from mutualise.rules.facts import Value
from mutualise.rules.limits import telling_values
from mutualise.rules.reach import facts_towards, prospect_of


@dataclass(frozen=True)
class Goal:
    """A definition or rule to settle in a situation, and how much it matters."""

    about: str
    assessment: Assessment
    weight: float = 1.0

    def truth(self, more: Mapping[str, Value]) -> bool | None:
        """The value the goal would have with more answers."""
        return _settle(self.assessment.with_answers(more), self.about)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking, with how much it is expected to settle (sum of goal weights)."""

    fact: str
    settles: float
    affects: int


def next_questions(
    goals: Iterable[Goal], *, skip: Iterable[str] = (), limit: int = 5
) -> list[Question]:
    """The most useful questions, best first. Empty when no answer can change a goal.

    `skip` are facts not to ask again (the team said it does not know), nor to count on.
    """
    skipped = frozenset(skip)
    open_goals = [goal for goal in goals if _settle(goal.assessment, goal.about) is None]
    asked: dict[str, list[Goal]] = {}
    for goal in open_goals:
        for name in open_facts(goal.assessment, goal.about, skip=skipped):
            asked.setdefault(name, []).append(goal)
    scored = [
        Question(name, sum(goal.weight * _chance(goal, name) for goal in touched), len(touched))
        for name, touched in asked.items()
    ]
    facts = open_goals[0].assessment.edition.facts if open_goals else None
    return sorted(
        scored,
        key=lambda q: (
            -round(q.settles, 3),
            -q.affects,
            facts[q.fact].priority if facts else 0,
            q.fact,
        ),
    )[:limit]


def open_facts(
    assessment: Assessment, about: str, *, skip: Collection[str] = ()
) -> tuple[str, ...]:
    """The askable facts, not yet known, that can still change a definition or rule.

    `skip` are facts that stay unknown, so that what only matters beside them does not
    matter either. Rare exceptions, on whose absence a rule stands, are not asked about: the
    answer names them as a proviso instead.
    """
    return facts_towards(prospect_of(assessment, about, skip))


def _settle(assessment: Assessment, about: str) -> bool | None:
    if about in assessment.edition.rules:
        return assessment.holds(about)
    return assessment.truth(about)


def _chance(goal: Goal, name: str) -> float:
    """The share of possible answers that would settle the goal, each as likely as another."""
    values = telling_values(goal.assessment.edition, name)
    settled = sum(goal.truth({name: value}) is not None for value in values)
    return settled / len(values) if values else 0.0
