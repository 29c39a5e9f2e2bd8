"""Three dialects of one language, each with its own check.

A *condition* is a question with a yes or no answer, over facts. A *line* is a number for
each month. A *guard* is one named yes-or-no fact, perhaps negated, for a clause in a
document.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

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


class Kind(StrEnum):
    """What a part of an expression is."""

    TRUTH = "a yes or no"
    NUMBER = "a number"
    CHOICE = "a choice from a list"
    DATE = "a date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class NameType:
    """What a name stands for; `choices` only for a choice from a list."""

    kind: Kind
    choices: tuple[str, ...] = ()


class Vocabulary(Protocol):
    """The names that may be used."""

    def type_of(self, name: str) -> NameType | None:
        """What the name stands for, or None when nobody declared it."""

    def names(self) -> Iterable[str]:
        """Every declared name, to suggest the one that was meant."""

    def item_of(self, collection: str) -> str | None:
        """The word for one item of a collection (owners -> person), None if undeclared."""


@dataclass(frozen=True, slots=True)
class _Function:
    arguments: tuple[Kind | None, ...]
    result: Kind | None
    more: bool = False


_CONDITION_FUNCTIONS = {"known": _Function((None,), Kind.TRUTH)}
_LINE_FUNCTIONS = {
    "prev": _Function((Kind.NUMBER,), Kind.NUMBER),
    "lag": _Function((Kind.NUMBER, Kind.NUMBER), Kind.NUMBER),
    "annual": _Function((Kind.NUMBER,), Kind.NUMBER),
    "min": _Function((Kind.NUMBER, Kind.NUMBER), Kind.NUMBER, more=True),
    "max": _Function((Kind.NUMBER, Kind.NUMBER), Kind.NUMBER, more=True),
    "iff": _Function((Kind.TRUTH, Kind.NUMBER, Kind.NUMBER), Kind.NUMBER),
}


def check_condition(text: str, tree: Expression, vocabulary: Vocabulary) -> None:
    """Raise ExpressionError naming every fault, or return when the condition is sound."""
    checker = _Checker(vocabulary, _CONDITION_FUNCTIONS, quantifiers=True)
    checker.expect(tree, Kind.TRUTH)
    _raise(text, checker.problems)


def check_value(text: str, tree: Expression, vocabulary: Vocabulary, wanted: NameType) -> None:
    """Like check_condition, for an expression that must give a value of the wanted type."""
    checker = _Checker(vocabulary, _CONDITION_FUNCTIONS, quantifiers=True)
    if isinstance(tree, Literal) and wanted.kind is Kind.CHOICE:
        checker.choice_of(tree, wanted)
    else:
        checker.expect(tree, wanted.kind)
    _raise(text, checker.problems)


def check_line(text: str, tree: Expression, vocabulary: Vocabulary) -> None:
    """Raise ExpressionError naming every fault, or return when the line is a number."""
    checker = _Checker(vocabulary, _LINE_FUNCTIONS, quantifiers=False)
    checker.expect(tree, Kind.NUMBER)
    _raise(text, checker.problems)


def check_guard(text: str, tree: Expression, vocabulary: Vocabulary) -> None:
    """Raise ExpressionError unless the text is one yes-or-no name, perhaps negated."""
    named = tree.part if isinstance(tree, Not) else tree
    if not isinstance(named, Name):
        sentence = "A guard is one named fact, perhaps after 'not'. Give a longer test a name first"
        raise ExpressionError(text, (Problem(sentence, tree.span),))
    check_condition(text, tree, vocabulary)


def _raise(text: str, problems: list[Problem]) -> None:
    if problems:
        raise ExpressionError(text, tuple(problems))


def closest(word: str, known: Iterable[str]) -> str:
    """' Did you mean x?', or nothing when no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


class _Checker:
    def __init__(
        self, vocabulary: Vocabulary, functions: dict[str, _Function], *, quantifiers: bool
    ) -> None:
        self.vocabulary = vocabulary
        self.functions = functions
        self.quantifiers = quantifiers
        self.problems: list[Problem] = []

    def fault(self, sentence: str, span: Span) -> None:
        self.problems.append(Problem(sentence, span))

    def expect(self, node: Expression, kind: Kind) -> None:
        found = self.kind(node)
        if found is not None and found.kind is not kind:
            self.fault(f"This is {found.kind}, and {kind} is needed here", node.span)

    def kind(self, node: Expression) -> NameType | None:
        """What the part is; None when a fault was already reported inside it."""
        match node:
            case Literal(value=value):
                return _literal_type(value)
            case Name(path=path):
                return self._name(path, node.span)
            case And(parts=parts) | Or(parts=parts):
                for part in parts:
                    self.expect(part, Kind.TRUTH)
                return NameType(Kind.TRUTH)
            case Not(part=part):
                self.expect(part, Kind.TRUTH)
                return NameType(Kind.TRUTH)
            case Negative(part=part):
                self.expect(part, Kind.NUMBER)
                return NameType(Kind.NUMBER)
            case Arithmetic(left=left, right=right):
                self.expect(left, Kind.NUMBER)
                self.expect(right, Kind.NUMBER)
                return NameType(Kind.NUMBER)
            case Compare():
                return self._comparison(node)
            case Among():
                return self._among(node)
            case Call():
                return self._call(node)
            case Quantified():
                return self._quantified(node)

    def choice_of(self, literal: Literal, wanted: NameType) -> None:
        """Report a value that is not among the choices of a list."""
        if wanted.kind is Kind.CHOICE and literal.value not in wanted.choices:
            hint = closest(str(literal.value), wanted.choices)
            sentence = f"'{literal.value}' is not one of {', '.join(wanted.choices)}.{hint}"
            self.fault(sentence, literal.span)

    def _name(self, path: str, span: Span) -> NameType | None:
        found = self.vocabulary.type_of(path)
        if found is None:
            hint = closest(path, self.vocabulary.names())
            self.fault(f"{path} is not a declared name.{hint}", span)
        return found

    def _comparison(self, node: Compare) -> NameType:
        left, right = self.kind(node.left), self.kind(node.right)
        if left is not None and right is not None:
            self._comparable(node, left, right)
        return NameType(Kind.TRUTH)

    def _comparable(self, node: Compare, left: NameType, right: NameType) -> None:
        kinds = {left.kind, right.kind}
        if kinds == {Kind.CHOICE, Kind.TEXT}:
            listed, other = (left, node.right) if left.kind is Kind.CHOICE else (right, node.left)
            if isinstance(other, Literal):
                self.choice_of(other, listed)
        elif len(kinds) > 1:
            self.fault(f"{left.kind.capitalize()} cannot be compared with {right.kind}", node.span)
            return
        ordered = kinds <= {Kind.NUMBER, Kind.DATE}
        if node.op not in ("==", "!=") and not ordered:
            self.fault(f"{node.op} compares numbers or dates, not {left.kind}", node.span)

    def _among(self, node: Among) -> NameType:
        subject = self.kind(node.subject)
        if subject is not None:
            for value in node.values:
                if subject.kind is Kind.CHOICE:
                    self.choice_of(value, subject)
                elif _literal_type(value.value).kind is not subject.kind:
                    self.fault(f"{value.value!r} is not {subject.kind}", value.span)
        return NameType(Kind.TRUTH)

    def _call(self, node: Call) -> NameType | None:
        function = self.functions.get(node.function)
        if function is None:
            listed = [*self.functions, *(("all", "any", "count") if self.quantifiers else ())]
            hint = closest(node.function, listed)
            self.fault(
                f"{node.function}() is not a function here; use one of {', '.join(listed)}.{hint}",
                node.span,
            )
            return None
        wanted = function.arguments
        given = len(node.arguments)
        if given != len(wanted) and not (function.more and given > len(wanted)):
            self.fault(f"{node.function}() takes {len(wanted)}, and {given} were given", node.span)
            return None
        for index, argument in enumerate(node.arguments):
            kind = wanted[min(index, len(wanted) - 1)]
            if kind is None:
                if not isinstance(argument, Name):
                    self.fault(f"{node.function}() takes one name", argument.span)
                self.kind(argument)
            else:
                self.expect(argument, kind)
        return NameType(function.result) if function.result else None

    def _quantified(self, node: Quantified) -> NameType | None:
        if not self.quantifiers:
            self.fault(f"{node.kind}() over a collection belongs in conditions", node.span)
            return None
        item = self.vocabulary.item_of(node.collection)
        if item is None:
            self.fault(f"{node.collection} is not a declared collection", node.span)
        elif item != node.item:
            self.fault(
                f"One of {node.collection} is called {item}: write "
                f"{node.kind}({item}.something for {item} in {node.collection})",
                node.span,
            )
        self.expect(node.condition, Kind.TRUTH)
        return NameType(Kind.NUMBER if node.kind == "count" else Kind.TRUTH)


def _literal_type(value: object) -> NameType:
    if isinstance(value, bool):
        return NameType(Kind.TRUTH)
    if isinstance(value, str):
        return NameType(Kind.TEXT)
    return NameType(Kind.NUMBER)
