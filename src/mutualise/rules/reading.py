"""Reads a law base from its files and checks it whole, so that nothing faulty is ever asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from mutualise.content.loader import (
    ContentError,
    RecordType,
    build,
    content_files,
    content_root,
    read_content,
    read_keyed,
)
from mutualise.expressions import (
    Expression,
    ExpressionError,
    NameType,
    check_condition,
    check_value,
    closest,
    names_in,
    parse,
)
from mutualise.parameters import read_parameters
from mutualise.rules.base import LawBase, topic_key
from mutualise.rules.facts import read_facts
from mutualise.rules.model import Inference, Rule, Source, Topic, TopicGroup


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
    sources = read_keyed(root, Source, "law", problems, pattern="sources")
    topics, groups = _topics(root, problems)
    if problems:
        raise ContentError(problems)
    return checked_law(
        LawBase(facts, parameters, rules, inferences, sources, topics, groups, {}, places)
    )


def checked_law(base: LawBase) -> LawBase:
    """The base with every expression parsed and checked, and every reference and circle.

    Raises ContentError with every fault.
    """
    problems: list[str] = []
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
