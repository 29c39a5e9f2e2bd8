"""A condition as nested lists, where each clause that another rule decides leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.expressions import And, Expression, Not, Or, names_in
from mutualise.rules import Edition
from mutualise.rules.words import Plain, describe


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


def _clause(edition: Edition, tree: Expression, plain: Plain) -> Clause:
    match tree:
        case And(parts=parts) | Or(parts=parts):
            pairs = zip(parts, plain.parts, strict=True)
            return Clause(plain.text, tuple(_clause(edition, *pair) for pair in pairs))
        case Not(part=part) if plain.parts:
            return Clause(plain.text, (_clause(edition, part, plain.parts[0]),))
        case _:
            return Clause(plain.text, rule=_decided_by(edition, tree))


def _decided_by(edition: Edition, leaf: Expression) -> str:
    definitions = edition.base.definitions
    return next((definitions[name][0].id for name in names_in(leaf) if name in definitions), "")
