"""What a condition can still become, and whose answers could take it there.

A goal that is still open is first written out as a small tree of prospects: what is
settled, what can be asked, and how one hangs on the other. Each prospect knows the truths
that it can reach; a fact that the team does not know, or that nobody can answer yet,
reaches none. `facts_towards` then goes back down with the truths that still matter: in a
conjunction that can no longer be true, only what could make it false is worth asking.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from mutualise.expressions import (
    And,
    Expression,
    Name,
    Not,
    Or,
    Quantified,
    names_in,
    subtrees,
)
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledInference, CompiledRule
from mutualise.rules.deciding import part_test, truth_of
from mutualise.rules.facts import Fact, FactType, Value
from mutualise.rules.limits import telling_values
from mutualise.rules.truth import PARAMETER

Truths = frozenset[bool]

NEITHER: Truths = frozenset()
TRUE: Truths = frozenset((True,))
FALSE: Truths = frozenset((False,))
EITHER = TRUE | FALSE


@dataclass(frozen=True, eq=False)
class Settled:
    """A part that no answer will change: it has a truth, or it can never have one."""

    reach: Truths


@dataclass(frozen=True, eq=False)
class Askable:
    """A test of one fact that can be asked, with the truths that its answers give."""

    fact: str
    reach: Truths


@dataclass(frozen=True, eq=False)
class Joined:
    """Parts of which one alone gives a decisive truth, and all together give another."""

    decisive: Truths
    parts: tuple[Prospect, ...]

    @cached_property
    def reach(self) -> Truths:
        each = [part.reach for part in self.parts]
        return self.decisive.intersection(frozenset().union(*each)) | (
            EITHER - self.decisive
        ).intersection(*each)


@dataclass(frozen=True, eq=False)
class Turned:
    """The opposite of a part."""

    part: Prospect

    @cached_property
    def reach(self) -> Truths:
        return _turn(self.part.reach)


@dataclass(frozen=True, eq=False)
class Follows:
    """What follows once everything that it needs is known: `when` true, `needs` settled."""

    when: Prospect
    needs: tuple[Prospect, ...]
    then: Prospect

    @cached_property
    def reach(self) -> Truths:
        possible = True in self.when.reach and all(part.reach for part in self.needs)
        return self.then.reach if possible else NEITHER


Prospect = Settled | Askable | Joined | Turned | Follows

STUCK = Settled(NEITHER)
CERTAIN = Settled(TRUE)
ANYTHING = Settled(EITHER)


def facts_towards(prospect: Prospect, wanted: Truths = EITHER) -> tuple[str, ...]:
    """The facts that could take a prospect to one of the truths wanted, in written order."""
    found: dict[str, None] = {}
    seen: set[tuple[int, Truths]] = set()

    def visit(part: Prospect, wanted: Truths) -> None:
        useful = wanted & part.reach
        if not useful or (id(part), useful) in seen:
            return
        seen.add((id(part), useful))
        match part:
            case Askable(fact=fact):
                found[fact] = None
            case Joined(parts=parts):
                for inner in parts:
                    visit(inner, useful)
            case Turned(part=inner):
                visit(inner, _turn(useful))
            case Follows(when=when, needs=needs, then=then):
                visit(when, TRUE)
                for inner in needs:
                    visit(inner, EITHER)
                visit(then, useful)

    visit(prospect, wanted)
    return tuple(found)


class Prospects:
    """Writes out what is still open in a situation.

    `skipped` are facts not to ask about. Rare exceptions, on whose absence a rule stands,
    are not asked about either, and so lead nowhere. Facts are taken to be free of each
    other: a part may be thought to reach more than it does, never less.
    """

    def __init__(self, assessment: Assessment, skipped: Collection[str] = ()) -> None:
        self.assessment = assessment
        self.skipped = frozenset(skipped)
        self._kept: dict[str, Prospect] = {}
        self._items: dict[str, list[Prospects]] = {}

    def of_rule(self, compiled: CompiledRule) -> Prospect:
        """A rule with the exceptions that may be asked about."""
        held = self.assessment.holds(compiled.rule.id)
        if held is not None:
            return _settled(held)
        strict = [e for e in compiled.exceptions if e.rule.when_unknown == "not_known"]
        against = [Turned(self.of_rule(e)) for e in strict if not e.rule.gives]
        instead = [self.of_rule(e) for e in strict if e.rule.gives]
        return _any([_all([self.of_tree(compiled.tree), *against]), *instead])

    def of_name(self, name: str) -> Prospect:
        """A definition, or a yes-or-no fact."""
        if name not in self._kept:
            self._kept[name] = self._of_name(name)
        return self._kept[name]

    def _of_name(self, name: str) -> Prospect:
        truth = self.assessment.truth(name)
        if truth is not None:
            return _settled(truth)
        edition = self.assessment.edition
        if name in edition.facts:
            return self._of_test(Name(name), name)
        rules = edition.definitions.get(name, ())
        return Joined(EITHER, tuple(self.of_rule(rule) for rule in rules))

    def of_tree(self, tree: Expression) -> Prospect:
        """A condition."""
        truth = truth_of(self.assessment, tree)
        if truth is not None:
            return _settled(truth)
        match tree:
            case And(parts=parts):
                return _all([self.of_tree(part) for part in parts])
            case Or(parts=parts):
                return _any([self.of_tree(part) for part in parts])
            case Not(part=part):
                return Turned(self.of_tree(part))
            case Name(path=path):
                return self.of_name(path)
            case Quantified(kind="all"):
                return _all(self._of_items(tree))
            case Quantified(kind="any"):
                return _any(self._of_items(tree))
            case _:
                return self._of_comparison(tree)

    def _of_items(self, tree: Quantified) -> list[Prospect]:
        name = tree.collection
        if name not in self._items:
            items = self.assessment.items(name)
            self._items[name] = [Prospects(item, self.skipped) for item in items]
        found = [item.of_tree(tree.condition) for item in self._items[name]]
        # Items that nobody has listed yet are not asked for here.
        return found if self.assessment.is_complete(name) else [*found, STUCK]

    def _of_comparison(self, tree: Expression) -> Prospect:
        needs = self._needs(tree)
        match needs:
            case [str(name)] if name in self.assessment.edition.facts:
                return self._of_test(tree, name)
            case []:
                # A parameter without a value, or a division by nothing: no answer will help.
                return STUCK
        return Follows(CERTAIN, tuple(map(self._known, needs)), ANYTHING)

    def _needs(self, tree: Expression) -> list[str | Quantified]:
        """What must be known before a tree has a value: open names, and what is counted."""
        counts = [part for part in subtrees(tree) if isinstance(part, Quantified)]
        counted = {name for count in counts for name in names_in(count)}
        names = [name for name in names_in(tree) if name not in counted and self._is_open(name)]
        return [*names, *counts]

    def _known(self, need: str | Quantified) -> Prospect:
        """The prospect of knowing a name or a count, whatever it turns out to be."""
        if isinstance(need, Quantified):
            return Follows(CERTAIN, tuple(self._of_items(need)), ANYTHING)
        if need in self.assessment.edition.facts:
            return self._of_test(None, need)
        return self.of_name(need)

    def _is_open(self, name: str) -> bool:
        return not name.startswith(PARAMETER) and self.assessment.value(name) is None

    def _of_test(self, tree: Expression | None, name: str) -> Prospect:
        """A test of one open fact; no tree stands for "whatever it is"."""
        fact = self.assessment.edition.facts[name]
        if fact.collection:
            return STUCK
        if fact.askable and name not in self.skipped:
            return Askable(name, self._truths(tree, fact, self._values(fact)))
        # Nobody can say, but it may follow from what somebody can.
        inferences = self.assessment.edition.inferences.get(name, ())
        return Joined(EITHER, tuple(self._inferred(tree, fact, one) for one in inferences))

    def _inferred(
        self, tree: Expression | None, fact: Fact, compiled: CompiledInference
    ) -> Prospect:
        value = compiled.value(self.assessment)
        when = CERTAIN if compiled.when_tree is None else self.of_tree(compiled.when_tree)
        if value is not None:
            return Follows(when, (), Settled(self._truths(tree, fact, (value,))))
        worked_out = self.assessment.edition.base.trees[f"{compiled.inference.id} value"]
        if tree == Name(fact.name):
            return Follows(when, (), self.of_tree(worked_out))
        needs = tuple(map(self._known, self._needs(worked_out)))
        return Follows(when, needs, Settled(self._truths(tree, fact, self._values(fact))))

    def _values(self, fact: Fact) -> tuple[Value, ...]:
        """Every value of a fact that has a list of them; a number may be anything."""
        listed = fact.type in (FactType.BOOL, FactType.ENUM)
        return telling_values(self.assessment.edition, fact.name) if listed else ()

    def _truths(self, tree: Expression | None, fact: Fact, values: Iterable[Value]) -> Truths:
        """The truths that a test comes to with the values; either, when any value may come."""
        values = tuple(values)
        if tree is None or not values:
            return EITHER
        test = part_test(self.assessment.edition, tree)
        found = (test(self.assessment.with_answers({fact.name: value})) for value in values)
        return frozenset(truth for truth in found if isinstance(truth, bool))


def prospect_of(assessment: Assessment, about: str, skipped: Collection[str] = ()) -> Prospect:
    """What can still become of a rule, or of a definition."""
    prospects = Prospects(assessment, skipped)
    if about in assessment.edition.rules:
        return prospects.of_rule(assessment.edition.rules[about])
    return prospects.of_name(about)


def _all(parts: Iterable[Prospect]) -> Prospect:
    return Joined(FALSE, tuple(parts))


def _any(parts: Iterable[Prospect]) -> Prospect:
    return Joined(TRUE, tuple(parts))


def _settled(truth: bool) -> Prospect:
    return Settled(TRUE if truth else FALSE)


def _turn(truths: Truths) -> Truths:
    return frozenset(not truth for truth in truths)
