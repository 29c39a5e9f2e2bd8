"""Checks for whoever writes rules: what is unused, unproved, unread or gone.

Reading the base already refuses what cannot be used. These checks find what can be used and
should not be: a rule that no scenario proves both ways, a figure inside a condition, a fact
that nothing asks for, a rule that has vanished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mutualise.expressions import Literal, names_in, subtrees
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import LawBase
from mutualise.rules.cards import MEMORY
from mutualise.rules.model import Rule
from mutualise.rules.scenarios import RULE, Scenario

STALE_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AuthoringProblem:
    """Something to mend: where it is kept, and a sentence that says what to do."""

    place: str
    sentence: str


@dataclass(frozen=True)
class AuthoringReport:
    """What must be mended, and what a reader should know."""

    problems: tuple[AuthoringProblem, ...]
    unread: tuple[str, ...]
    stale: tuple[str, ...]


def check_authoring(
    law: LawBase, scenarios: Sequence[Scenario], listed: Iterable[str], day: dt.date
) -> AuthoringReport:
    """Check the whole base as at a day; `listed` are the ids of every rule ever published."""
    problems = [
        *_vanished(law, listed),
        *_figures(law),
        *_unused_facts(law),
        *_unproved(law, scenarios, day),
    ]
    return AuthoringReport(
        tuple(problems),
        unread=tuple(rule.id for rule in law.rules.values() if MEMORY in rule.sources),
        stale=tuple(rule.id for rule in law.rules.values() if day - rule.checked > STALE_AFTER),
    )


def _vanished(law: LawBase, listed: Iterable[str]) -> Iterator[AuthoringProblem]:
    listed = set(listed)
    for rule_id in sorted(listed - set(law.rules)):
        yield AuthoringProblem(
            "law/rule_ids.txt",
            f"{rule_id} has vanished. Put it back, as superseded if it is no longer law",
        )
    for rule_id in sorted(set(law.rules) - listed):
        yield AuthoringProblem(law.places[rule_id], f"add {rule_id} to law/rule_ids.txt")


def _figures(law: LawBase) -> Iterator[AuthoringProblem]:
    """A figure in a condition is out of reach of dates and sources; 0 and 1 only count."""
    for key, tree in law.trees.items():
        for part in subtrees(tree):
            value = part.value if isinstance(part, Literal) else 0
            if not isinstance(value, bool | str) and value not in (0, 1):
                place = law.places.get(key.partition(" ")[0], "law/topics.yaml")
                yield AuthoringProblem(
                    place, f"{key} holds the figure {value}: make it a parameter"
                )


def _unused_facts(law: LawBase) -> Iterator[AuthoringProblem]:
    used = {name for tree in law.trees.values() for name in names_in(tree)}
    for fact in law.facts:
        if fact.name not in used:
            yield AuthoringProblem(
                "law/facts", f"nothing asks for {fact.name}. Use it in a rule, or remove it"
            )


def _unproved(
    law: LawBase, scenarios: Sequence[Scenario], day: dt.date
) -> Iterator[AuthoringProblem]:
    seen: dict[str, set[bool | None]] = {}
    for scenario in scenarios:
        edition = law.at(scenario.as_at or day)
        rule_ids = _asked_about(law, scenario)
        situation = Assessment(edition, scenario.answers)
        for rule_id in rule_ids:
            if rule_id in edition.rules:
                seen.setdefault(rule_id, set()).add(situation.holds(rule_id))
    for rule in law.rules.values():
        if rule.condition and rule.in_force_on(day):
            yield from _missing_cases(law, rule, seen.get(rule.id, set()))


def _missing_cases(law: LawBase, rule: Rule, seen: set[bool | None]) -> Iterator[AuthoringProblem]:
    for wanted, words in ((True, "holds"), (False, "does not hold")):
        if wanted not in seen and not _waits(law, rule):
            yield AuthoringProblem(
                law.places[rule.id], f"{rule.id} has no scenario in which it {words}. Write one"
            )


def _waits(law: LawBase, rule: Rule) -> bool:
    """Whether the rule turns on something that nobody can answer yet."""
    names = names_in(law.trees[rule.id])
    return any(name in law.facts and not law.facts[name].askable for name in names)


def _asked_about(law: LawBase, scenario: Scenario) -> Iterator[str]:
    """Every rule that the answer to a scenario rests on, exceptions and qualifiers too."""
    if scenario.ask.startswith(RULE):
        waiting = [law.rules[scenario.ask.removeprefix(RULE)]]
    else:
        waiting = list(law.definitions[scenario.ask])
    seen: set[str] = set()
    while waiting:
        rule = waiting.pop()
        if rule.id in seen or not rule.condition:
            continue
        seen.add(rule.id)
        yield rule.id
        waiting += [
            r for name in names_in(law.trees[rule.id]) for r in law.definitions.get(name, ())
        ]
        waiting += [r for r in law.rules.values() if r.exception_to == rule.id]
        waiting += [
            r for r in law.rules.values() if any(rule.defines in q.findings for q in r.qualifies)
        ]
