"""A case: the present position, named options laid over it, and collections."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mutualise.rules.facts import Value
from mutualise.rules.names import CONTRACTS, OWNERS

FORMAT = 1
COLLECTIONS = (CONTRACTS, OWNERS, "staff_groups", "partners", "sites")
# What an option or an item may be called in a file, a link and a database.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}\Z")


@dataclass(frozen=True)
class Answer:
    """What the team says about one fact; `value` None is an open "not known"."""

    value: Value | None
    source: str = ""
    why: str = ""
    who: str = ""
    when: str = ""


Answered = Mapping[str, Answer]


@dataclass(frozen=True)
class CaseSource:
    """Where an answer can be checked."""

    title: str
    url: str = ""
    date: str = ""
    checked: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class CaseOption:
    """A named possibility: the facts the team would choose, laid over the present position."""

    title: str
    about: str = ""
    answers: Answered = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One contract, owner, site or partner, with an id that never changes."""

    id: str
    title: str
    answers: Answered = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Collection:
    """Items of one kind. `complete` says that there are no others."""

    items: tuple[Item, ...]
    complete: bool = True


@dataclass(frozen=True)
class CaseFile:
    """Everything a team has told us. Immutable: a change makes a new case."""

    title: str
    about: str = ""
    lesson: str = ""
    slug: str = ""
    order: int = 0
    kind_label: str = ""
    as_at: dt.date | None = None
    sources: Mapping[str, CaseSource] = field(default_factory=dict)
    present: Answered = field(default_factory=dict)
    options: Mapping[str, CaseOption] = field(default_factory=dict)
    collections: Mapping[str, Collection] = field(default_factory=dict)
    notes: str = ""
