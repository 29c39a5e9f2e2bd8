"""Which parts of an expression decide its value: the rest need not be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from mutualise.expressions import (
    Among,
    And,
    Compare,
    Expression,
    Name,
    Not,
    Or,
    names_in,
)
from mutualise.rules.base import Edition, kept_with_edition
from mutualise.rules.facts import Mutability
from mutualise.rules.names import FORM
from mutualise.rules.truth import PARAMETER, Situation, Test, compile_expression

# What a team is asking about, not what it might answer: these choose a branch of a rule.


class Asked(Situation, Protocol):
    """A situation put to an edition of the law."""

    edition: Edition


def truth_of(assessment: Asked, tree: Expression) -> bool | None:
    """The value of a part of an expression in a situation."""
    value = part_test(assessment.edition, tree)(assessment)
    return value if isinstance(value, bool) else None


@kept_with_edition
def part_test(edition: Edition, tree: Expression) -> Test:
    """The compiled test of a part, kept because every explanation asks for it again."""
    return compile_expression(tree, edition.figures)


def deciding_parts(assessment: Asked, tree: Expression) -> Iterator[Expression]:
    """The leaves (names, comparisons, quantified clauses) that make the value what it is.

    A true conjunction needs all its parts, a false one only those that are false. A true
    alternative needs its first true part; a false one needs all, save the branches that
    belong to another legal form or another contract.
    """
    match tree:
        case And(parts=parts) | Or(parts=parts):
            truth = truth_of(assessment, tree)
            same = [part for part in parts if truth_of(assessment, part) is truth]
            if isinstance(tree, Or):
                same = same[:1] if truth is True else _own_branches(assessment, same)
            for part in same:
                yield from deciding_parts(assessment, part)
        case Not(part=part):
            if isinstance(part, Name | Compare | Among):
                yield tree
            else:
                yield from deciding_parts(assessment, part)
        case _:
            yield tree


def deciding_names(assessment: Asked, tree: Expression) -> Iterator[str]:
    """The names in the deciding parts, parameters left out."""
    for part in deciding_parts(assessment, tree):
        for name in names_in(part):
            if not name.startswith(PARAMETER):
                yield name


def _own_branches(assessment: Asked, parts: list[Expression]) -> list[Expression]:
    """Leave out the branches that a form or contract selects away, unless none is left."""
    own = [part for part in parts if not _selected_away(assessment, part)]
    return own or parts[:1]


def _selected_away(assessment: Asked, part: Expression) -> bool:
    selectors = part.parts if isinstance(part, And) else (part,)
    return any(
        _is_selector(assessment, selector) and truth_of(assessment, selector) is False
        for selector in selectors
    )


def _is_selector(assessment: Asked, part: Expression) -> bool:
    if not isinstance(part, Compare | Among):
        return False
    subject = part.left if isinstance(part, Compare) else part.subject
    if not isinstance(subject, Name):
        return False
    facts = assessment.edition.facts
    return subject.path == FORM or (
        subject.path in facts and facts[subject.path].mutability is Mutability.GOAL
    )
