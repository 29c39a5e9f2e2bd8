"""Small faults put into a condition, one at a time: would a scenario notice?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mutualise.expressions import (
    Among,
    And,
    Compare,
    Expression,
    Name,
    Not,
    Or,
    Quantified,
)

_SHIFTED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def mutants_of(tree: Expression) -> Iterator[Expression]:
    """Every condition that differs from this one by one small fault.

    Swap and/or, drop a part, negate a part, shift a boundary, leave out a choice.
    """
    match tree:
        case And() | Or():
            yield from _joined(tree)
        case Among():
            yield from _choices(tree)
        case Compare(op=op):
            yield replace(tree, op=_SHIFTED[op])
        case Not(part=Name() as part):
            yield part
        case Not(part=part):
            yield from (Not(changed) for changed in mutants_of(part))
        case Quantified(condition=condition):
            yield from (replace(tree, condition=changed) for changed in mutants_of(condition))
        case _:
            yield Not(tree)


def _joined(tree: And | Or) -> Iterator[Expression]:
    kind, other = (And, Or) if isinstance(tree, And) else (Or, And)
    parts = tree.parts
    yield other(parts)
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        rest = before + after
        yield rest[0] if len(rest) == 1 else kind(rest)
        yield from (kind((*before, changed, *after)) for changed in mutants_of(part))


def _choices(tree: Among) -> Iterator[Expression]:
    yield replace(tree, negated=not tree.negated)
    if len(tree.values) > 1:
        for index in range(len(tree.values)):
            yield replace(tree, values=tree.values[:index] + tree.values[index + 1 :])
