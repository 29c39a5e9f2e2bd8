"""The smallest changes that would turn an answer, split into what to change and confirm.

Repairs are composed from the leaves up: a conjunction needs a repair of every failing
part, an alternative needs one of any part. Each composed repair is put back to the law
and kept only if the answer really turns. What the team can neither change nor find out
(the contract it asks about, a fact of the world) is never suggested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mutualise.expressions import (
    Among,
    And,
    Compare,
    Expression,
    Name,
    Not,
    Or,
)
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledRule
from mutualise.rules.deciding import FORM, deciding_names, part_test, truth_of
from mutualise.rules.facts import Fact, FactType, Mutability, Value
from mutualise.rules.limits import around, telling_values
from mutualise.rules.words import clause, name_clause

# How many partial repairs are carried up at each step; the rest cost more than these.
WIDTH = 12

_CHANGE_COST = {Mutability.DESIGN: 6, Mutability.THIRD_PARTY: 8}
_CONFIRM_COST = {Mutability.DESIGN: 2, Mutability.THIRD_PARTY: 3}
_FORM_COST = 24

Repair = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make so. `change` means it is known to be otherwise; else confirm it."""

    fact: str
    value: Value
    text: str
    change: bool
    who: str
    agreement: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """A set of steps that together turn the answer."""

    steps: tuple[Step, ...]

    @property
    def changes(self) -> tuple[Step, ...]:
        """What is known to be otherwise and must be made different."""
        return tuple(step for step in self.steps if step.change)

    @property
    def confirms(self) -> tuple[Step, ...]:
        """What is not known yet and must turn out so."""
        return tuple(step for step in self.steps if not step.change)


@dataclass(frozen=True, slots=True)
class Remedies:
    """The smallest remedies, cheapest first; none means there is no change you can make.

    `blocked_by` are the facts that stand in the way and are not yours to change;
    `waiting_for` are sentences about rules that are not settled yet.
    """

    about: str
    wanted: bool
    remedies: tuple[Remedy, ...]
    blocked_by: tuple[str, ...] = ()
    waiting_for: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        return bool(self.remedies)

    @property
    def another_form_might(self) -> bool:
        """Whether the legal form is part of what stands in the way."""
        return FORM in self.blocked_by


def smallest_changes(
    assessment: Assessment,
    name: str,
    *,
    wanted: bool = True,
    fixed: Iterable[str] = (),
    limit: int = 3,
) -> Remedies:
    """What would make a definition true (or false): the cheapest few ways.

    `fixed` names facts that are not to be changed in this question, such as the legal form
    when each form is being looked at in turn.
    """
    search = _Search(assessment, frozenset(fixed))
    remedies: list[Remedy] = []
    kept: list[set[tuple[str, Value | None]]] = []
    for repair in search.of_name(name, want=wanted):
        steps = {search.same_step(fact, value) for fact, value in repair}
        if any(smaller <= steps for smaller in kept):
            continue
        if assessment.with_answers(dict(repair)).truth(name) is wanted:
            kept.append(steps)
            remedies.append(Remedy(tuple(search.step(fact, value) for fact, value in repair)))
        if len(remedies) == limit:
            break
    if remedies:
        return Remedies(name, wanted, tuple(remedies))
    return no_changes(assessment, name, wanted=wanted, fixed=fixed)


def no_changes(
    assessment: Assessment, name: str, *, wanted: bool = True, fixed: Iterable[str] = ()
) -> Remedies:
    """What stands in the way, where it is known already that no change would help."""
    return Remedies(name, wanted, (), *_obstacles(assessment, name, frozenset(fixed)))


class _Search:
    def __init__(self, assessment: Assessment, fixed: frozenset[str]) -> None:
        self.assessment = assessment
        self.fixed = fixed
        self.texts: dict[tuple[str, Value], str] = {}
        self.distances: dict[tuple[str, Value], int] = {}
        self.known: dict[tuple[str, bool], list[Repair]] = {}

    def of_name(self, name: str, *, want: bool) -> list[Repair]:
        """Repairs that make a fact or definition true or false."""
        key = (name, want)
        if key not in self.known:
            self.known[key] = []
            rules = self.assessment.edition.definitions.get(name)
            if self.assessment.value(name) is want:
                found: list[Repair] = [()]
            elif rules is None or name in self.assessment.answers:
                found = self.of_fact(name, want=want)
            else:
                found = self.either(self.of_rule(rule, want=want) for rule in rules)
            self.known[key] = found
        return self.known[key]

    def of_rule(self, compiled: CompiledRule, *, want: bool) -> list[Repair]:
        """Repairs of a rule with its exceptions."""
        ways = self.of_tree(compiled.tree, want=want)
        shortcuts: list[list[Repair]] = []
        for exception in compiled.exceptions:
            applies = self.assessment.holds(exception.rule.id)
            if exception.rule.gives is want:
                shortcuts.append(self.of_rule(exception, want=True))
            elif applies is True or (
                applies is None and exception.rule.when_unknown == "not_known"
            ):
                ways = self.together([ways, self.of_rule(exception, want=False)])
        return self.either([ways, *shortcuts])

    def of_tree(self, tree: Expression, *, want: bool) -> list[Repair]:
        """Repairs of a condition."""
        if truth_of(self.assessment, tree) is want:
            return [()]
        match tree:
            case And(parts=parts) | Or(parts=parts):
                ways = [self.of_tree(part, want=want) for part in parts]
                every = want if isinstance(tree, And) else not want
                return self.together(ways) if every else self.either(ways)
            case Not(part=part):
                return self.of_tree(part, want=not want)
            case Name(path=path):
                return self.of_name(path, want=want)
            case Among() | Compare():
                return self.of_comparison(tree, want=want)
            case _:
                return []

    def of_comparison(self, tree: Among | Compare, *, want: bool) -> list[Repair]:
        """Repairs that give one fact a value on the other side of a test."""
        subject = tree.subject if isinstance(tree, Among) else tree.left
        if isinstance(tree, Compare) and not self._is_fact(subject):
            subject = tree.right
        if not self._is_fact(subject) or not isinstance(subject, Name):
            return []
        fact = self.assessment.edition.facts[subject.path]
        if not self.may_become(fact):
            return []
        found: list[Repair] = []
        words = clause(self.assessment.edition, tree if want else Not(tree))
        for distance, value in enumerate(self.candidates(fact, tree)):
            turned = self.assessment.with_answers({fact.name: value})
            if part_test(turned.edition, tree)(turned) is want:
                if fact.type is not FactType.ENUM:
                    self.texts[(fact.name, value)] = words
                self.distances.setdefault((fact.name, value), distance)
                found.append(((fact.name, value),))
        return self.cheapest(found)

    def candidates(self, fact: Fact, tree: Among | Compare) -> list[Value]:
        """Values worth trying: this test's own limit first, then every other that tells."""
        found: dict[Value, None] = {}
        sides = tree.values if isinstance(tree, Among) else (tree.left, tree.right)
        for side in sides:
            value = part_test(self.assessment.edition, side)(self.assessment)
            is_limit = side != Name(fact.name) and not isinstance(value, bool)
            if is_limit and isinstance(value, int | Decimal):
                found.update(dict.fromkeys(around(value)))
        found.update(dict.fromkeys(telling_values(self.assessment.edition, fact.name)))
        return list(found)

    def of_fact(self, name: str, *, want: bool) -> list[Repair]:
        """Repairs of a yes-or-no fact, undoing first what the law makes of it."""
        edition = self.assessment.edition
        if name not in edition.facts:
            return []
        fact = edition.facts[name]
        undo: list[Repair] = [()]
        inferred = self.assessment.notes.inferred.get(name)
        for compiled in edition.inferences.get(name, ()):
            if compiled.inference.id == inferred and compiled.inference.binding:
                if compiled.when_tree is None:
                    return []
                undo = self.of_tree(compiled.when_tree, want=False)
        given = self.assessment.answers.get(name)
        if given is want:
            return undo
        if not self.may_become(fact):
            return []
        return self.together([undo, [((name, want),)]])

    def may_become(self, fact: Fact) -> bool:
        """Whether the fact could turn out, or be made, different from what is known."""
        if fact.name in self.fixed or fact.mutability is Mutability.GOAL or not fact.askable:
            return False
        known = self.assessment.value(fact.name) is not None
        return not known or fact.mutability in _CHANGE_COST

    def step(self, name: str, value: Value) -> Step:
        fact = self.assessment.edition.facts[name]
        text = self.texts.get((name, value)) or name_clause(
            self.assessment.edition, name, value=value
        )
        return Step(
            fact=name,
            value=value,
            text=text,
            change=self.assessment.value(name) is not None,
            who=fact.who,
            agreement=fact.mutability is Mutability.THIRD_PARTY,
        )

    def same_step(self, name: str, value: Value) -> tuple[str, Value | None]:
        """What makes two steps one: for a number any value past the limit says the same."""
        fact = self.assessment.edition.facts[name]
        return (name, value if fact.type in (FactType.BOOL, FactType.ENUM) else None)

    def cost(self, repair: Repair) -> tuple[int, int, int, str]:
        total = 0
        for name, _ in repair:
            mutability = self.assessment.edition.facts[name].mutability
            known = self.assessment.value(name) is not None
            costs = _CHANGE_COST if known else _CONFIRM_COST
            total += _FORM_COST if name == FORM else costs.get(mutability, 4)
        distance = sum(self.distances.get(step, 0) for step in repair)
        return (total, len(repair), distance, str(repair))

    def cheapest(self, repairs: Iterable[Repair]) -> list[Repair]:
        return sorted(dict.fromkeys(repairs), key=self.cost)[:WIDTH]

    def either(self, ways: Iterable[list[Repair]]) -> list[Repair]:
        return self.cheapest(repair for way in ways for repair in way)

    def together(self, needs: list[list[Repair]]) -> list[Repair]:
        joined: list[Repair] = [()]
        for ways in needs:
            joined = self.cheapest(
                merged
                for left in joined
                for right in ways
                if (merged := _merge(left, right)) is not None
            )
        return joined

    def _is_fact(self, tree: Expression) -> bool:
        return isinstance(tree, Name) and tree.path in self.assessment.edition.facts


def _merge(left: Repair, right: Repair) -> Repair | None:
    merged = dict(left)
    for name, value in right:
        if merged.setdefault(name, value) != value:
            return None
    return tuple(sorted(merged.items(), key=lambda item: item[0]))


def _obstacles(
    assessment: Assessment, name: str, fixed: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts in the way that the team cannot change, and the rules not yet settled."""
    facts = assessment.edition.facts
    blocked: dict[str, None] = {}
    waiting: dict[str, None] = {}
    for fact_name in deciding_facts(assessment, name):
        fact = facts[fact_name]
        if not fact.askable:
            waiting[fact.unsettled] = None
        elif assessment.value(fact_name) is not None and (
            fact_name in fixed or fact.mutability not in _CHANGE_COST
        ):
            blocked[fact_name] = None
    return tuple(blocked), tuple(waiting)


def deciding_facts(assessment: Assessment, name: str) -> tuple[str, ...]:
    """The facts that make a definition what it is, through every definition beneath it."""
    found: dict[str, None] = {}
    seen: set[str] = set()

    def visit(current: str) -> None:
        if current in seen:
            return
        seen.add(current)
        if current in assessment.edition.facts:
            found[current] = None
            return
        for compiled in assessment.edition.definitions.get(current, ()):
            for needed in deciding_names(assessment, compiled.tree):
                visit(needed)

    visit(name)
    return tuple(found)
