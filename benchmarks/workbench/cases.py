"""Random situations over the facts that some definitions need."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from mutualise.expressions import Compare, Expression, Name, names_in, subtrees
from mutualise.rules import Edition, Fact, FactType, Value
from mutualise.rules.base import CompiledInference
from mutualise.rules.truth import PARAMETER

Case = dict[str, Value]


def applied_inferences(edition: Edition, fact: str) -> Iterator[CompiledInference]:
    """The inferences that matter where every fact is answered and nobody is listed."""
    for compiled in edition.inferences.get(fact, ()):
        trees = [edition.base.trees[f"{compiled.inference.id} value"], compiled.when_tree]
        listed = any(_names_a_person(edition, tree) for tree in trees if tree is not None)
        if compiled.inference.binding and not listed:
            yield compiled


def _names_a_person(edition: Edition, tree: Expression) -> bool:
    return any(name in edition.facts and edition.facts[name].collection for name in names_in(tree))


def needed(edition: Edition, definitions: Sequence[str]) -> tuple[list[str], list[str]]:
    """The definitions with all they build on, and the facts beneath, each in a fixed order."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in found or name.startswith(PARAMETER):
            return
        found[name] = None
        for tree in trees_of(edition, name):
            for inner in names_in(tree):
                visit(inner)

    for definition in definitions:
        visit(definition)
    names = list(found)
    return [n for n in names if n in edition.definitions], [n for n in names if n in edition.facts]


def trees_of(edition: Edition, name: str) -> Iterator[Expression]:
    """Every expression that may decide the value of a name."""
    for rule in edition.definitions.get(name, ()):
        yield rule.tree
        for exception in rule.exceptions:
            yield exception.tree
    if name in edition.facts:
        for compiled in applied_inferences(edition, name):
            yield edition.base.trees[f"{compiled.inference.id} value"]
            if compiled.when_tree is not None:
                yield compiled.when_tree


def random_cases(
    edition: Edition, facts: Sequence[str], count: int, *, seed: int, unknown: float = 0.0
) -> list[Case]:
    """Cases with a random answer to each fact, each left out with the chance `unknown`."""
    rng = random.Random(seed)  # noqa: S311 - the same cases every time is the point
    choices = {name: possible_values(edition, edition.facts[name]) for name in facts}
    return [
        {
            name: rng.choice(values)
            for name, values in choices.items()
            if not unknown or rng.random() >= unknown
        }
        for _ in range(count)
    ]


def possible_values(edition: Edition, fact: Fact) -> list[Value]:
    """Both sides and the edge of every limit for a number; every choice otherwise."""
    if fact.type is FactType.BOOL:
        return [True, False]
    if fact.type is FactType.ENUM:
        return list(fact.values)
    limits = {
        limit for tree in edition.base.trees.values() for limit in _limits(edition, fact, tree)
    }
    near = {value for limit in limits for value in (limit - 1, limit, limit + 1, limit * 2)}
    return sorted(value for value in near | {0} if value >= 0)


def _limits(edition: Edition, fact: Fact, tree: Expression) -> Iterator[int]:
    for part in subtrees(tree):
        if isinstance(part, Compare) and fact.name in names_in(part):
            for side in (part.left, part.right):
                if isinstance(side, Name) and side.path.startswith(PARAMETER):
                    figure = edition.figures[side.path.removeprefix(PARAMETER)]
                    if figure is not None:
                        yield int(figure)
