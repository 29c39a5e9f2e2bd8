"""Checks for whoever writes rules: what is unused, unproved, contradictory, unread or gone.

Reading the base already refuses what cannot be used. These checks find what can be used and
should not be: a rule that no scenario proves both ways, a limit nobody tried, a figure inside
a condition, two rules that cannot both be law, a fact that nothing asks for, a rule that has
vanished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mutualise.expressions import Expression, Literal, names_in, subtrees
from mutualise.rules.authoring.contradictions import contradictions
from mutualise.rules.authoring.freshness import Freshness, freshness
from mutualise.rules.authoring.problem import AuthoringProblem
from mutualise.rules.authoring.proofs import unproved
from mutualise.rules.authoring.titles import untitled
from mutualise.rules.base import LawBase
from mutualise.rules.scenarios import Scenario

__all__ = ["AuthoringProblem", "AuthoringReport", "Freshness", "check_authoring", "figures_in"]


@dataclass(frozen=True)
class AuthoringReport:
    """What must be mended, and what a reader should know."""

    problems: tuple[AuthoringProblem, ...]
    freshness: Freshness


def check_authoring(
    law: LawBase, scenarios: Sequence[Scenario], listed: Iterable[str], day: dt.date
) -> AuthoringReport:
    """Check the whole base as at a day; `listed` are the ids of every rule ever published."""
    problems = [
        *_vanished(law, listed),
        *_figures(law),
        *_unused(law),
        *untitled(law),
        *contradictions(law, scenarios, day),
        *unproved(law, scenarios, day),
    ]
    return AuthoringReport(tuple(problems), freshness(law, day))


def _vanished(law: LawBase, listed: Iterable[str]) -> Iterator[AuthoringProblem]:
    listed = set(listed)
    for rule_id in sorted(listed - set(law.rules)):
        yield AuthoringProblem(
            "law/rule_ids.txt",
            f"{rule_id} has vanished. Put it back, as superseded if it is no longer law",
        )
    for rule_id in sorted(set(law.rules) - listed):
        yield AuthoringProblem(law.places[rule_id], f"add {rule_id} to law/rule_ids.txt")


def figures_in(tree: Expression) -> Iterator[Literal]:
    """The figures in a condition: out of reach of dates and sources. 0 and 1 only count."""
    for part in subtrees(tree):
        said = part.value if isinstance(part, Literal) else 0
        if isinstance(part, Literal) and not isinstance(said, bool | str) and said not in (0, 1):
            yield part


def _figures(law: LawBase) -> Iterator[AuthoringProblem]:
    for key, tree in law.trees.items():
        for figure in figures_in(tree):
            place = law.places.get(key.partition(" ")[0], "law/topics.yaml")
            yield AuthoringProblem(
                place, f"{key} holds the figure {figure.value}: make it a parameter"
            )


def _unused(law: LawBase) -> Iterator[AuthoringProblem]:
    used = {name for tree in law.trees.values() for name in names_in(tree)}
    for fact in law.facts:
        if fact.name not in used:
            yield AuthoringProblem(
                "law/facts", f"nothing asks for {fact.name}. Use it in a rule, or remove it"
            )
