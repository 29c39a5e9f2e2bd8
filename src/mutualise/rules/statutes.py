"""Which Act or regulation each rule rests on, and which section: read from links and provisions.

citations(load_law())["GMS-02"]   # NHS Act 2006 section 86; GMS Regulations 2015 regulation 5
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit

from mutualise.content.loader import ContentError, Record, content_root, read_keyed
from mutualise.rules.base import LawBase
from mutualise.rules.model import Rule
from mutualise.rules.places import Place, narrowest, places_in_address, read_places

_HOST = "legislation.gov.uk"
_NUMBER = r"SI (\d{4})/(\d+)"
# A statute that is not known by name: what follows it must not be taken for the one before.
_UNKNOWN = r"(?:Acts?|Regulations|Order|Directions?|Rules) \d{4}"
_JOINS_NEXT = re.compile(r"\b(?:of|to|in)(?: the)?\s*$")


class Statute(Record):
    """An Act, an instrument or a direction; `called` are the other names that provisions use."""

    id: str
    title: str
    url: str = ""
    called: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Its place on legislation.gov.uk, such as ukpga/2006/41; empty if it is not there."""
        return instrument_path(self.url)

    def address(self, place: Place) -> str:
        """Where the words of a place in it can be read; empty if it is not published there."""
        return f"{self.url}/{place.path}".rstrip("/") if self.path else self.url


@dataclass(frozen=True)
class Citation:
    """What a rule cites of one statute; no places when it cites it as a whole."""

    statute: Statute
    places: tuple[Place, ...]

    def __str__(self) -> str:
        return ", ".join([self.statute.title, *map(str, self.places)])


@cache
def load_statutes() -> Mapping[str, Statute]:
    """The statutes of the product by id, in the order of the content."""
    return read_statutes(content_root())


def read_statutes(root: Traversable | Path) -> Mapping[str, Statute]:
    """Read the titles of statutes. Raises ContentError with every fault, file and line."""
    problems: list[str] = []
    found = read_keyed(root, Statute, "law", problems, pattern="statutes")
    if problems:
        raise ContentError(problems)
    return found


def instrument_path(address: str) -> str:
    """The part of a legislation.gov.uk address that names the instrument, or nothing."""
    parts = urlsplit(address)
    if parts.hostname is None or not parts.hostname.endswith(_HOST):
        return ""
    # An old Act is cited by reign: ukpga/Vict/53-54/39.
    found = re.match(r"/([a-z]+/\d{4}/\d+|[a-z]+/[A-Za-z0-9]+/[\d-]+/\d+)(?=/|$)", parts.path)
    return found[1] if found else ""


@lru_cache(maxsize=8)
def citations(law: LawBase) -> Mapping[str, tuple[Citation, ...]]:
    """What each rule cites, by rule id, in the order in which the rule names it."""
    return {rule.id: _names().cited_by(rule, law) for rule in law.rules.values()}


@lru_cache(maxsize=1024)
def cited_in(text: str) -> tuple[Citation, ...]:
    """What a provision names, such as "NHS Act 2006 s.86(3); GMS Regulations 2015 reg 5"."""
    return _gathered(_names().in_text(text))


def unknown_names(text: str) -> tuple[str, ...]:
    """The statutes that a provision names and that are not known: "... Act 2017"."""
    return tuple(_names().unknown_in(text))


@cache
def _names() -> _Names:
    return _Names(load_statutes().values())


class _Names:
    """Finds statutes by the names and addresses that rules use for them."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        listed = tuple(statutes)
        self.by_path = {statute.path: statute for statute in listed if statute.path}
        self.by_url = {statute.url: statute for statute in listed if statute.url}
        self.by_name = {name: item for item in listed for name in (item.title, *item.called)}
        # The longest first: "Care Act 2014" holds no other name, but longer titles hold short ones.
        names = sorted(map(re.escape, self.by_name), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{_NUMBER}|{'|'.join(names)}|{_UNKNOWN})(?!\w)")

    def cited_by(self, rule: Rule, law: LawBase) -> tuple[Citation, ...]:
        addresses = [link.url for link in rule.links]
        read_in = [law.sources[key].url for key in rule.sources]
        found = [*self.in_text(rule.provision)]
        found += [(s, places_in_address(url)) for url in addresses for s in self.at(url)]
        # What was read says which statute, but a source often spans more than the rule rests on.
        found += [(statute, ()) for url in read_in for statute in self.at(url)]
        return _gathered(found)

    def at(self, address: str) -> Iterator[Statute]:
        path = instrument_path(address)
        if path:
            yield self.by_path.get(path) or numbered(path)
        elif address in self.by_url:
            yield self.by_url[address]

    def in_text(self, text: str) -> Iterator[tuple[Statute, tuple[Place, ...]]]:
        """Each name in a text with the sections after it, or just before "of the" name."""
        matches = list(self.pattern.finditer(text))
        ahead: tuple[Place, ...] = ()
        for index, match in enumerate(matches):
            end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
            after = text[match.end() : end]
            places = list(read_places(after))
            joined = ahead
            ahead = ()
            if places and index + 1 < len(matches) and _JOINS_NEXT.search(after):
                ahead = (places.pop(),)
            statute = self._named(match)
            if statute is not None:
                yield statute, (*joined, *places)

    def unknown_in(self, text: str) -> Iterator[str]:
        for match in self.pattern.finditer(text):
            if self._named(match) is None:
                yield f"“… {match[0]}”"

    def _named(self, match: re.Match[str]) -> Statute | None:
        year, number = match.groups()
        if year is None:
            return self.by_name.get(match[0])
        path = f"uksi/{year}/{number}"
        return self.by_path.get(path) or numbered(path)


def numbered(path: str) -> Statute:
    """A statute whose title nobody has written down yet, under its number."""
    kind, year, number = path.split("/", 2)
    title = f"SI {year}/{number}" if kind == "uksi" else f"{kind} {year} number {number}"
    return Statute(id=path.replace("/", "-"), title=title, url=f"https://www.{_HOST}/{path}")


def _gathered(found: Iterable[tuple[Statute, tuple[Place, ...]]]) -> tuple[Citation, ...]:
    places: dict[Statute, dict[Place, None]] = {}
    for statute, named in found:
        places.setdefault(statute, {}).update(dict.fromkeys(named))
    return tuple(Citation(statute, narrowest(named)) for statute, named in places.items())
