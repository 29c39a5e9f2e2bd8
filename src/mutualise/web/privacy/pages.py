"""What the pages of data protection show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from mutualise.calendars.words import written_date
from mutualise.web.design.components import Column, Link, SummaryRow, Table
from mutualise.web.design.moments import moment
from mutualise.web.personal_data import Entry, Value
from mutualise.web.privacy.selectors import HeldAbout, held_about, run_alone
from mutualise.web.tenancy.models import Person, Workspace

# A page with thousands of events helps nobody; the download has them all.
SHOWN: Final = 20


@dataclass(frozen=True)
class HeldPart:
    """One part of what is held, as the page shows it."""

    title: str
    what: str
    why: str
    seen_by: str
    # One entry stands as a list of facts, several as a table.
    only: tuple[SummaryRow, ...]
    table: Table | None
    more: str


@dataclass(frozen=True)
class HeldPage:
    """Everything that is held about the reader."""

    parts: tuple[HeldPart, ...]
    # What there is nothing of.
    empty: tuple[str, ...]


@dataclass(frozen=True)
class ErasePage:
    """What goes and what stays; or which workspaces stand in the way."""

    stays: tuple[str, ...]
    alone: tuple[tuple[str, Link], ...]


def held_page(person: Person) -> HeldPage:
    """Everything that is held about a person."""
    held = held_about(person)
    return HeldPage(
        parts=tuple(_part(each) for each in held if each.entries),
        empty=tuple(each.purpose.title for each in held if not each.entries),
    )


def erase_page(person: Person) -> ErasePage:
    """What a person should know before they go."""
    stays = tuple(
        f"{each.purpose.title}: {each.purpose.stays}"
        for each in held_about(person)
        if each.purpose.stays and each.entries
    )
    return ErasePage(stays, tuple(_in_the_way(workspace) for workspace in run_alone(person)))


def _in_the_way(workspace: Workspace) -> tuple[str, Link]:
    people = reverse("workspaces:people", args=(workspace.address,))
    return workspace.title, Link("Give someone else the role", people, f"in {workspace.title}")


def _part(about: HeldAbout) -> HeldPart:
    purpose = about.purpose
    newest = tuple(reversed(about.entries))[:SHOWN]
    left = len(about.entries) - len(newest)
    return HeldPart(
        purpose.title,
        purpose.what,
        purpose.why,
        purpose.seen_by,
        _facts(newest[0]) if len(newest) == 1 else (),
        _table(newest) if len(newest) > 1 else None,
        f"{left} more in the download." if left else "",
    )


def _facts(entry: Entry) -> tuple[SummaryRow, ...]:
    return tuple(SummaryRow(name, _in_words(value)) for name, value in entry.items())


def _table(entries: tuple[Entry, ...]) -> Table:
    columns = tuple(Column(name) for name in entries[0])
    rows = tuple(tuple(_in_words(value) for value in entry.values()) for entry in entries)
    return Table("The newest first", columns, rows, narrow="stacked", caption_size="s")


def _in_words(value: Value) -> str:
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return written_date(value)
    return value or "–"
