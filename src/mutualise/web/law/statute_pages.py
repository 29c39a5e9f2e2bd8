"""What the pages on statutes show: each section, and the rules that rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mutualise.derivations.rulebook import Rulebook
from mutualise.derivations.rulebook.book import RuleEntry
from mutualise.rules.places import Place
from mutualise.rules.statutes import Statute, cited_in
from mutualise.web.law.filled import FilledView, filled
from mutualise.web.law.pages import RuleLine, rule_lines
from mutualise.web.law.rule_filters import address_query
from mutualise.web.law.wording import counted

_ACT: Final = re.compile(r"\bAct \d{4}$")
_DIRECTION: Final = re.compile(r"\bDirections? \d{4}$")
_GROUPS: Final = ("Acts", "Regulations and orders", "Directions")


@dataclass(frozen=True)
class StatuteLine:
    """One statute in a list."""

    id: str
    title: str
    rules: str
    sections: str


@dataclass(frozen=True)
class StatuteGroup:
    """The statutes of one sort."""

    heading: str
    statutes: tuple[StatuteLine, ...]


@dataclass(frozen=True)
class StatutesPage:
    """Every statute that a rule rests on."""

    count: int
    groups: tuple[StatuteGroup, ...]


@dataclass(frozen=True)
class SectionView:
    """One section, the rules that rest on it, and the answers that we fill in by it."""

    key: str
    name: str
    heading: str
    address: str
    count: str
    query: str
    rules: tuple[RuleLine, ...]
    filled: tuple[FilledView, ...]


@dataclass(frozen=True)
class StatutePage:
    """One statute."""

    title: str
    address: str
    count: str
    query: str
    sections: tuple[SectionView, ...]
    whole: tuple[RuleLine, ...]


def statutes_page(book: Rulebook) -> StatutesPage:
    """Acts first, then what is made under them, each by title."""
    groups: dict[str, list[StatuteLine]] = {heading: [] for heading in _GROUPS}
    for statute in book.statutes.values():
        groups[_group(statute)].append(
            StatuteLine(
                statute.id,
                statute.title,
                counted(len(book.citing(statute.id))),
                ", ".join(map(str, book.places(statute.id))),
            )
        )
    listed = (StatuteGroup(heading, tuple(lines)) for heading, lines in groups.items() if lines)
    return StatutesPage(len(book.statutes), tuple(listed))


def statute_page(book: Rulebook, statute: Statute) -> StatutePage:
    """A statute with the rules on each place in it that a rule names."""
    resting = book.citing(statute.id)
    return StatutePage(
        title=statute.title,
        address=statute.url,
        count=counted(len(resting)),
        query=address_query([("statute", statute.id)]),
        sections=tuple(_section(book, statute, place) for place in book.places(statute.id)),
        whole=_lines(book, (entry for entry in resting if _as_a_whole(entry, statute))),
    )


def _group(statute: Statute) -> str:
    if _ACT.search(statute.title):
        return _GROUPS[0]
    return _GROUPS[2] if _DIRECTION.search(statute.title) else _GROUPS[1]


def _section(book: Rulebook, statute: Statute, place: Place) -> SectionView:
    rules = book.citing(statute.id, place)
    name = str(place)
    return SectionView(
        key=place.key,
        name=name,
        heading=f"{name[:1].upper()}{name[1:]}",
        address=statute.address(place),
        count=counted(len(rules)),
        query=address_query([("statute", statute.id), ("section", place.key)]),
        rules=_lines(book, rules),
        filled=tuple(
            filled(book.edition, inference)
            for inference in book.edition.base.inferences
            if any(
                citation.statute == statute and any(place.meets(named) for named in citation.places)
                for citation in cited_in(inference.provision)
            )
        ),
    )


def _as_a_whole(entry: RuleEntry, statute: Statute) -> bool:
    return any(c.statute == statute and not c.places for c in entry.citations)


def _lines(book: Rulebook, entries: Iterable[RuleEntry]) -> tuple[RuleLine, ...]:
    return rule_lines(book.edition.base, [entry.rule for entry in entries])
