"""An answer that other answers give, in words."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.expressions import Expression, Literal, Quantified
from mutualise.rules import Edition
from mutualise.rules.model import Inference
from mutualise.web.law.clauses import clauses, in_a_sentence


@dataclass(frozen=True)
class FilledView:
    """An answer that other answers give: when, what it then is, and why."""

    when: str
    says: str
    because: str
    provision: str
    binding: bool


def filled(edition: Edition, inference: Inference) -> FilledView:
    """An inference in words."""
    fact, value = edition.facts[inference.fact], edition.base.trees[f"{inference.id} value"]
    says = (
        fact.clause(value.value)
        if isinstance(value, Literal)
        else f"“{fact.label}” is worked out from other answers"
    )
    return FilledView(
        when=_when(edition, edition.base.trees.get(f"{inference.id} when")),
        says=says,
        because=inference.because,
        provision=inference.provision,
        binding=inference.binding,
    )


def _when(edition: Edition, tree: Expression | None) -> str:
    if isinstance(tree, Quantified):
        return f"you list the {tree.collection} one by one"
    return "" if tree is None else in_a_sentence(clauses(edition, tree))
