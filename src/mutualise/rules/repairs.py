"""Repairs: the answers that would turn a condition, composed from the leaves up.

A conjunction needs a repair of every failing part, an alternative needs one of any part.
What the team can neither change nor find out (the contract it asks about, a fact of the
world) is never part of one. A repair is a proposal: whoever asks puts it back to the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mutualise.expressions import (
    Among,
    And,
    Compare,
    Expression,
    Literal,
    Name,
    Not,
    Or,
)
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledInference, CompiledRule
from mutualise.rules.deciding import part_test, truth_of
from mutualise.rules.facts import Fact, FactType, Mutability, Value
from mutualise.rules.limits import around, telling_values
from mutualise.rules.names import FORM
from mutualise.rules.words import clause, fact_of, name_clause

# How many partial repairs are carried up at each step; the rest cost more than these.
WIDTH = 12

_CHANGE_COST = {Mutability.DESIGN: 6, Mutability.THIRD_PARTY: 8}
_CONFIRM_COST = {Mutability.DESIGN: 2, Mutability.THIRD_PARTY: 3}
_OTHER_COST = 4
_FORM_COST = 24

Repair = tuple[tuple[str, Value], ...]


def can_be_changed(fact: Fact) -> bool:
    """Whether what is known of the fact could be made different."""
    return fact.mutability in _CHANGE_COST


def without(repair: Repair, name: str) -> Repair:
    """The other steps of a repair."""
    return tuple(step for step in repair if step[0] != name)


def merge(left: Repair, right: Repair) -> Repair | None:
    """Two repairs as one; None where they want different values of one fact."""
    merged = dict(left)
    for name, value in right:
        if merged.setdefault(name, value) != value:
            return None
    return tuple(sorted(merged.items(), key=lambda item: item[0]))


class Repairs:
    """The repairs of one situation, each list cheapest first.

    `fixed` are the facts to leave as they are.
    """

    def __init__(self, assessment: Assessment, fixed: frozenset[str]) -> None:
        self.assessment = assessment
        self.edition = assessment.edition
        self.fixed = fixed
        self.texts: dict[tuple[str, Value], str] = {}
        self.distances: dict[tuple[str, Value], int] = {}
        self.known: dict[tuple[Expression, bool], list[Repair]] = {}

    def beyond(self, repair: Repair) -> Repairs:
        """The repairs of the situation that a repair leads to, which leave its steps alone."""
        further = Repairs(self.after(repair), self.fixed | {name for name, _ in repair})
        further.texts, further.distances = self.texts, self.distances
        return further

    def of_tree(self, tree: Expression, *, want: bool) -> list[Repair]:
        """Repairs that make a condition true or false."""
        key = (tree, want)
        if key not in self.known:
            # Nothing while it is being worked out: no condition is repaired by way of itself.
            self.known[key] = []
            holds = truth_of(self.assessment, tree) is want
            self.known[key] = [()] if holds else self._of_parts(tree, want=want)
        return self.known[key]

    def _of_parts(self, tree: Expression, *, want: bool) -> list[Repair]:
        match tree:
            case And(parts=parts) | Or(parts=parts):
                ways = [self.of_tree(part, want=want) for part in parts]
                every = want if isinstance(tree, And) else not want
                return self.together(ways) if every else self.cheapest(_all(ways))
            case Not(part=part):
                return self.of_tree(part, want=not want)
            case Name(path=path) if path in self.edition.facts:
                return self.of_fact(self.edition.facts[path], tree, [want], want=want)
            case Name(path=path) if path not in self.assessment.answers:
                rules = self.edition.definitions.get(path, ())
                return self.cheapest(_all(self.of_rule(rule, want=want) for rule in rules))
            case Among() | Compare():
                return self.of_comparison(tree, want=want)
            case _:
                return []

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
        return self.cheapest(_all([ways, *shortcuts]))

    def of_comparison(self, tree: Among | Compare, *, want: bool) -> list[Repair]:
        """Repairs that give a fact in a test a value on the wanted side of it."""
        sides = (tree.subject,) if isinstance(tree, Among) else (tree.left, tree.right)
        facts = (fact_of(self.edition, side) for side in sides)
        return self.cheapest(
            _all(
                self.of_fact(fact, tree, self.candidates(fact, tree), want=want)
                for fact in facts
                if fact is not None
            )
        )

    def candidates(self, fact: Fact, tree: Among | Compare) -> list[Value]:
        """Values worth trying: this test's own limit first, then every other that tells."""
        found: dict[Value, None] = {}
        sides = tree.values if isinstance(tree, Among) else (tree.left, tree.right)
        for side in sides:
            value = part_test(self.edition, side)(self.assessment)
            is_limit = side != Name(fact.name) and not isinstance(value, bool)
            if is_limit and isinstance(value, int | Decimal):
                found.update(dict.fromkeys(around(fact, value)))
        found.update(dict.fromkeys(telling_values(self.edition, fact.name)))
        return list(found)

    def of_fact(
        self, fact: Fact, test: Expression, values: list[Value], *, want: bool
    ) -> list[Repair]:
        """Repairs that give a fact one of the values with which a test turns.

        Where the value follows from other answers, or the fact cannot be said otherwise,
        what it follows from is changed too, and the fact itself only where that leaves it open.
        """
        found = self.saying(fact, test, values, (), want=want)
        if not found or self.at_work(fact):
            said = bool(found)
            for premise in self.premises(fact, test, want=want):
                if self.turns(premise, test, want=want):
                    found.append(premise)
                elif not said:
                    found += self.saying(fact, test, values, premise, want=want)
        return self.cheapest(found)

    def saying(
        self, fact: Fact, test: Expression, values: list[Value], premise: Repair, *, want: bool
    ) -> list[Repair]:
        """Repairs that say the fact is otherwise, once the premise is so."""
        if not self.may_become(fact, self.after(premise)):
            return []
        found: list[Repair] = []
        words = clause(self.edition, test if want else Not(test))
        for distance, value in enumerate(values):
            step = (fact.name, value)
            repair = merge(premise, (step,))
            if repair is not None and self.turns(repair, test, want=want):
                if fact.type not in (FactType.BOOL, FactType.ENUM):
                    self.texts[step] = words
                self.distances.setdefault(step, distance)
                found.append(repair)
        return found

    def premises(self, fact: Fact, test: Expression, *, want: bool) -> list[Repair]:
        """Repairs of what a fact follows from: undo what is at work, or bring in another."""
        at_work = self.at_work(fact)
        stopped = self.together([self.of_when(inference, want=False) for inference in at_work])
        others = [i for i in self.overriding(fact) if i not in at_work]
        started = self.cheapest(_all(self.of_when(inference, want=True) for inference in others))
        turned: list[Repair] = []
        if isinstance(test, Name):
            # A yes-or-no fact that follows from a condition: turn the condition.
            values = (self.edition.base.trees[f"{i.inference.id} value"] for i in at_work)
            turned = self.cheapest(_all(self.of_tree(value, want=want) for value in values))
        both = self.together([stopped, started])
        return list(dict.fromkeys([*turned, *stopped, *started, *both]))

    def of_when(self, compiled: CompiledInference, *, want: bool) -> list[Repair]:
        """Repairs that make an inference apply or not; one that always applies says True."""
        return self.of_tree(compiled.when_tree or Literal(value=True), want=want)

    def overriding(self, fact: Fact) -> Iterator[CompiledInference]:
        """The inferences that count beside what was answered about the fact."""
        given = fact.name in self.assessment.answers
        for compiled in self.edition.inferences.get(fact.name, ()):
            if compiled.inference.binding or not given:
                yield compiled

    def at_work(self, fact: Fact) -> list[CompiledInference]:
        """The inferences that make the fact what it is now."""
        value = self.assessment.value(fact.name)
        return [
            compiled
            for compiled in self.overriding(fact)
            if value is not None
            and (compiled.when is None or compiled.when(self.assessment) is True)
            and compiled.value(self.assessment) == value
        ]

    def may_become(self, fact: Fact, situation: Assessment) -> bool:
        """Whether the fact could turn out, or be made, different from what is known."""
        if fact.name in self.fixed or fact.mutability is Mutability.GOAL or not fact.askable:
            return False
        return situation.value(fact.name) is None or can_be_changed(fact)

    def can_be_made(self, repair: Repair) -> bool:
        """Whether each step is open to the team once the other steps are made."""
        facts = self.edition.facts
        return all(
            self.may_become(facts[name], self.after(without(repair, name))) for name, _ in repair
        )

    def after(self, repair: Repair) -> Assessment:
        """The situation once a repair is made."""
        return self.assessment.with_answers(dict(repair))

    def turns(self, repair: Repair, test: Expression, *, want: bool) -> bool:
        """Whether a repair gives a test the wanted truth."""
        return truth_of(self.after(repair), test) is want

    def text(self, name: str, value: Value) -> str:
        """A step in words: the side of the limit for a number, else the value."""
        said = self.texts.get((name, value))
        return said or name_clause(self.edition, name, value=value)

    def cheapest(self, repairs: Iterable[Repair]) -> list[Repair]:
        """The best few repairs, once each."""
        return sorted(dict.fromkeys(repairs), key=self.cost)[:WIDTH]

    def cost(self, repair: Repair) -> tuple[int, int, int, str]:
        """What a repair asks of the team; the rest of the tuple only settles ties."""
        total = 0
        for name, _ in repair:
            known = self.assessment.value(name) is not None
            costs = _CHANGE_COST if known else _CONFIRM_COST
            of_its_kind = costs.get(self.edition.facts[name].mutability, _OTHER_COST)
            total += _FORM_COST if name == FORM else of_its_kind
        distance = sum(self.distances.get(step, 0) for step in repair)
        return (total, len(repair), distance, str(repair))

    def together(self, needs: list[list[Repair]]) -> list[Repair]:
        """Repairs that meet every need: one of each, where they do not contradict."""
        joined: list[Repair] = [()]
        for ways in needs:
            joined = self.cheapest(
                merged
                for left in joined
                for right in ways
                if (merged := merge(left, right)) is not None
            )
        return joined


def _all(ways: Iterable[list[Repair]]) -> Iterator[Repair]:
    """Any of the ways will do."""
    return (repair for way in ways for repair in way)
