"""A condition as nested lists, where each clause that another rule decides leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.expressions import And, Call, Expression, Name, Not, Or, names_in
from mutualise.rules import Edition
from mutualise.rules.truth import PARAMETER
from mutualise.rules.words import Plain, clause, describe


@dataclass(frozen=True)
class Clause:
    """One clause, or a list of them beneath "all of these" or "one of these".

    `rule` is the rule that decides the clause, if one does.
    """

    text: str
    parts: tuple[Clause, ...] = ()
    rule: str = ""


def clauses(edition: Edition, tree: Expression) -> Clause:
    """The condition, each part with the rule that decides it."""
    return _clause(edition, tree, describe(edition, tree))


def in_a_sentence(clause: Clause) -> str:
    """The whole condition in a line, for a condition that is short."""
    joined = " or " if clause.text == "one of these" else " and "
    parts = joined.join(in_a_sentence(part) for part in clause.parts)
    if clause.text == "not this":
        return f"it is not so that {parts}"
    return parts or clause.text


def _clause(edition: Edition, tree: Expression, plain: Plain) -> Clause:
    match tree:
        # `not (known(x) and x)`: the answer "not known" is as good as no.
        case Not(part=And(parts=parts)) if said := _stated(parts):
            if len(said) == 1:
                return _unsaid(edition, said[0])
            whole = tuple(_clause(edition, part, describe(edition, part)) for part in said)
            return Clause("nobody has said that all of these are so", whole)
        case Or(parts=(Not(part=Call()), Not(part=stated))):
            return _unsaid(edition, stated)
        case Not(part=Call(arguments=(name, *_))):
            return Clause(f"it is not known whether {clause(edition, name)}")
        case And(parts=parts) | Or(parts=parts):
            pairs = zip(parts, plain.parts, strict=True)
            return Clause(plain.text, tuple(_clause(edition, *pair) for pair in pairs))
        case Not(part=part) if plain.parts:
            return Clause(plain.text, (_clause(edition, part, plain.parts[0]),))
        case _:
            return Clause(plain.text, rule=_decided_by(edition, tree))


def _unsaid(edition: Edition, stated: Expression) -> Clause:
    return Clause(
        f"nobody has said that {clause(edition, stated)}", rule=_decided_by(edition, stated)
    )


def _stated(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """What parts say beside `known(x)` for each x that they name; nothing if they say otherwise."""
    asked = {part.arguments[0] for part in parts if isinstance(part, Call)}
    stated = tuple(part for part in parts if not isinstance(part, Call))
    names = {name for part in stated for name in names_in(part)}
    named = {Name(name) for name in names if not name.startswith(PARAMETER)}
    return stated if asked and asked == named else ()


def _decided_by(edition: Edition, leaf: Expression) -> str:
    definitions = edition.base.definitions
    return next((definitions[name][0].id for name in names_in(leaf) if name in definitions), "")
