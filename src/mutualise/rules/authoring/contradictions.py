"""What cannot all be law, or cannot all be so, at once.

Pairs of rules that give the same thing different values are tried on every combination of
the answers that they turn on; scenarios are held against the law and against each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, product
from math import prod

from mutualise.expressions import Expression, Literal, Name, names_in, subtrees
from mutualise.rules.assessment import Answers, Assessment
from mutualise.rules.authoring.problem import AuthoringProblem
from mutualise.rules.base import CompiledInference, CompiledRule, Edition, LawBase
from mutualise.rules.facts import FactType, Value
from mutualise.rules.limits import telling_values
from mutualise.rules.scenarios import RULE, Scenario, situation_of
from mutualise.rules.truth import PARAMETER

# A pair that turns on more combinations than this is not tried; the check says so.
MOST_COMBINATIONS = 50_000


def contradictions(
    law: LawBase, scenarios: Sequence[Scenario], day: dt.date
) -> Iterator[AuthoringProblem]:
    """Rules, inferences and scenarios that contradict each other."""
    edition = law.at(day)
    yield from _of_inferences(edition)
    yield from _of_exceptions(edition)
    yield from _of_definitions(edition)
    yield from _in_scenarios(law, scenarios, day)
    yield from _between_scenarios(scenarios)


def _of_inferences(edition: Edition) -> Iterator[AuthoringProblem]:
    """Two inferences of the same rank that give one fact two values."""
    for name, inferences in edition.inferences.items():
        for one, other in combinations(inferences, 2):
            if one.inference.binding is other.inference.binding:
                yield from _pair(
                    edition,
                    (one.inference.id, other.inference.id),
                    [*_trees(edition.base, one), *_trees(edition.base, other)],
                    partial(_values_differ, one, other),
                    f"give {edition.facts[name].label.lower()} two values",
                )


def _of_exceptions(edition: Edition) -> Iterator[AuthoringProblem]:
    """Two exceptions to one rule that displace it differently."""
    for compiled in edition.rules.values():
        for one, other in combinations(compiled.exceptions, 2):
            if one.rule.gives is not other.rule.gives:
                yield from _pair(
                    edition,
                    (one.rule.id, other.rule.id),
                    [one.tree, other.tree],
                    partial(_both_apply, one, other),
                    f"displace {compiled.rule.id} differently",
                )


def _of_definitions(edition: Edition) -> Iterator[AuthoringProblem]:
    """Two rules that define one name differently."""
    for name, rules in edition.definitions.items():
        for one, other in combinations(rules, 2):
            yield from _pair(
                edition,
                (one.rule.id, other.rule.id),
                [one.tree, other.tree],
                partial(_holds_differ, one, other),
                f"decide {name} differently",
            )


def _pair(
    edition: Edition,
    ids: tuple[str, str],
    trees: Sequence[Expression],
    clash: Callable[[Assessment], bool],
    what: str,
) -> Iterator[AuthoringProblem]:
    place = edition.base.places[ids[0]]
    names = _turned_on(trees)
    choices = [_choices(edition, name, trees) for name in names]
    if prod(map(len, choices)) > MOST_COMBINATIONS:
        yield AuthoringProblem(
            place,
            f"{ids[0]} and {ids[1]} turn on too many answers to be tried against each other: "
            "give a part of them a name of its own",
        )
        return
    for values in product(*choices):
        answers = {n: v for n, v in zip(names, values, strict=True) if v is not None}
        situation = Assessment(edition, answers)
        if clash(situation) and _can_be(situation):
            said = ", ".join(f"{name} is {value}" for name, value in answers.items())
            yield AuthoringProblem(
                place, f"{ids[0]} and {ids[1]} {what} where {said}. Narrow one of them"
            )
            return


def _both_apply(one: CompiledRule, other: CompiledRule, situation: Assessment) -> bool:
    return all(situation.holds(compiled.rule.id) is True for compiled in (one, other))


def _values_differ(one: CompiledInference, other: CompiledInference, situation: Assessment) -> bool:
    found: list[Value] = []
    for compiled in (one, other):
        if compiled.when is not None and compiled.when(situation) is not True:
            return False
        value = compiled.value(situation)
        if value is None:
            return False
        found.append(value)
    return found[0] != found[1]


def _holds_differ(one: CompiledRule, other: CompiledRule, situation: Assessment) -> bool:
    found = {situation.holds(one.rule.id), situation.holds(other.rule.id)}
    return found == {True, False}


def _can_be(situation: Assessment) -> bool:
    """Whether the answers can all be so: the law itself contradicts none of them."""
    if any(found.binding for found in situation.contradictions()):
        return False
    definitions = situation.edition.definitions
    named = {name: value for name, value in situation.answers.items() if name in definitions}
    worked_out = situation.with_answers(dict.fromkeys(named))
    return all(worked_out.truth(name) in (None, value) for name, value in named.items())


def _trees(base: LawBase, compiled: CompiledInference) -> Iterator[Expression]:
    for part in ("when", "value"):
        tree = base.trees.get(f"{compiled.inference.id} {part}")
        if tree is not None:
            yield tree


def _turned_on(trees: Iterable[Expression]) -> list[str]:
    found = {name for tree in trees for name in names_in(tree) if not name.startswith(PARAMETER)}
    return sorted(found)


def _choices(edition: Edition, name: str, trees: Sequence[Expression]) -> list[Value | None]:
    """The values between which these trees can tell, and that of an answer nobody gave."""
    facts = edition.facts
    if name not in facts or facts[name].type is FactType.BOOL:
        return [True, False, None]
    if facts[name].type is not FactType.ENUM:
        return [*telling_values(edition, name), None]
    named = {
        part.value
        for tree in trees
        for part in subtrees(tree)
        if isinstance(part, Literal) and part.value in facts[name].values
    }
    compared = any(isinstance(p, Name) and p.path == name for tree in trees for p in subtrees(tree))
    others = [value for value in facts[name].values if value not in named]
    return [*sorted(map(str, named)), *(others[:2] if compared else ()), None]


def _in_scenarios(
    law: LawBase, scenarios: Iterable[Scenario], day: dt.date
) -> Iterator[AuthoringProblem]:
    for scenario in scenarios:
        situation = situation_of(scenario, law, day)
        if not scenario.ask.startswith(RULE):
            situation.value(scenario.ask)
        else:
            situation.holds(scenario.ask.removeprefix(RULE))
        for found in situation.contradictions():
            if found.binding and scenario.ask != found.fact:
                yield AuthoringProblem(
                    "law/scenarios",
                    f"{scenario.id} says {found.fact} is {found.answered}, which {found.inference} "
                    "rules out. Leave it out, or correct it",
                )
        for conflict in situation.conflicts():
            yield AuthoringProblem(
                "law/scenarios",
                f"{scenario.id} finds {' and '.join(conflict.rules)} to disagree about "
                f"{conflict.about}. Say which goes first",
            )


def _between_scenarios(scenarios: Iterable[Scenario]) -> Iterator[AuthoringProblem]:
    """The same facts and question twice: with two answers a contradiction, with one a repeat."""
    seen: dict[tuple[object, ...], Scenario] = {}
    ids: set[str] = set()
    for scenario in scenarios:
        if scenario.id in ids:
            yield AuthoringProblem("law/scenarios", f"{scenario.id} names two scenarios")
        ids.add(scenario.id)
        first = seen.setdefault(_key(scenario), scenario)
        if first is not scenario and not (scenario.because and not first.because):
            outcomes = {first.outcome, scenario.outcome} - {None}
            same = first.expected == scenario.expected and len(outcomes) <= 1
            what = "repeats" if same else "has the facts and question, and another answer, of"
            yield AuthoringProblem("law/scenarios", f"{scenario.id} {what} {first.id}")


def _key(scenario: Scenario) -> tuple[object, ...]:
    lists = tuple(
        (name, tuple(map(_plain, items.answers)), items.complete)
        for name, items in sorted(scenario.collections.items())
    )
    return (scenario.ask, scenario.as_at, _plain(scenario.answers), lists)


def _plain(answers: Answers) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted(answers.items()))
