"""How fresh a rule is: when it was checked, how old the text read is, whether it is law."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mutualise.rules.base import LawBase
from mutualise.rules.cards import MEMORY
from mutualise.rules.model import Rule, Status

_DAY = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
# A year alone is a date only where nothing else is said: "cites the 1985 Act" has none.
_YEARS = re.compile(r"(?:\d{4}(?:-\d{2}){0,2}|\s|/|,|to|and|-)+")
_YEAR = re.compile(r"\b(\d{4})\b")
_NO_DATE = re.compile(r"\b(?:undated|no date)\b", flags=re.IGNORECASE)


class Standing(StrEnum):
    """Whether a rule is law on a day."""

    IN_FORCE = "in_force"
    EXPECTED = "expected"
    SUPERSEDED = "superseded"


class Stale(StrEnum):
    """A reason to read a rule again. The number is of months since the check, or years of text."""

    CHECKED_3 = "checked-3"
    CHECKED_6 = "checked-6"
    CHECKED_12 = "checked-12"
    TEXT_2 = "text-2"
    TEXT_5 = "text-5"
    TEXT_10 = "text-10"
    UNDATED = "undated"
    MEMORY = "memory"

    @property
    def number(self) -> int:
        """The months or years; 0 where the reason is not a matter of time."""
        return int(self.value.partition("-")[2] or 0)


_CHECKED: Final = (Stale.CHECKED_3, Stale.CHECKED_6, Stale.CHECKED_12)
_TEXT: Final = (Stale.TEXT_2, Stale.TEXT_5, Stale.TEXT_10)


@dataclass(frozen=True)
class TextAge:
    """The oldest date among the texts that were read, and whether one of them has none."""

    oldest: dt.date | None
    undated: bool


def standing(rule: Rule, day: dt.date) -> Standing:
    """Whether a rule is law on that day, is still to come, or no longer counts."""
    if rule.status is Status.SUPERSEDED:
        return Standing.SUPERSEDED
    if rule.in_force_to is not None and rule.in_force_to <= day:
        return Standing.SUPERSEDED
    if rule.status is Status.EXPECTED:
        return Standing.EXPECTED
    begins_later = rule.in_force_from is not None and rule.in_force_from > day
    return Standing.EXPECTED if begins_later else Standing.IN_FORCE


def stale_reasons(law: LawBase, rule: Rule, day: dt.date) -> frozenset[Stale]:
    """Every reason to read a rule again, as at a day."""
    return frozenset(_reasons(law, rule, day))


def text_age(law: LawBase, rule: Rule) -> TextAge:
    """The age of the texts that a rule rests on; what is from memory has none."""
    ages = [read_text_age(law.sources[key].text_date) for key in rule.sources if key != MEMORY]
    dates = [age.oldest for age in ages if age.oldest is not None]
    return TextAge(min(dates, default=None), any(age.undated for age in ages))


def read_text_age(written: str) -> TextAge:
    """The date of a text as a source has it: "2025-02-24", "2004 / 2015", "undated revision".

    Of several dates the oldest counts, and a month or year counts from its first day.
    """
    dates = [
        dt.date(int(year), int(month), int(day or 1)) for year, month, day in _DAY.findall(written)
    ]
    if written and _YEARS.fullmatch(written):
        bare = _DAY.sub("", written)
        dates += [dt.date(int(year), 1, 1) for year in _YEAR.findall(bare)]
    oldest = min(dates, default=None)
    return TextAge(oldest, oldest is None or bool(_NO_DATE.search(written)))


def _reasons(law: LawBase, rule: Rule, day: dt.date) -> Iterator[Stale]:
    yield from (stale for stale in _CHECKED if months_between(rule.checked, day) >= stale.number)
    age = text_age(law, rule)
    if age.oldest is not None:
        years = months_between(age.oldest, day) // 12
        yield from (stale for stale in _TEXT if years >= stale.number)
    if age.undated:
        yield Stale.UNDATED
    if MEMORY in rule.sources:
        yield Stale.MEMORY


def months_between(since: dt.date, day: dt.date) -> int:
    """Whole months between two days."""
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
