"""Put a small fault into each condition of the law: the scenarios must notice nearly all.

A green run of scenarios proves little while a fault in a rule would leave it green. The
scenarios are written from the statutes, so a fault they miss is a gap in what was proved.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from mutualise.content.loader import content_files, content_root
from mutualise.expressions import names_in, to_text
from mutualise.rules import Assessment, LawBase, load_law
from mutualise.rules.base import edition_of
from mutualise.rules.reading import depends_on
from mutualise.rules.scenarios import RULE, Scenario, read_scenarios
from tests.rules.mutants import mutants_of

DAY = dt.date(2026, 11, 24)
WANTED = 0.95

# Faults that mean the same as the rule, each with the proof.
EQUIVALENT = {
    # The form is named in each alternative, and those are the forms of GMS-01: leaving out "the
    # type is right" lets nothing more through.
    (
        "GMS-05",
        (
            "gms.fit and (entity.form == 'single_gp' and holder.is_gp"
            " or entity.form in ['partnership', 'limited_partnership'] and gms.partnership_ok"
            " or entity.form in ['cls', 'cic_cls'] and gms.company_owners_ok)"
        ),
    ),
}


def scenarios_of(law: LawBase) -> list[Scenario]:
    return [
        scenario
        for _, source in content_files(content_root(), "law/scenarios")
        for scenario in read_scenarios(source.read_text(encoding="utf-8"), law)
    ]


def reaches(law: LawBase) -> dict[str, set[str]]:
    """For each definition or rule a scenario may ask about, every rule its answer rests on."""
    needs = depends_on(law, law.trees)
    defined = {rule.defines: rule.id for rule in law.rules.values() if rule.defines}

    def rules_below(names: set[str], seen: set[str]) -> set[str]:
        found: set[str] = set()
        for name in names - seen:
            seen.add(name)
            if name in defined:
                found |= with_exceptions(defined[name])
            found |= rules_below(needs.get(name, set()), seen)
        return found

    def with_exceptions(rule_id: str) -> set[str]:
        own = {rule_id}
        for other in law.rules.values():
            if other.exception_to == rule_id:
                own |= with_exceptions(other.id)
        return own

    asked: dict[str, set[str]] = {}
    for rule in law.rules.values():
        if rule.condition:
            own = with_exceptions(rule.id)
            names = {name for rule_id in own for name in names_in(law.trees[rule_id])}
            below = own | rules_below(names, set())
            asked[RULE + rule.id] = below
            if rule.defines:
                asked[rule.defines] = below
    return asked


def noticed(law: LawBase, rule_id: str, scenarios: list[Scenario]) -> tuple[int, list[str]]:
    """How many faults in one rule there are, and those that no scenario notices."""
    missed, count = [], 0
    for mutant in mutants_of(law.trees[rule_id]):
        count += 1
        faulty = edition_of(replace(law, trees={**law.trees, rule_id: mutant}), DAY, None)
        if all(answered(faulty, scenario) for scenario in scenarios):
            missed.append(to_text(mutant))
    return count, missed


def answered(edition, scenario: Scenario) -> bool:
    """Whether the scenario still has the answer that the statute gives."""
    situation = Assessment(edition, scenario.answers)
    if scenario.ask.startswith(RULE):
        return situation.holds(scenario.ask.removeprefix(RULE)) is scenario.expected
    if situation.truth(scenario.ask) is not scenario.expected:
        return False
    return scenario.outcome in (None, situation.finding(scenario.ask).finding)


def test_the_scenarios_notice_nearly_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    law = load_law()
    asked = reaches(law)
    scenarios = [s for s in scenarios_of(law) if s.as_at is None]
    in_force = law.at(DAY).rules
    total, missed = 0, []
    for rule_id in in_force:
        relevant = [s for s in scenarios if rule_id in asked.get(s.ask, ())]
        count, unnoticed = noticed(law, rule_id, relevant)
        total += count
        missed += [(rule_id, text) for text in unnoticed if (rule_id, text) not in EQUIVALENT]

    score = 1 - len(missed) / total
    with capsys.disabled():
        print(f"\n{total - len(missed)} of {total} faults noticed ({score:.1%}). Missed:")
        for rule_id, text in missed:
            print(f"  {rule_id}: {text}")
    assert score >= WANTED
