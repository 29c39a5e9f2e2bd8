"""The lists of a case that a team fills in, beside its owners: contracts, staff groups, sites."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mutualise.content.loader import Record, build_one
from mutualise.rules import Fact, load_law


class CaseList(Record):
    """One list: what it and its items are called, and which facts each item can answer.

    `namespaces` are the first parts of the names of those facts.
    """

    id: str
    title: str
    one: str
    about: str
    example: str
    namespaces: tuple[str, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What can be answered about an item, as the law lists it."""
        return tuple(
            fact
            for fact in load_law().facts
            if fact.askable and fact.name.partition(".")[0] in self.namespaces
        )


class _CaseLists(Record):
    lists: tuple[CaseList, ...]


@cache
def load_case_lists() -> Mapping[str, CaseList]:
    """Every list by its id, in the order of its page. Raises ContentError for a faulty file."""
    return {each.id: each for each in build_one(_CaseLists, "structures/lists.yaml").lists}
