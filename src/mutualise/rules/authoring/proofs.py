"""What the scenarios prove of the law, and what they leave unproved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mutualise.expressions import Compare, Expression, names_in, subtrees, to_text
from mutualise.rules.assessment import Assessment
from mutualise.rules.authoring.problem import AuthoringProblem
from mutualise.rules.base import LawBase
from mutualise.rules.behind import rules_behind
from mutualise.rules.deciding import part_test, truth_of
from mutualise.rules.facts import Value
from mutualise.rules.scenarios import RULE, Scenario, situation_of
from mutualise.rules.truth import PARAMETER

_ORDERED = ("<", "<=", ">", ">=")


def unproved(
    law: LawBase, scenarios: Sequence[Scenario], day: dt.date
) -> Iterator[AuthoringProblem]:
    """Rules, limits, qualifiers and inferences that no scenario shows at work."""
    proofs = _Proofs(law)
    for scenario in scenarios:
        proofs.add(scenario, situation_of(scenario, law, day))
    yield from proofs.missing(day)


class _Proofs:
    """What each scenario was seen to do, gathered one scenario at a time."""

    def __init__(self, law: LawBase) -> None:
        self.law = law
        self.truths: dict[str, set[bool | None]] = {}
        # For each comparison with a figure: on which sides of it, and how near, it was tried.
        self.tried: dict[str, set[tuple[bool | None, bool]]] = {}
        self.qualified: set[tuple[str, str]] = set()
        self.inferred: set[str] = set()
        self.limits = {rule_id: tuple(_limits(tree)) for rule_id, tree in law.trees.items()}

    def add(self, scenario: Scenario, situation: Assessment) -> None:
        """Note what one scenario shows."""
        edition = situation.edition
        for rule_id in rules_behind(self.law, scenario.ask):
            if rule_id in edition.rules:
                self.truths.setdefault(rule_id, set()).add(situation.holds(rule_id))
                for part in self.limits.get(rule_id, ()):
                    self._try(rule_id, part, situation)
        if scenario.ask in edition.definitions:
            for rule_id in situation.finding(scenario.ask).qualified_by:
                self.qualified.add((rule_id, scenario.ask))
        elif not scenario.ask.startswith(RULE):
            situation.value(scenario.ask)
        self.inferred.update(situation.notes.inferred.values())

    def _try(self, rule_id: str, part: Compare, situation: Assessment) -> None:
        left, right = (_number(situation, side) for side in (part.left, part.right))
        if left is not None and right is not None and abs(left - right) <= 1:
            found = (truth_of(situation, part), left == right)
            self.tried.setdefault(_limit_key(rule_id, part), set()).add(found)

    def missing(self, day: dt.date) -> Iterator[AuthoringProblem]:
        """Everything not shown, in the order of the base."""
        for rule in self.law.rules.values():
            if rule.condition and rule.in_force_on(day) and not _waits(self.law, rule.id):
                yield from self._cases(rule.id)
                yield from self._limits(rule.id)
                yield from self._qualifiers(rule.id)
        for inference in self.law.inferences:
            if inference.id not in self.inferred:
                yield AuthoringProblem(
                    self.law.places[inference.id],
                    f"{inference.id} has no scenario in which {inference.fact} follows by it. "
                    "Write one",
                )

    def _cases(self, rule_id: str) -> Iterator[AuthoringProblem]:
        seen = self.truths.get(rule_id, set())
        for wanted, words in ((True, "holds"), (False, "does not hold")):
            if wanted not in seen:
                yield self._problem(rule_id, f"has no scenario in which it {words}. Write one")

    def _limits(self, rule_id: str) -> Iterator[AuthoringProblem]:
        for part in self.limits.get(rule_id, ()):
            tried = self.tried.get(_limit_key(rule_id, part), set())
            at_limit = any(exactly for _, exactly in tried)
            if not (at_limit and {True, False} <= {truth for truth, _ in tried}):
                yield self._problem(
                    rule_id,
                    f"needs a scenario at the limit of '{to_text(part)}', and one just past it",
                )

    def _qualifiers(self, rule_id: str) -> Iterator[AuthoringProblem]:
        for qualifier in self.law.rules[rule_id].qualifies:
            for name in qualifier.findings:
                if (rule_id, name) not in self.qualified:
                    yield self._problem(
                        rule_id,
                        f"has no scenario in which it turns the finding on {name} to "
                        f"{qualifier.to.value}. Write one",
                    )

    def _problem(self, rule_id: str, what: str) -> AuthoringProblem:
        return AuthoringProblem(self.law.places[rule_id], f"{rule_id} {what}")


def _limits(tree: Expression) -> Iterator[Compare]:
    for part in subtrees(tree):
        has_figure = any(name.startswith(PARAMETER) for name in names_in(part))
        if isinstance(part, Compare) and part.op in _ORDERED and has_figure:
            yield part


def _limit_key(rule_id: str, part: Compare) -> str:
    return f"{rule_id} {to_text(part)}"


def _number(situation: Assessment, side: Expression) -> Decimal | None:
    value: Value | None = part_test(situation.edition, side)(situation)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _waits(law: LawBase, rule_id: str) -> bool:
    """Whether the rule turns on something that nobody can answer yet."""
    names = names_in(law.trees[rule_id])
    return any(name in law.facts and not law.facts[name].askable for name in names)
