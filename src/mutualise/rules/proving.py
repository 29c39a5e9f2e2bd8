"""Which scenarios of the product prove a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mutualise.content.loader import content_files, content_root
from mutualise.rules.base import LawBase
from mutualise.rules.behind import rules_behind
from mutualise.rules.scenarios import RULE, Scenario, ScenarioError, read_scenarios


@dataclass(frozen=True)
class Proof:
    """The scenarios that ask about a rule, and how many more ask about what builds on it."""

    asking: tuple[Scenario, ...] = ()
    further: int = 0


@lru_cache(maxsize=2)
def load_scenarios(law: LawBase) -> tuple[Scenario, ...]:
    """Every scenario that comes with Mutualise. Raises ScenarioError naming each faulty file."""
    found: list[Scenario] = []
    problems: list[str] = []
    for where, source in content_files(content_root(), "law/scenarios"):
        try:
            found += read_scenarios(source.read_text(encoding="utf-8"), law)
        except ScenarioError as error:
            problems += (f"{where}: {sentence}" for sentence in error.problems)
    if problems:
        raise ScenarioError(problems)
    return tuple(found)


@lru_cache(maxsize=2)
def proofs(law: LawBase) -> Mapping[str, Proof]:
    """For each rule with a condition, the scenarios that prove it.

    A scenario asks about a rule when it names it, names what it defines, or names what it is
    an exception to or makes less certain.
    """
    asking: dict[str, list[Scenario]] = {rule_id: [] for rule_id in law.rules}
    further = dict.fromkeys(law.rules, 0)
    for scenario in load_scenarios(law):
        near = set(_asked_of(law, scenario.ask))
        for rule_id in rules_behind(law, scenario.ask):
            if rule_id in near:
                asking[rule_id].append(scenario)
            else:
                further[rule_id] += 1
    return {rule_id: Proof(tuple(asking[rule_id]), further[rule_id]) for rule_id in law.rules}


def _asked_of(law: LawBase, asked: str) -> list[str]:
    if asked.startswith(RULE):
        return [asked.removeprefix(RULE)]
    named = [rule.id for rule in law.definitions.get(asked, ())]
    beside = [
        rule.id
        for rule in law.rules.values()
        if rule.exception_to in named or any(asked in q.findings for q in rule.qualifies)
    ]
    return [*named, *beside]
