"""Statutes that a rule cites and that nobody has given a title: readers would see a number."""

from __future__ import annotations

from collections.abc import Iterator

from mutualise.rules.authoring.problem import AuthoringProblem
from mutualise.rules.base import LawBase
from mutualise.rules.statutes import citations, load_statutes, unknown_names


def untitled(law: LawBase) -> Iterator[AuthoringProblem]:
    """Each rule that cites a statute which law/statutes.yaml does not have."""
    for rule in law.rules.values():
        numbers = [
            citation.statute.title
            for citation in citations(law)[rule.id]
            if citation.statute.id not in load_statutes()
        ]
        for name in dict.fromkeys([*numbers, *unknown_names(rule.provision)]):
            yield AuthoringProblem(
                law.places[rule.id],
                f"{rule.id} cites {name}, which is not in law/statutes.yaml. "
                "Add its title and address, and the name used here under 'called'",
            )
