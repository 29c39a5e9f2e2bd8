"""How long things are kept: the settings of the host, in the words of the content."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from mutualise.content.loader import Record, build_one


@dataclass(frozen=True)
class Kept:
    """One kind of thing, how long it is kept, and what happens then."""

    what: str
    how_long: str
    then: str


class _Line(Record):
    name: str
    what: str
    then: str


class _Lines(Record):
    retention: tuple[_Line, ...]


@cache
def _lines() -> tuple[_Line, ...]:
    return build_one(_Lines, "privacy/retention.yaml").retention


def everything_kept() -> tuple[Kept, ...]:
    """What is kept for how long on this site."""
    hours, minutes = settings.SESSION_WHOLE // 3600, settings.SESSION_IDLE // 60
    sessions = Kept(
        "That someone is signed in",
        f"{hours} hours, or {minutes} minutes without a page",
        "ended and removed",
    )
    letters = Kept(
        "The count against floods of questions without a name", "Until the night", "thrown away"
    )
    lines = (Kept(each.what, days_in_words(kept_days(each.name)), each.then) for each in _lines())
    return (sessions, letters, *lines)


def names() -> tuple[str, ...]:
    """The names of the settings that the content knows."""
    return tuple(line.name for line in _lines())


def kept_days(name: str) -> int:
    """The setting of this name."""
    return int(settings.KEEP_DAYS[name])


def kept_since(name: str, now: dt.datetime) -> dt.datetime:
    """What is older than this has been kept for long enough."""
    return now - dt.timedelta(days=kept_days(name))


def days_in_words(days: int) -> str:
    """The largest unit that says it exactly."""
    for length, word in ((365, "year"), (7, "week"), (1, "day")):
        if days % length == 0:
            count = days // length
            return f"{count} {word}" if count == 1 else f"{count} {word}s"
    raise AssertionError("Every number is a number of days.")
