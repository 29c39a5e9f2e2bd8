"""Conditions in plain words: for rule pages, reasons, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
from mutualise.parameters import Unit, written
from mutualise.rules.base import Edition
from mutualise.rules.facts import Fact, FactType, Value
from mutualise.rules.truth import PARAMETER

_SAID = {
    "==": "{}",
    "!=": "something other than {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SUMS = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A clause, or a list of clauses joined by "all of these" or "one of these"."""

    text: str
    join: str = ""
    parts: tuple[Plain, ...] = ()


def describe(edition: Edition, tree: Expression) -> Plain:
    """A condition as clauses that a person can read, nested as the law nests them."""
    match tree:
        case And(parts=parts):
            return Plain("all of these", "all", tuple(describe(edition, part) for part in parts))
        case Or(parts=parts):
            return Plain("one of these", "any", tuple(describe(edition, part) for part in parts))
        case Not(part=And() as part) | Not(part=Or() as part):
            return Plain("not this", "not", (describe(edition, part),))
        case _:
            return Plain(clause(edition, tree))


def in_one_line(plain: Plain) -> str:
    """The whole condition in one line: "all of these: (a; one of these: (b; c))"."""
    if not plain.parts:
        return plain.text
    return f"{plain.text}: ({'; '.join(in_one_line(part) for part in plain.parts)})"


def clause(edition: Edition, leaf: Expression) -> str:
    """Part of a condition as a clause, the way it reads when it holds."""
    match leaf:
        case Name(path=path):
            return name_clause(edition, path, value=True)
        case Not(part=Name(path=path)):
            return name_clause(edition, path, value=False)
        case Not(part=Compare(op=op, left=left, right=right)):
            return _comparison(edition, _OPPOSITE[op], left, right)
        case Not(part=Among(subject=subject, values=values, negated=negated)):
            return clause(edition, Among(subject, values, not negated))
        case Compare(op=op, left=left, right=right):
            return _comparison(edition, op, left, right)
        case Among(subject=subject, values=values, negated=negated):
            listed = _listed([_value_words(edition, subject, value) for value in values])
            return _says(edition, subject, f"something other than {listed}" if negated else listed)
        case Call(arguments=arguments):
            return _is_known(edition, arguments[0])
        case Quantified():
            return _quantified(edition, leaf)
        case And(parts=parts) | Or(parts=parts):
            joined = " and " if isinstance(leaf, And) else " or "
            return joined.join(clause(edition, part) for part in parts)
        case Not(part=part):
            return f"it is not so that {clause(edition, part)}"
        case Literal(value=value):
            return "always" if value else "never"
        case _:
            return amount(edition, leaf)


def proviso(edition: Edition, rule_id: str) -> str:
    """What an answer stands on: that an exception does not apply, as one sentence."""
    tree = edition.base.trees[rule_id]
    if isinstance(tree, And | Or):
        return edition.base.rules[rule_id].statement
    said = clause(edition, tree.part if isinstance(tree, Not) else Not(tree))
    return f"{said[:1].upper()}{said[1:]}."


def name_clause(edition: Edition, name: str, *, value: Value | None) -> str:
    """A fact or definition as a clause for its value; None reads "it is not known whether"."""
    if name in edition.facts:
        return edition.facts[name].clause(value)
    for rule in edition.base.definitions.get(name, ()):
        if rule.says:
            if value is None:
                return f"it is not known whether {rule.says.yes}"
            return rule.says.yes if value else rule.says.no
    return name


def fact_of(edition: Edition, tree: Expression) -> Fact | None:
    """The fact that part of a condition names, if it is no more than that name."""
    return edition.facts.by_name.get(tree.path) if isinstance(tree, Name) else None


def amount(edition: Edition, tree: Expression) -> str:
    """A number in words: a figure with its unit, a fact by its label, a sum spelled out."""
    match tree:
        case Name(path=path) if path.startswith(PARAMETER):
            parameter = edition.base.parameters[path.removeprefix(PARAMETER)]
            value = edition.figures[parameter.name]
            return f"the {parameter.label}" if value is None else parameter.written(value)
        case Name(path=path):
            return f"the {edition.facts[path].label.lower()}" if path in edition.facts else path
        case Literal(value=value):
            return str(value)
        case Arithmetic(op=op, left=left, right=right):
            return f"{amount(edition, left)} {_SUMS[op]} {amount(edition, right)}"
        case Negative(part=part):
            return f"minus {amount(edition, part)}"
        case Quantified():
            return f"the number of {tree.collection} for whom {clause(edition, tree.condition)}"
        case _:
            return clause(edition, tree)


def _comparison(edition: Edition, op: str, left: Expression, right: Expression) -> str:
    if fact_of(edition, left) is None and fact_of(edition, right) is not None:
        op, left, right = _TURNED[op], right, left
    return _says(edition, left, _SAID[op].format(_value_words(edition, left, right)))


def _is_known(edition: Edition, asked: Expression) -> str:
    fact = fact_of(edition, asked)
    if fact is not None and fact.type is not FactType.BOOL:
        return f"there is an answer to “{fact.ask}”"
    return f"there is an answer to whether {clause(edition, asked)}"


def _says(edition: Edition, subject: Expression, words: str) -> str:
    fact = fact_of(edition, subject)
    if fact is not None and fact.is_:
        return fact.is_.replace("{value}", words)
    return f"{amount(edition, subject)} is {words}"


def _value_words(edition: Edition, subject: Expression, value: Expression) -> str:
    """A value as it is said of the subject: a count of partners is "2", not "2 people"."""
    fact = fact_of(edition, subject)
    if fact is None:
        return amount(edition, value)
    match value:
        case Name(path=path) if path.startswith(PARAMETER) and fact.measure is Unit.COUNT:
            number = edition.figures[path.removeprefix(PARAMETER)]
            return amount(edition, value) if number is None else written(number, Unit.COUNT)
        case Literal(value=str() as choice):
            # The clause machinery lowers the first letter where it is not a proper name.
            before, _, after = fact.is_.partition("{value}")
            return fact.clause(choice).removeprefix(before).removesuffix(after)
        case Literal(value=int() | Decimal() as number) if not isinstance(number, bool):
            return written(number, fact.measure)
        case _:
            return amount(edition, value)


def _quantified(edition: Edition, leaf: Quantified) -> str:
    inner = clause(edition, leaf.condition)
    lead = {"all": "for every one", "any": "for at least one"}.get(leaf.kind, "for a number")
    return f"{lead} of the {leaf.collection}, {inner}"


def _listed(words: list[str]) -> str:
    words = list(dict.fromkeys(words))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
