"""The values of a fact that can make a difference: every choice, or each side of every limit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from mutualise.expressions import Among, Compare, Expression, Name, names_in, subtrees
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledRule, Edition, kept_with_edition
from mutualise.rules.deciding import part_test
from mutualise.rules.facts import Fact, FactError, FactType, Value


@kept_with_edition
def telling_values(edition: Edition, name: str) -> tuple[Value, ...]:
    """Values between which the law can tell: for a number, each limit and its neighbours."""
    fact = edition.facts[name]
    if fact.type is FactType.BOOL:
        return (True, False)
    if fact.type is FactType.ENUM:
        return tuple(fact.values)
    found = {
        value
        for compiled in edition.rules.values()
        for limit in _limits(edition, compiled, fact)
        for value in around(fact, limit)
    }
    return tuple(sorted(found))


def around(fact: Fact, limit: int | Decimal) -> Iterator[int | Decimal]:
    """A limit and the nearest values on each side of it, as far as the fact can have them."""
    near = (limit, limit - 1, limit + 1, math.floor(limit), math.ceil(limit))
    yield from dict.fromkeys(value for value in near if _can_have(fact, value))


def _can_have(fact: Fact, value: int | Decimal) -> bool:
    try:
        return fact.read(f"{Decimal(value):f}") == value
    except FactError:
        return False


def _limits(edition: Edition, compiled: CompiledRule, fact: Fact) -> Iterator[int | Decimal]:
    nothing = Assessment(edition, {})
    for part in subtrees(compiled.tree):
        sides: tuple[Expression, ...] = ()
        if isinstance(part, Compare) and fact.name in names_in(part):
            sides = (part.left, part.right)
        elif isinstance(part, Among) and part.subject == Name(fact.name):
            sides = part.values
        for side in sides:
            value = part_test(edition, side)(nothing)
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                yield value
