"""The immutable tree that every reader of an expression works on.

Two trees are equal when they mean the same text: the span (where the part stood) is
carried for error messages and takes no part in comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part stands in the text: first character and one past the last, from 0."""

    start: int = 0
    end: int = 0


def _span() -> Span:
    return field(default=Span(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a choice in quotation marks, or true or false."""

    value: bool | int | Decimal | str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, definition, line or `parameter.x`, by its dotted name."""

    path: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    part: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right`, with op one of == != < <= > >=."""

    op: str
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Among:
    """`subject in ['a', 'b']`, or `not in` when negated."""

    subject: Expression
    values: tuple[Literal, ...]
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left op right`, with op one of + - * /."""

    op: str
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Negative:
    part: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the dialect, such as `known(x)`, `prev(cash)` or `iff(a, b, c)`."""

    function: str
    arguments: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quantified:
    """`all(person.x for person in owners)`; kind is all, any or count."""

    kind: str
    item: str
    collection: str
    condition: Expression
    span: Span = _span()


Expression = (
    Literal | Name | Not | And | Or | Compare | Among | Arithmetic | Negative | Call | Quantified
)
