"""The rule base, and the edition of it that is law on a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from mutualise.expressions import Expression, Kind, NameType, closest
from mutualise.parameters import Parameters
from mutualise.rules.facts import Facts
from mutualise.rules.model import Inference, Rule, Source, Topic, TopicGroup
from mutualise.rules.truth import PARAMETER, Test, compile_expression


class UnknownRuleError(LookupError):
    """No rule has this id; the sentence suggests the one that was meant."""


@dataclass(frozen=True)
class LawVocabulary:
    """The names a condition may use: facts, definitions and parameters."""

    facts: Facts
    definitions: frozenset[str]
    parameters: Parameters

    def type_of(self, name: str) -> NameType | None:
        if name in self.facts:
            return self.facts[name].name_type
        if name in self.definitions:
            return NameType(Kind.TRUTH)
        if name.startswith(PARAMETER) and name.removeprefix(PARAMETER) in self.parameters.by_name:
            return NameType(Kind.NUMBER)
        return None

    def names(self) -> Iterable[str]:
        yield from self.facts.by_name
        yield from self.definitions
        yield from (PARAMETER + name for name in self.parameters.by_name)

    def item_of(self, collection: str) -> str | None:
        return self._items.get(collection)

    @cached_property
    def _items(self) -> dict[str, str]:
        return {
            fact.collection: fact.name.partition(".")[0] for fact in self.facts if fact.collection
        }


@dataclass(frozen=True, eq=False)
class LawBase:
    """Every rule, inference, source, topic, fact and parameter, parsed and checked.

    A reform that begins on a day has the law `until_then` behind it.
    """

    facts: Facts
    parameters: Parameters
    rules: Mapping[str, Rule]
    inferences: tuple[Inference, ...]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    groups: Mapping[str, TopicGroup]
    trees: Mapping[str, Expression]
    places: Mapping[str, str]
    begins: dt.date | None = None
    until_then: LawBase | None = None

    @cached_property
    def vocabulary(self) -> LawVocabulary:
        return LawVocabulary(self.facts, frozenset(self.definitions), self.parameters)

    @cached_property
    def definitions(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that define each derived fact."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            if rule.defines:
                found.setdefault(rule.defines, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def rule(self, rule_id: str) -> Rule:
        """The rule, or UnknownRuleError with the id that was probably meant."""
        found = self.rules.get(rule_id) or self.rules.get(rule_id.upper())
        if found is None:
            hint = closest(rule_id.upper(), self.rules)
            raise UnknownRuleError(f"There is no rule called '{rule_id}'.{hint}")
        return found

    @cached_property
    def checked_on(self) -> dt.date:
        """The day the oldest-checked rule was checked: the base is no fresher."""
        return min(rule.checked for rule in self.rules.values())

    def at(self, day: dt.date, known_on: dt.date | None = None) -> Edition:
        """The law as at a date, with the figures in force (and, if asked, published) then."""
        if self.until_then is not None and self.begins is not None and day < self.begins:
            return self.until_then.at(day, known_on)
        since = _latest(self.turning_days, day)
        known_since = None if known_on is None else _latest(self.publication_days, known_on)
        if (since, known_since) not in self._editions:
            self._editions[since, known_since] = edition_of(self, since, known_since)
        return replace(self._editions[since, known_since], day=day)

    @cached_property
    def _editions(self) -> dict[tuple[dt.date, dt.date | None], Edition]:
        # Kept with the base and not beside it: the editions of a reform go when the reform goes.
        return {}

    @cached_property
    def turning_days(self) -> frozenset[dt.date]:
        """Every day on which a rule begins or ends, or a figure changes."""
        of_rules = (d for r in self.rules.values() for d in (r.in_force_from, r.in_force_to) if d)
        of_figures = (value.in_force_from for figure in self.parameters for value in figure.values)
        return frozenset((*of_rules, *of_figures))

    @cached_property
    def publication_days(self) -> frozenset[dt.date]:
        """Every day on which a figure was published."""
        return frozenset(
            value.published_on for figure in self.parameters for value in figure.values
        )


@dataclass(frozen=True)
class CompiledRule:
    """A rule that can be asked, with the exceptions that may displace it."""

    rule: Rule
    tree: Expression
    test: Test
    exceptions: tuple[CompiledRule, ...]


@dataclass(frozen=True)
class CompiledInference:
    inference: Inference
    value: Test
    when: Test | None
    when_tree: Expression | None


@dataclass(frozen=True)
class CompiledQualifier:
    """A rule that makes a finding less certain, with its own condition."""

    rule: CompiledRule
    from_: str
    to: Any
    when: Test | None


@dataclass(frozen=True, eq=False)
class Edition:
    """The rules in force on a day, ready to be asked.

    Editions of two days between which nothing changed are equal, so what is kept for one
    serves the other, and a visitor's choice of dates never fills the memory.
    """

    base: LawBase
    day: dt.date
    rules: Mapping[str, CompiledRule]
    definitions: Mapping[str, tuple[CompiledRule, ...]]
    inferences: Mapping[str, tuple[CompiledInference, ...]]
    qualifiers: Mapping[str, tuple[CompiledQualifier, ...]]
    topics: Mapping[str, Test]
    figures: Mapping[str, Any]
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    @property
    def facts(self) -> Facts:
        return self.base.facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and self.rules is other.rules

    def __hash__(self) -> int:
        return id(self.rules)


def _latest(days: frozenset[dt.date], until: dt.date) -> dt.date:
    return max((day for day in days if day <= until), default=dt.date.min)


def topic_key(topic_id: str) -> str:
    """The key of a topic's `when` among the trees."""
    return f"topic {topic_id}"


More = ParamSpec("More")
Found = TypeVar("Found")


def kept_with_edition(
    find: Callable[Concatenate[Edition, More], Found],
) -> Callable[Concatenate[Edition, More], Found]:
    """Work a thing out once for each edition, and keep it for as long as the edition lives.

    A cache of the function itself would keep every reform that anybody ever tried.
    """

    @wraps(find)
    def kept(edition: Edition, /, *more: More.args, **named: More.kwargs) -> Found:
        key = (find, more, *named.items())
        try:
            return edition.kept[key]  # type: ignore[no-any-return]
        except KeyError:
            found = edition.kept[key] = find(edition, *more, **named)
            return found

    return kept


def edition_of(base: LawBase, day: dt.date, known_on: dt.date | None) -> Edition:
    """Compile the rules in force on a day. `LawBase.at` keeps the result; this does not."""
    figures: dict[str, Any] = {}
    for parameter in base.parameters:
        dated = parameter.on(day, known_on)
        figures[parameter.name] = None if dated is None else dated.value
    in_force = {rule.id: rule for rule in base.rules.values() if rule.in_force_on(day)}
    compiled: dict[str, CompiledRule] = {}

    def compile_rule(rule: Rule) -> CompiledRule:
        if rule.id not in compiled:
            tree = base.trees[rule.id]
            exceptions = tuple(
                compile_rule(other) for other in in_force.values() if other.exception_to == rule.id
            )
            compiled[rule.id] = CompiledRule(
                rule, tree, compile_expression(tree, figures), exceptions
            )
        return compiled[rule.id]

    for rule in in_force.values():
        if rule.condition:
            compile_rule(rule)
    ordered = {rule_id: compiled[rule_id] for rule_id in in_force if rule_id in compiled}
    return Edition(
        base=base,
        day=day,
        rules=ordered,
        definitions=_by_name((c.rule.defines, c) for c in ordered.values() if c.rule.defines),
        inferences=_by_name((i.fact, _inference(base, i, figures)) for i in base.inferences),
        qualifiers=_by_name(_qualifiers(base, ordered, figures)),
        topics={
            topic_id: compile_expression(base.trees[topic_key(topic_id)], figures)
            for topic_id in base.topics
            if topic_key(topic_id) in base.trees
        },
        figures=figures,
    )


def _inference(
    base: LawBase, inference: Inference, figures: Mapping[str, Any]
) -> CompiledInference:
    when = base.trees.get(f"{inference.id} when")
    return CompiledInference(
        inference,
        compile_expression(base.trees[f"{inference.id} value"], figures),
        None if when is None else compile_expression(when, figures),
        when,
    )


def _qualifiers(
    base: LawBase, rules: Mapping[str, CompiledRule], figures: Mapping[str, Any]
) -> Iterable[tuple[str, CompiledQualifier]]:
    for compiled in rules.values():
        for index, qualifier in enumerate(compiled.rule.qualifies):
            tree = base.trees.get(f"{compiled.rule.id} qualifies {index}")
            when = None if tree is None else compile_expression(tree, figures)
            for name in qualifier.findings:
                yield name, CompiledQualifier(compiled, qualifier.from_, qualifier.to, when)


Item = TypeVar("Item")


def _by_name(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for name, item in pairs:
        found.setdefault(name, []).append(item)
    return {name: tuple(items) for name, items in found.items()}
