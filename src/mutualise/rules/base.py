"""The rule base: read once, checked whole, and cut into an edition for each date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from mutualise.content.loader import (
    ContentError,
    Record,
    build,
    content_files,
    content_root,
    read_content,
)
from mutualise.expressions import (
    Expression,
    ExpressionError,
    Kind,
    NameType,
    check_condition,
    check_value,
    closest,
    names_in,
    parse,
)
from mutualise.parameters import Parameters, read_parameters
from mutualise.rules.facts import Facts, read_facts
from mutualise.rules.model import Inference, Rule, Source, Topic, TopicGroup
from mutualise.rules.truth import PARAMETER, Test, compile_expression

RecordType = TypeVar("RecordType", bound=Record)


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
    """Every rule, inference, source, topic, fact and parameter, parsed and checked."""

    facts: Facts
    parameters: Parameters
    rules: Mapping[str, Rule]
    inferences: tuple[Inference, ...]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    groups: Mapping[str, TopicGroup]
    trees: Mapping[str, Expression]
    places: Mapping[str, str]

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
        """The day the oldest-checked rule in force was checked: the base is no fresher."""
        return min(rule.checked for rule in self.rules.values())

    def at(self, day: dt.date, known_on: dt.date | None = None) -> Edition:
        """The law as at a date, with the figures in force (and, if asked, published) then."""
        return _edition(self, day, known_on)


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
    """The rules in force on a day, ready to be asked."""

    base: LawBase
    day: dt.date
    rules: Mapping[str, CompiledRule]
    definitions: Mapping[str, tuple[CompiledRule, ...]]
    inferences: Mapping[str, tuple[CompiledInference, ...]]
    qualifiers: Mapping[str, tuple[CompiledQualifier, ...]]
    topics: Mapping[str, Test]
    figures: Mapping[str, Any]

    @property
    def facts(self) -> Facts:
        return self.base.facts


@cache
def load_law() -> LawBase:
    """The law base of the product, read and checked once."""
    return read_law(content_root())


def read_law(root: Traversable | Path) -> LawBase:
    """Read and check a law base. Raises ContentError with every fault, file and line."""
    problems: list[str] = []
    places: dict[str, str] = {}
    facts, parameters = read_facts(root), read_parameters(root)
    rules = {rule.id: rule for rule in _listed(root, Rule, "law/rules", problems, places)}
    inferences = tuple(_listed(root, Inference, "law/inferences", problems, places))
    sources = {item.id: item for item in _keyed(root, Source, "law", "sources", problems)}
    topics, groups = _topics(root, problems)
    if problems:
        raise ContentError(problems)
    base = LawBase(facts, parameters, rules, inferences, sources, topics, groups, {}, places)
    trees = _checked_trees(base, problems)
    if problems:
        raise ContentError(problems)
    return replace(base, trees=trees)


def _listed(
    root: Traversable | Path,
    record: type[RecordType],
    folder: str,
    problems: list[str],
    places: dict[str, str],
) -> list[RecordType]:
    found: list[RecordType] = []
    for where, source in content_files(root, folder):
        document = read_content(where, source)
        for index, value in enumerate(document.value or []):
            try:
                item = build(record, value, where, document, (index,))
            except ContentError as error:
                problems.extend(error.problems)
                continue
            identity = getattr(item, "id", "")
            if identity in places:
                problems.append(f"{where}: {identity} is also in {places[identity]}")
            places[identity] = f"{where}, line {document.line_of((index,))}"
            found.append(item)
    return found


def _keyed(
    root: Traversable | Path,
    record: type[RecordType],
    folder: str,
    pattern: str,
    problems: list[str],
) -> list[RecordType]:
    found: list[RecordType] = []
    for where, source in content_files(root, folder, pattern):
        document = read_content(where, source)
        for key, value in (document.value or {}).items():
            try:
                whole = {"id": key, **value} if isinstance(value, dict) else value
                found.append(build(record, whole, where, document, (key,)))
            except ContentError as error:
                problems.extend(error.problems)
    return found


def _topics(
    root: Traversable | Path, problems: list[str]
) -> tuple[dict[str, Topic], dict[str, TopicGroup]]:
    topics: dict[str, Topic] = {}
    groups: dict[str, TopicGroup] = {}
    for where, source in content_files(root, "law", "topics"):
        document = read_content(where, source)
        try:
            for key, value in document.value["topics"].items():
                path = ("topics", key)
                topics[key] = build(Topic, {"id": key, **value}, where, document, path)
            for key, value in document.value["groups"].items():
                path = ("groups", key)
                groups[key] = build(TopicGroup, {"id": key, **value}, where, document, path)
        except ContentError as error:
            problems.extend(error.problems)
    return topics, groups


def _checked_trees(base: LawBase, problems: list[str]) -> dict[str, Expression]:
    """Parse and check every expression; the key is the rule id, or id and part."""
    trees: dict[str, Expression] = {}
    for key, text, wanted in _expressions(base, problems):
        try:
            tree = parse(text)
            if wanted is None:
                check_condition(text, tree, base.vocabulary)
            else:
                check_value(text, tree, base.vocabulary, wanted)
            trees[key] = tree
        except ExpressionError as error:
            place = base.places.get(key.partition(" ")[0], "law/topics.yaml")
            problems.append(f"{place}, {key}: {error}")
    _check_references(base, problems)
    if not problems:
        _check_cycles(base, trees, problems)
    return trees


def _expressions(base: LawBase, problems: list[str]) -> Iterator[tuple[str, str, NameType | None]]:
    """Every expression of the base: its key, its text, and the type wanted (None: a truth)."""
    for rule in base.rules.values():
        if rule.condition:
            yield rule.id, rule.condition, None
        for index, qualifier in enumerate(rule.qualifies):
            if qualifier.when:
                yield f"{rule.id} qualifies {index}", qualifier.when, None
    for inference in base.inferences:
        if inference.fact not in base.facts:
            hint = closest(inference.fact, base.facts.by_name)
            problems.append(f"{inference.id}: {inference.fact} is not a declared fact.{hint}")
            continue
        yield f"{inference.id} value", inference.value, base.facts[inference.fact].name_type
        if inference.when:
            yield f"{inference.id} when", inference.when, None
    for topic in base.topics.values():
        if topic.when:
            yield topic_key(topic.id), topic.when, None


def _check_references(base: LawBase, problems: list[str]) -> None:
    for rule in base.rules.values():
        problems.extend(
            f"{rule.id}: source {source} is not in law/sources"
            for source in rule.sources
            if source not in base.sources
        )
        if rule.topic not in base.topics:
            problems.append(f"{rule.id}: topic {rule.topic} is not in law/topics.yaml")
        if rule.exception_to and rule.exception_to not in base.rules:
            problems.append(
                f"{rule.id}: it is an exception to {rule.exception_to}, which is no rule"
            )
        for qualifier in rule.qualifies:
            for name in qualifier.findings:
                if name not in base.definitions:
                    hint = closest(name, base.definitions)
                    problems.append(f"{rule.id}: it qualifies {name}, which is not defined.{hint}")
        if rule.defines in base.facts:
            problems.append(f"{rule.id}: {rule.defines} is both a fact and a definition")


def topic_key(topic_id: str) -> str:
    """The key of a topic's `when` among the trees."""
    return f"topic {topic_id}"


def depends_on(base: LawBase, trees: Mapping[str, Expression]) -> dict[str, set[str]]:
    """For each fact and definition, the names its value may be worked out from."""
    needs: dict[str, set[str]] = {}
    for name, rules in base.definitions.items():
        for rule in rules:
            needs.setdefault(name, set()).update(_rule_names(base, trees, rule.id))
    for inference in base.inferences:
        for part in ("value", "when"):
            tree = trees.get(f"{inference.id} {part}")
            if tree is not None:
                needs.setdefault(inference.fact, set()).update(names_in(tree))
    return needs


def _rule_names(base: LawBase, trees: Mapping[str, Expression], rule_id: str) -> set[str]:
    found = set(names_in(trees[rule_id]))
    for other in base.rules.values():
        if other.exception_to == rule_id:
            found |= _rule_names(base, trees, other.id)
    return found


def _check_cycles(base: LawBase, trees: Mapping[str, Expression], problems: list[str]) -> None:
    needs = depends_on(base, trees)
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circle = " needs ".join((*trail[trail.index(name) :], name))
            problems.append(f"A circle of definitions: {circle}. Break it by naming one apart")
            return
        if name not in done:
            for need in sorted(needs.get(name, ())):
                visit(need, (*trail, name))
            done.add(name)

    for name in sorted(needs):
        visit(name, ())


@cache
def _edition(base: LawBase, day: dt.date, known_on: dt.date | None) -> Edition:
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
