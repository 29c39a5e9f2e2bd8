"""Every rule with all that it can be looked up by, as the law is on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from mutualise.derivations.rulebook.dependents import Dependents, dependents
from mutualise.derivations.rulebook.filters import NONE, Order, RuleFilter
from mutualise.rules import Confidence, Edition, LawBase, Rule
from mutualise.rules.freshness import (
    Stale,
    Standing,
    TextAge,
    stale_reasons,
    standing,
    text_age,
)
from mutualise.rules.places import Place
from mutualise.rules.statutes import Citation, Statute, citations
from mutualise.rules.words import describe, in_one_line

_SURENESS: Final = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, eq=False)
class RuleEntry:
    """One rule with everything that is derived about it."""

    rule: Rule
    citations: tuple[Citation, ...]
    condition: str
    standing: Standing
    stale: frozenset[Stale]
    text: TextAge
    dependents: Dependents
    searched: str

    @property
    def order(self) -> tuple[str, int]:
        """By the letters of the id, then by its number."""
        letters, _, number = self.rule.id.rpartition("-")
        return letters, int(number) if number.isdigit() else 0


@dataclass(frozen=True, eq=False)
class Rulebook:
    """The rules on a day, ready to be searched, counted and downloaded."""

    edition: Edition
    day: dt.date
    entries: Mapping[str, RuleEntry]

    def select(self, wanted: RuleFilter, order: Order = Order.ID) -> tuple[RuleEntry, ...]:
        """The rules that meet every part of the filter, sorted; ties are sorted by id."""
        tests = list(self._tests(wanted))
        found = [entry for entry in self.entries.values() if all(test(entry) for test in tests)]
        return tuple(sorted(sorted(found, key=lambda entry: entry.order), key=_ORDERS[order]))

    def citing(self, statute: str, place: Place | None = None) -> tuple[RuleEntry, ...]:
        """The rules that rest on a statute, or on one place in it, by id."""
        found = [
            entry
            for entry in self.entries.values()
            for citation in entry.citations
            if citation.statute.id == statute
            and (place is None or any(place.meets(cited) for cited in citation.places))
        ]
        return tuple(sorted(found, key=lambda entry: entry.order))

    @cached_property
    def statutes(self) -> Mapping[str, Statute]:
        """Every statute that a rule rests on, by id, in the order of their titles."""
        cited = {c.statute.id: c.statute for e in self.entries.values() for c in e.citations}
        return dict(sorted(cited.items(), key=lambda item: item[1].title))

    def places(self, statute: str) -> tuple[Place, ...]:
        """The places in a statute that rules name, in its own order."""
        named = {
            place
            for entry in self.entries.values()
            for citation in entry.citations
            if citation.statute.id == statute
            for place in citation.places
        }
        return tuple(sorted(named, key=lambda place: place.order))

    def _tests(self, wanted: RuleFilter) -> list[Callable[[RuleEntry], bool]]:
        words, places = wanted.words.lower().split(), wanted.places
        form, contract = wanted.form, wanted.contract
        return [
            lambda entry: all(word in entry.searched for word in words),
            lambda entry: _rests_on(entry, wanted.statute, places),
            lambda entry: wanted.topic in ("", entry.rule.topic),
            lambda entry: _bears_on(form, [item.id for item in entry.dependents.forms]),
            lambda entry: _bears_on(contract, [item.id for item in entry.dependents.contracts]),
            lambda entry: not wanted.kinds or entry.rule.kind in wanted.kinds,
            lambda entry: not wanted.confidences or entry.rule.confidence in wanted.confidences,
            lambda entry: not wanted.standings or entry.standing in wanted.standings,
            lambda entry: not wanted.stale or not entry.stale.isdisjoint(wanted.stale),
        ]


def rulebook(law: LawBase, day: dt.date) -> Rulebook:
    """The rules as at a day. Made once for each day, and kept for the last few."""
    return _kept(law, day)


@lru_cache(maxsize=4)
def _kept(law: LawBase, day: dt.date) -> Rulebook:
    edition = law.at(day)
    cited, depending = citations(law), dependents(edition)
    entries = {}
    for rule in law.rules.values():
        tree = law.trees.get(rule.id)
        condition = "" if tree is None else in_one_line(describe(edition, tree))
        entries[rule.id] = RuleEntry(
            rule=rule,
            citations=cited[rule.id],
            condition=condition,
            standing=standing(rule, day),
            stale=stale_reasons(law, rule, day),
            text=text_age(law, rule),
            dependents=depending[rule.id],
            searched=_searched(law, rule, cited[rule.id], condition),
        )
    return Rulebook(edition, day, entries)


def _searched(law: LawBase, rule: Rule, cited: tuple[Citation, ...], condition: str) -> str:
    said = (rule.says.yes, rule.says.no) if rule.says else ()
    parts = (
        rule.id,
        law.topics[rule.topic].label,
        rule.statement,
        rule.provision,
        *map(str, cited),
        condition,
        rule.consequence,
        rule.otherwise,
        rule.ask_solicitor,
        rule.note,
        *said,
    )
    return re.sub(r"\s+", " ", " ".join(parts)).lower()


def _rests_on(entry: RuleEntry, statute: str, places: tuple[Place, ...]) -> bool:
    if statute == NONE:
        return not entry.citations
    cited = [c for c in entry.citations if statute in ("", c.statute.id)]
    if not places:
        return bool(cited) or not statute
    return any(place.meets(named) for c in cited for named in c.places for place in places)


def _bears_on(key: str, borne_on: list[str]) -> bool:
    return not borne_on if key == NONE else not key or key in borne_on


def _sureness(entry: RuleEntry) -> int:
    return _SURENESS.index(entry.rule.confidence)


def _oldest_text(entry: RuleEntry) -> tuple[bool, dt.date]:
    """What has no date comes first: nobody can say how old it is."""
    return entry.text.oldest is not None, entry.text.oldest or dt.date.min


_ORDERS: Final[Mapping[Order, Callable[[RuleEntry], Any]]] = {
    Order.ID: lambda entry: entry.order,
    Order.CHECKED: lambda entry: entry.rule.checked,
    Order.CONFIDENCE: _sureness,
    Order.TEXT: _oldest_text,
}
