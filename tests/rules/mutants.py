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
        case And(parts=parts) | Or(parts=parts):
            other = Or if isinstance(tree, And) else And
            yield other(parts)
            for index, part in enumerate(parts):
                rest = parts[:index] + parts[index + 1 :]
                yield rest[0] if len(rest) == 1 else type(tree)(rest)
                for changed in mutants_of(part):
                    yield type(tree)((*parts[:index], changed, *parts[index + 1 :]))
        case Not(part=Name() as part):
            yield part
        case Not(part=part):
            for changed in mutants_of(part):
                yield Not(changed)
        case Compare(op=op):
            yield replace(tree, op=_SHIFTED[op])
        case Among(values=values, negated=negated):
            yield replace(tree, negated=not negated)
            if len(values) > 1:
                for index in range(len(values)):
                    yield replace(tree, values=values[:index] + values[index + 1 :])
        case Quantified(condition=condition):
            for changed in mutants_of(condition):
                yield replace(tree, condition=changed)
        case _:
            yield Not(tree)
