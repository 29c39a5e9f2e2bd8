"""What to ask next: the question whose answer settles most, and nothing that cannot matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mutualise.expressions import And, Expression, Not, Or, names_in
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledRule, Edition
from mutualise.rules.deciding import truth_of
from mutualise.rules.facts import Value
from mutualise.rules.limits import telling_values
from mutualise.rules.truth import PARAMETER


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

    `skip` are facts not to ask again (the team said it does not know).
    """
    skipped = frozenset(skip)
    open_goals = [goal for goal in goals if _settle(goal.assessment, goal.about) is None]
    asked: dict[str, list[Goal]] = {}
    for goal in open_goals:
        for name in open_facts(goal.assessment, goal.about):
            if name not in skipped:
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


def open_facts(assessment: Assessment, about: str) -> tuple[str, ...]:
    """The askable facts, not yet known, that can still change a definition or rule.

    Rare exceptions, on whose absence a rule stands, are not asked about: the answer names
    them as a proviso instead.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()

    def from_rule(compiled: CompiledRule) -> None:
        from_tree(compiled.tree)
        for exception in compiled.exceptions:
            strict = exception.rule.when_unknown == "not_known"
            if strict and assessment.holds(exception.rule.id) is None:
                from_rule(exception)

    def from_tree(tree: Expression) -> None:
        for name in _open_names(assessment, tree):
            if name not in seen:
                seen.add(name)
                from_name(name)

    def from_name(name: str) -> None:
        edition = assessment.edition
        if name in edition.facts:
            fact = edition.facts[name]
            if fact.askable and not fact.collection:
                found[name] = None
            return
        for compiled in edition.definitions.get(name, ()):
            from_rule(compiled)

    for compiled in _rules_of(assessment.edition, about):
        from_rule(compiled)
    return tuple(found)


def _rules_of(edition: Edition, about: str) -> Sequence[CompiledRule]:
    if about in edition.rules:
        return (edition.rules[about],)
    return edition.definitions.get(about, ())


def _settle(assessment: Assessment, about: str) -> bool | None:
    if about in assessment.edition.rules:
        return assessment.holds(about)
    return assessment.truth(about)


def _open_names(assessment: Assessment, tree: Expression) -> Iterator[str]:
    """Names whose value is not known, in parts whose value is not known."""
    if truth_of(assessment, tree) is not None:
        return
    match tree:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _open_names(assessment, part)
        case Not(part=part):
            yield from _open_names(assessment, part)
        case _:
            for name in names_in(tree):
                if not name.startswith(PARAMETER) and assessment.value(name) is None:
                    yield name


def _chance(goal: Goal, name: str) -> float:
    """The share of possible answers that would settle the goal, each as likely as another."""
    values = telling_values(goal.assessment.edition, name)
    settled = sum(goal.truth({name: value}) is not None for value in values)
    return settled / len(values) if values else 0.0
