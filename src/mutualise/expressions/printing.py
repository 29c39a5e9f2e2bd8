"""From tree to text. `parse(to_text(tree)) == tree` for every tree the parser can make."""

from __future__ import annotations

from decimal import Decimal

from mutualise.expressions.tree import (
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

# How tightly each kind of part binds; a looser part inside a tighter one needs brackets.
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)


def to_text(expression: Expression) -> str:
    """The expression as it would be written by hand, with no needless brackets."""
    return _write(expression)[0]


def _write(node: Expression) -> tuple[str, int]:
    match node:
        case Literal(value=value):
            negative = (
                isinstance(value, int | Decimal) and not isinstance(value, bool) and value < 0
            )
            return (_value(value), _SIGN if negative else _ATOM)
        case Name(path=path):
            return (path, _ATOM)
        case Or(parts=parts):
            return (" or ".join(_at(part, _OR + 1) for part in parts), _OR)
        case And(parts=parts):
            return (" and ".join(_at(part, _AND + 1) for part in parts), _AND)
        case Not(part=part):
            return (f"not {_at(part, _NOT)}", _NOT)
        case Compare(op=op, left=left, right=right):
            return (f"{_at(left, _COMPARE + 1)} {op} {_at(right, _COMPARE + 1)}", _COMPARE)
        case Among(subject=subject, values=values, negated=negated):
            listed = ", ".join(_value(value.value) for value in values)
            word = "not in" if negated else "in"
            return (f"{_at(subject, _COMPARE + 1)} {word} [{listed}]", _COMPARE)
        case Arithmetic(op=op, left=left, right=right):
            level = _SUM if op in "+-" else _PRODUCT
            return (f"{_at(left, level)} {op} {_at(right, level + 1)}", level)
        case Negative(part=part):
            return (f"-{_at(part, _SIGN)}", _SIGN)
        case Call(function=function, arguments=arguments):
            return (f"{function}({', '.join(to_text(a) for a in arguments)})", _ATOM)
        case Quantified(kind=kind, item=item, collection=collection, condition=condition):
            return (f"{kind}({to_text(condition)} for {item} in {collection})", _ATOM)


def _at(node: Expression, level: int) -> str:
    text, own = _write(node)
    return text if own >= level else f"({text})"


def _value(value: bool | int | Decimal | str) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text if "." in text else f"{text}.0"
    return repr(value)
