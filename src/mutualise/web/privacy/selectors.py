"""Reads what is held about a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.web.personal_data import Entry, Value
from mutualise.web.privacy.held import ALL_HELD
from mutualise.web.privacy.registry import Purpose, purposes
from mutualise.web.tenancy.models import Membership, Person, Workspace
from mutualise.web.tenancy.roles import RUNS, Kind


@dataclass(frozen=True)
class HeldAbout:
    """One part of what is held about one person."""

    purpose: Purpose
    entries: tuple[Entry, ...]


def held_about(person: Person) -> tuple[HeldAbout, ...]:
    """Everything that the site holds about a person."""
    parts = {held.name: held for held in ALL_HELD}
    return tuple(HeldAbout(each, parts[each.name].export(person)) for each in purposes())


def download_of(person: Person, now: dt.datetime) -> dict[str, object]:
    """The same for a file."""
    parts = {
        about.purpose.name: {
            "what": about.purpose.title,
            "why": about.purpose.why,
            "entries": [
                {name: _written(value) for name, value in entry.items()} for entry in about.entries
            ],
        }
        for about in held_about(person)
    }
    return {"made_at": _written(now), "held": parts}


def _written(value: Value) -> str:
    """As other programs read it: times in UTC."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def run_alone(person: Person) -> tuple[Workspace, ...]:
    """The open workspaces that only this person runs."""
    current = Membership.objects.filter(ended_at__isnull=True)
    rows = current.filter(person=person, workspace__closed_at__isnull=True)
    return tuple(
        row.workspace
        for row in rows.select_related("workspace").order_by("workspace__title")
        if row.role == RUNS[Kind(row.workspace.kind)]
        and not current.filter(workspace=row.workspace, role=row.role)
        .exclude(person=person)
        .exists()
    )
