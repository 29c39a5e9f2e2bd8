"""What an expression speaks of: its names, its collections, its parts."""

from __future__ import annotations

from collections.abc import Iterator

from mutualise.expressions.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Name,
    Negative,
    Not,
    Or,
    Quantified,
)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The parts directly below, in written order."""
    match expression:
        case And(parts=parts) | Or(parts=parts):
            return parts
        case Not(part=part) | Negative(part=part):
            return (part,)
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case Among(subject=subject, values=values):
            return (subject, *values)
        case Call(arguments=arguments):
            return arguments
        case Quantified(condition=condition):
            return (condition,)
        case _:
            return ()


def subtrees(expression: Expression) -> Iterator[Expression]:
    """The expression and every part of it, outermost first."""
    yield expression
    for child in children(expression):
        yield from subtrees(child)


def names_in(expression: Expression) -> tuple[str, ...]:
    """Every name it mentions, once each, in written order."""
    found = [part.path for part in subtrees(expression) if isinstance(part, Name)]
    return tuple(dict.fromkeys(found))


def collections_in(expression: Expression) -> tuple[str, ...]:
    """Every collection it runs over, once each."""
    found = [part.collection for part in subtrees(expression) if isinstance(part, Quantified)]
    return tuple(dict.fromkeys(found))
