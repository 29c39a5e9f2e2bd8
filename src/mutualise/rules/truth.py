"""Three-valued truth: an expression becomes a function of what is known.

True, False, or None for "not known". A conjunction with one false part is false however
many parts are unknown; a sum with an unknown part is unknown. Nothing unknown ever
becomes no.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

from mutualise.expressions import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Quantified,
)
from mutualise.rules.facts import Value


class Situation(Protocol):
    """What an expression is asked about."""

    def value(self, name: str) -> Value | None:
        """What is known under a name."""

    def items(self, collection: str) -> Iterator[Situation]:
        """The situation as seen from each item of a collection."""

    def is_complete(self, collection: str) -> bool:
        """Whether the collection is known to hold every item."""


Test = Callable[[Situation], Any]
Figures = Mapping[str, int | Decimal | None]

PARAMETER = "parameter."

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def compile_expression(tree: Expression, figures: Figures) -> Test:
    """A function from a situation to the value of the expression, None when not known.

    `figures` are the parameters of the edition by name; one with no value is not known.
    """
    match tree:
        case Literal(value=value):
            return lambda _: value
        case Name(path=path):
            return _name(path, figures)
        case And(parts=parts):
            return _joined([compile_expression(part, figures) for part in parts], decisive=False)
        case Or(parts=parts):
            return _joined([compile_expression(part, figures) for part in parts], decisive=True)
        case Not(part=part):
            return _not(compile_expression(part, figures))
        case Compare(op=op, left=left, right=right):
            return _both(
                _COMPARE[op], compile_expression(left, figures), compile_expression(right, figures)
            )
        case Among(subject=subject, values=values, negated=negated):
            listed = frozenset(value.value for value in values)
            return _among(compile_expression(subject, figures), listed, negated)
        case Arithmetic(op=op, left=left, right=right):
            sum_of = _divide if op == "/" else _ARITHMETIC[op]
            return _both(
                sum_of, compile_expression(left, figures), compile_expression(right, figures)
            )
        case Negative(part=part):
            return _negative(compile_expression(part, figures))
        case Call(arguments=arguments):
            return _known(arguments[0])
        case Quantified(kind=kind, collection=collection, condition=condition):
            return _QUANTIFIERS[kind](collection, compile_expression(condition, figures))


def _name(path: str, figures: Figures) -> Test:
    if path.startswith(PARAMETER):
        figure = figures[path.removeprefix(PARAMETER)]
        return lambda _: figure
    return lambda situation: situation.value(path)


def _joined(tests: list[Test], *, decisive: bool) -> Test:
    """False decides an `and`, True an `or`; short of that, one part not known leaves it open."""
    otherwise = not decisive

    def run(situation: Situation) -> bool | None:
        known = True
        for test in tests:
            truth: bool | None = test(situation)
            if truth is decisive:
                return decisive
            known = known and truth is not None
        return otherwise if known else None

    return run


def _not(test: Test) -> Test:
    def run(situation: Situation) -> bool | None:
        truth = test(situation)
        return None if truth is None else not truth

    return run


def _negative(test: Test) -> Test:
    def run(situation: Situation) -> Any:
        value = test(situation)
        return None if value is None else -value

    return run


def _both(join: Callable[[Any, Any], Any], left: Test, right: Test) -> Test:
    def run(situation: Situation) -> Any:
        first, second = left(situation), right(situation)
        return None if first is None or second is None else join(first, second)

    return run


def _divide(first: int | Decimal, second: int | Decimal) -> Decimal | None:
    # Money and law never pass through binary fractions; nothing divided by 0 is known.
    return None if second == 0 else Decimal(first) / Decimal(second)


def _among(test: Test, listed: frozenset[Any], negated: bool) -> Test:
    def run(situation: Situation) -> bool | None:
        value = test(situation)
        return None if value is None else (value in listed) is not negated

    return run


def _known(argument: Expression) -> Test:
    if not isinstance(argument, Name):
        raise TypeError("known() takes one name")
    path = argument.path
    return lambda situation: situation.value(path) is not None


def _over(collection: str, test: Test, *, decisive: bool) -> Test:
    """One item with the decisive value settles it; without one, all must be known."""

    def run(situation: Situation) -> bool | None:
        known = situation.is_complete(collection)
        for item in situation.items(collection):
            truth: bool | None = test(item)
            if truth is decisive:
                return decisive
            known = known and truth is not None
        return not decisive if known else None

    return run


def _all(collection: str, test: Test) -> Test:
    return _over(collection, test, decisive=False)


def _any(collection: str, test: Test) -> Test:
    return _over(collection, test, decisive=True)


def _count(collection: str, test: Test) -> Test:
    def run(situation: Situation) -> int | None:
        if not situation.is_complete(collection):
            return None
        truths = [test(item) for item in situation.items(collection)]
        return None if None in truths else truths.count(True)

    return run


_QUANTIFIERS = {"all": _all, "any": _any, "count": _count}
