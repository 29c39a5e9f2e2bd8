"""Put a small fault into each expression of the law: the scenarios must notice nearly all.

A green run of scenarios proves little while a fault in a rule would leave it green. The
scenarios are written from the statutes, so a fault they miss is a gap in what was proved.
Conditions are tried, and also what follows from an answer and what makes a finding less
certain.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product

import pytest

from mutualise.content.loader import content_files, content_root
from mutualise.expressions import Expression, names_in, parse, to_text
from mutualise.rules import Assessment, Edition, LawBase, Value, load_law
from mutualise.rules.base import edition_of, topic_key
from mutualise.rules.deciding import truth_of
from mutualise.rules.limits import telling_values
from mutualise.rules.reading import depends_on
from mutualise.rules.scenarios import RULE, Scenario, read_scenarios
from tests.rules.mutants import mutants_of

DAY = dt.date(2026, 11, 24)
# The share of faults that must be noticed, of those that change anything.
WANTED = 0.95

# Faults that mean the same as the rule, each with the proof; a test below tries them too.
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


@dataclass
class Tally:
    """What became of the faults put into one rule."""

    faults: int = 0
    missed: list[str] = field(default_factory=list)
    scenarios: int = 0

    @property
    def score(self) -> float:
        return 1 - len(self.missed) / self.faults


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The project's own scenarios that ask what is law today."""
    law = load_law()
    return tuple(
        scenario
        for _, source in content_files(content_root(), "law/scenarios")
        for scenario in read_scenarios(source.read_text(encoding="utf-8"), law)
        if scenario.as_at is None
    )


def expressions_in_force(law: LawBase) -> Iterator[str]:
    """The key of every expression that decides something today, those of topics left out."""
    rules = law.at(DAY).rules
    topics = {topic_key(topic) for topic in law.topics}
    for key in law.trees:
        owner = key.partition(" ")[0]
        if key not in topics and (owner in rules or owner not in law.rules):
            yield key


def rests_on(law: LawBase) -> dict[str, set[str]]:
    """For each question that a scenario may ask, every expression that its answer rests on."""
    needs = depends_on(law, law.trees)
    of_name: dict[str, set[str]] = defaultdict(set)
    for rule in law.rules.values():
        if rule.defines:
            of_name[rule.defines] |= with_exceptions(law, rule.id)
    for inference in law.inferences:
        keys = (f"{inference.id} when", f"{inference.id} value")
        of_name[inference.fact] |= {key for key in keys if key in law.trees}

    def below(names: Iterable[str], seen: set[str]) -> set[str]:
        found: set[str] = set()
        for name in set(names) - seen:
            seen.add(name)
            found |= of_name[name] | below(needs.get(name, ()), seen)
        return found

    asked: dict[str, set[str]] = {}
    for rule in law.rules.values():
        if rule.condition:
            own = with_exceptions(law, rule.id)
            names = {name for key in own for name in names_in(law.trees[key])}
            asked[RULE + rule.id] = own | below(names, set())
    for name in {*law.definitions, *law.facts.by_name}:
        asked[name] = below([name], set())
    for rule in law.rules.values():
        for index, qualifier in enumerate(rule.qualifies):
            for name in qualifier.findings:
                asked[name] |= {f"{rule.id} qualifies {index}"} | asked[RULE + rule.id]
    return asked


def with_exceptions(law: LawBase, rule_id: str) -> set[str]:
    """A rule and the rules that may displace it."""
    own = {rule_id}
    for other in law.rules.values():
        if other.exception_to == rule_id:
            own |= with_exceptions(law, other.id)
    return own


def noticed(law: LawBase, key: str, mutant: Expression, relevant: list[Scenario]) -> bool:
    """Whether some scenario answers otherwise once the fault is in."""
    faulty = edition_of(replace(law, trees={**law.trees, key: mutant}), DAY, None)
    return any(not answered(Assessment(faulty, s.answers, s.collections), s) for s in relevant)


def answered(situation: Assessment, scenario: Scenario) -> bool:
    """Whether the scenario still has the answer that the statute gives."""
    if scenario.ask.startswith(RULE):
        return situation.holds(scenario.ask.removeprefix(RULE)) is scenario.expected
    if situation.value(scenario.ask) != scenario.expected:
        return False
    return scenario.outcome in (None, situation.finding(scenario.ask).finding)


def tally(law: LawBase) -> dict[str, Tally]:
    """The faults and those missed, by the rule or inference that they were put into."""
    asked = rests_on(law)
    found: dict[str, Tally] = defaultdict(Tally)
    for key in expressions_in_force(law):
        relevant = [s for s in scenarios() if key in asked.get(s.ask, ())]
        of_rule = found[key.partition(" ")[0]]
        of_rule.scenarios = max(of_rule.scenarios, len(relevant))
        for mutant in mutants_of(law.trees[key]):
            if (key, to_text(mutant)) in EQUIVALENT:
                continue
            of_rule.faults += 1
            if not noticed(law, key, mutant, relevant):
                of_rule.missed.append(f"{key}: {to_text(mutant)}")
    return {rule_id: one for rule_id, one in found.items() if one.faults}


@pytest.mark.timeout(900)
def test_the_scenarios_notice_nearly_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    found = tally(load_law())
    total = sum(one.faults for one in found.values())
    missed = [line for one in found.values() for line in one.missed]
    score = 1 - len(missed) / total
    weakest = sorted(found, key=lambda r: (found[r].score, found[r].scenarios / found[r].faults))
    with capsys.disabled():
        print(f"\n{total - len(missed)} of {total} faults noticed ({score:.1%}).")
        print(f"Left out, because they mean the same: {len(EQUIVALENT)}. Missed: {len(missed)}")
        print("".join(f"  {line}\n" for line in missed), end="")
        print("The ten rules that are proved least, by faults noticed and scenarios a fault:")
        for rule_id in weakest[:10]:
            one = found[rule_id]
            noticed_there = one.faults - len(one.missed)
            print(f"  {rule_id}: {noticed_there} of {one.faults}, {one.scenarios} scenarios")
    assert score >= WANTED


@pytest.mark.parametrize(("rule_id", "mutant"), EQUIVALENT)
def test_a_fault_that_is_left_out_really_means_the_same(rule_id: str, mutant: str) -> None:
    # Every combination of the answers beneath it, each of them also left out.
    law = load_law()
    edition = law.at(DAY)
    original, other = law.trees[rule_id], parse(mutant)
    names = sorted({name for tree in (original, other) for name in turned_on(law, tree)})
    choices = [values_of(edition, name) for name in names]
    for values in product(*choices):
        answers = {n: v for n, v in zip(names, values, strict=True) if v is not None}
        situation = Assessment(edition, answers)
        assert truth_of(situation, original) is truth_of(situation, other), answers


def turned_on(law: LawBase, tree: Expression) -> Iterator[str]:
    """The names to try: a definition that turns on one fact is worked out from it."""
    for name in names_in(tree):
        beneath = {
            n for rule in law.definitions.get(name, ()) for n in names_in(law.trees[rule.id])
        }
        if len(beneath) == 1 and beneath <= set(law.facts.by_name):
            yield from beneath
        else:
            yield name


def values_of(edition: Edition, name: str) -> tuple[Value | None, ...]:
    """What may be said of a fact or a definition, and that nothing is said."""
    return (*(telling_values(edition, name) if name in edition.facts else (True, False)), None)
