"""The sections of a case: every fact belongs to one, for pages, digests and assignments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from mutualise.content.loader import ContentError
from mutualise.rules import Fact, load_law
from mutualise.structures.interview import Section, load_interview

Held = TypeVar("Held")


def load_sections() -> Mapping[str, Section]:
    """The sections by id, in order. The ids stay: assignments and links keep them."""
    return {section.id: section for section in load_interview().sections}


def section_of(fact: Fact | str) -> Section:
    """The section that a fact belongs to, by the first part of its name.

    Raises LookupError for a name that belongs to none.
    """
    name = fact if isinstance(fact, str) else fact.name
    found = _by_namespace().get(name.partition(".")[0])
    if found is None:
        raise LookupError(f"No section of the interview holds {name}")
    return found


def of_section(section: Section, answered: Mapping[str, Held]) -> dict[str, Held]:
    """The answers, or whatever is kept by fact, that belong to a section, in their order."""
    return {
        name: held
        for name, held in answered.items()
        if name.partition(".")[0] in section.namespaces
    }


def facts_of_section(section: Section) -> tuple[Fact, ...]:
    """Every fact of a section that can be asked, as the law lists them."""
    held = of_section(section, load_law().facts.by_name)
    return tuple(fact for fact in held.values() if fact.askable)


@cache
def _by_namespace() -> Mapping[str, Section]:
    found: dict[str, Section] = {}
    for section in load_interview().sections:
        for namespace in section.namespaces:
            if namespace in found:
                raise ContentError([f"structures/interview.yaml: '{namespace}' is in two sections"])
            found[namespace] = section
    return found
