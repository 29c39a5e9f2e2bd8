"""How an app says what it holds about a person, so that it can be shown, taken away and erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mutualise.web.tenancy.models import Person

# One thing that is held, as names and values: {"Workspace": "Practice A", "Role": "Owner"}.
Value = str | dt.date | dt.datetime | None
Entry = dict[str, Value]


@dataclass(frozen=True)
class Held:
    """What one app holds about people. What it is for stands in content/privacy/held.yaml.

    `tables` names the models whose rows point to a person or hold an address; a test finds any
    that no app speaks for. `erase` runs inside the transaction of a person's erasure.
    """

    name: str
    tables: tuple[str, ...]
    export: Callable[[Person], tuple[Entry, ...]]
    erase: Callable[[Person, dt.datetime], None]


def kept_under_id(person: Person, now: dt.datetime) -> None:
    """Nothing to erase: rows point to the person, who has no name any more."""
