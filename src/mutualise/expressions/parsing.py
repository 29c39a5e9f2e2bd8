"""From text to tree: Python's own grammar, then a short list of what is let through."""

from __future__ import annotations

import ast
import warnings
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from mutualise.expressions.errors import ExpressionError, Problem
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
    Span,
)

LONGEST = 4000
# Every reader of a tree goes down it level by level: deeper than this, Python's stack may end.
DEEPEST = 100
QUANTIFIERS = ("all", "any", "count")

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


def parse(text: str) -> Expression:
    """The tree of an expression.

    Raises ExpressionError, which points at the character, when the text is not in the
    language. The names, types and functions are checked by the dialect, not here.
    """
    return _Parser(text).tree()


class _Parser:
    def __init__(self, text: str) -> None:
        # One line, same length: a folded YAML text keeps its character positions.
        self.text = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
        self.indent = len(self.text) - len(self.text.lstrip())
        self.encoded = self.text.encode()
        self.depth = 0

    def tree(self) -> Expression:
        if not self.text.strip():
            self.refuse("The condition is empty. Write one, or leave the key out", Span(0, 0))
        if len(self.text) > LONGEST:
            self.refuse(
                f"The condition is longer than {LONGEST} characters. Split it into definitions",
                Span(LONGEST, LONGEST + 1),
            )
        try:
            with warnings.catch_warnings():
                # "1and 2" warns today and fails in a later Python: treat it as the fault it is.
                warnings.simplefilter("error")
                body = ast.parse(self.text.strip(), mode="eval").body
        except SyntaxError as error:
            # Python reports an end that came too soon at offset 0 or past the text.
            place = error.offset - 1 if error.offset else len(self.text.strip())
            self.refuse(
                f"This is not a complete condition: {error.msg}",
                Span(self.indent + place, self.indent + place + 1),
            )
        except (ValueError, MemoryError, RecursionError, SyntaxWarning) as error:
            self.refuse(f"This cannot be read as a condition: {error}", Span(0, len(self.text)))
        return self.read(body)

    def read(self, node: ast.expr) -> Expression:
        if self.depth == DEEPEST:
            self.refuse(
                f"This is nested more than {DEEPEST} levels deep. Split it into definitions",
                self.span(node),
            )
        self.depth += 1
        try:
            return self.read_one(node)
        finally:
            self.depth -= 1

    def read_one(self, node: ast.expr) -> Expression:
        match node:
            case ast.Constant():
                return _literal(self, node)
            case ast.Name() | ast.Attribute():
                return _name(self, node)
            case ast.BoolOp():
                return _boolean(self, node)
            case ast.UnaryOp():
                return _unary(self, node)
            case ast.BinOp():
                return _arithmetic(self, node)
            case ast.Compare():
                return _compare(self, node)
            case ast.Call():
                return _call(self, node)
        return self.refuse(
            f"{_called(node)} is not part of the language. Use names, and, or, not, "
            "comparisons, in [...], numbers and the listed functions",
            self.span(node),
        )

    def span(self, node: ast.AST) -> Span:
        start = getattr(node, "col_offset", 0)
        end = getattr(node, "end_col_offset", None) or start + 1
        lead = self.encoded[self.indent :]
        return Span(
            self.indent + len(lead[:start].decode(errors="ignore")),
            self.indent + len(lead[:end].decode(errors="ignore")),
        )

    def refuse(self, sentence: str, span: Span) -> NoReturn:
        raise ExpressionError(self.text, (Problem(sentence, span),))


def _called(node: ast.expr) -> str:
    return {
        ast.Lambda: "A function definition",
        ast.Subscript: "Square brackets after a name",
        ast.List: "A list that does not follow 'in'",
        ast.Tuple: "A comma-separated list",
        ast.Dict: "A dictionary",
        ast.IfExp: "'if ... else' (write iff(condition, then, otherwise) in a line)",
        ast.GeneratorExp: "'for' outside all(...), any(...) or count(...)",
    }.get(type(node), f"'{type(node).__name__}'")


def _literal(self: _Parser, node: ast.Constant) -> Expression:
    span = self.span(node)
    value = node.value
    if isinstance(value, bool | str):
        return Literal(value, span)
    if isinstance(value, int):
        return Literal(value, span)
    if isinstance(value, float):
        try:
            # The written digits, not the binary fraction nearest to them.
            return Literal(Decimal(self.text[span.start : span.end].replace("_", "")), span)
        except InvalidOperation:
            pass
    return self.refuse(
        f"{value!r} is not a value of the language. Use True, False, a number or 'text'", span
    )


def _name(self: _Parser, node: ast.Name | ast.Attribute) -> Expression:
    span = self.span(node)
    parts: list[str] = []
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        parts.append(inner.attr)
        inner = inner.value
    if not isinstance(inner, ast.Name):
        self.refuse("A dot may only join the parts of a name, as in shares.gp_share", span)
    return Name(".".join([inner.id, *reversed(parts)]), span)


def _boolean(self: _Parser, node: ast.BoolOp) -> Expression:
    joined = And if isinstance(node.op, ast.And) else Or
    parts: list[Expression] = []
    for value in node.values:
        part = self.read(value)
        # (a and b) and c means a and b and c: one flat list reads and explains better.
        parts.extend(part.parts if isinstance(part, joined) else (part,))
    return joined(tuple(parts), self.span(node))


def _unary(self: _Parser, node: ast.UnaryOp) -> Expression:
    span = self.span(node)
    part = self.read(node.operand)
    if isinstance(node.op, ast.Not):
        # "not x == False" is x: two negations say nothing more in three-valued logic.
        return part.part if isinstance(part, Not) else Not(part, span)
    if isinstance(node.op, ast.USub):
        if (
            isinstance(part, Literal)
            and isinstance(part.value, int | Decimal)
            and not isinstance(part.value, bool)
        ):
            return Literal(-part.value, span)
        return Negative(part, span)
    return self.refuse("Use 'not' before a condition and '-' before a number", span)


def _arithmetic(self: _Parser, node: ast.BinOp) -> Expression:
    op = _ARITHMETIC.get(type(node.op))
    if op is None:
        self.refuse(
            "Only + - * and / join numbers; 'and' and 'or' join conditions", self.span(node)
        )
    return Arithmetic(op, self.read(node.left), self.read(node.right), self.span(node))


def _compare(self: _Parser, node: ast.Compare) -> Expression:
    span = self.span(node)
    parts = []
    left = node.left
    for op, right in zip(node.ops, node.comparators, strict=True):
        parts.append(_one_comparison(self, left, op, right, span))
        left = right
    return parts[0] if len(parts) == 1 else And(tuple(parts), span)


def _one_comparison(
    self: _Parser, left: ast.expr, op: ast.cmpop, right: ast.expr, span: Span
) -> Expression:
    if isinstance(op, ast.In | ast.NotIn):
        return Among(self.read(left), _choices(self, right), isinstance(op, ast.NotIn), span)
    sign = _COMPARISONS.get(type(op))
    if sign is None:
        self.refuse("Use == or != to compare, not 'is'", span)
    subject, other = self.read(left), self.read(right)
    if isinstance(other, Literal) and isinstance(other.value, bool) and sign in ("==", "!="):
        # x == False says the same as not x; one way to say it keeps every reader simple.
        return subject if other.value == (sign == "==") else Not(subject, span)
    return Compare(sign, subject, other, span)


def _choices(self: _Parser, node: ast.expr) -> tuple[Literal, ...]:
    if not isinstance(node, ast.List | ast.Tuple) or not node.elts:
        self.refuse(
            "'in' needs a list of values in square brackets, as in ['gms', 'pms']", self.span(node)
        )
    values = [self.read(element) for element in node.elts]
    for value in values:
        if not isinstance(value, Literal):
            self.refuse("A list after 'in' holds values, not names or sums", value.span)
    return tuple(value for value in values if isinstance(value, Literal))


def _call(self: _Parser, node: ast.Call) -> Expression:
    span = self.span(node)
    if not isinstance(node.func, ast.Name) or node.keywords:
        self.refuse("Call a listed function by its name, with plain arguments", span)
    function = node.func.id
    if function in QUANTIFIERS:
        return _quantified(self, function, node)
    return Call(function, tuple(self.read(argument) for argument in node.args), span)


def _quantified(self: _Parser, kind: str, node: ast.Call) -> Expression:
    span = self.span(node)
    shape = f"Write {kind}(person.something for person in owners)"
    if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp):
        self.refuse(shape, span)
    generator = node.args[0]
    clause = generator.generators[0]
    if len(generator.generators) != 1 or clause.is_async:
        self.refuse(shape, span)
    if not isinstance(clause.target, ast.Name) or not isinstance(clause.iter, ast.Name):
        self.refuse(shape, span)
    condition = self.read(generator.elt)
    if clause.ifs:
        self.refuse(f"{shape}; use 'and' instead of 'if'", span)
    return Quantified(kind, clause.target.id, clause.iter.id, condition, span)
