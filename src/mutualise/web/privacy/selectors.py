"""Reads what is held about a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.web.personal_data import Entry, moment
from mutualise.web.privacy.held import ALL_HELD
from mutualise.web.privacy.registry import Purpose, purpose_of
from mutualise.web.tenancy.models import Membership, Person, Workspace
from mutualise.web.tenancy.roles import RUNS, Kind


@dataclass(frozen=True)
class HeldAbout:
    """One part of what is held about one person."""

    purpose: Purpose
    entries: tuple[Entry, ...]


def held_about(person: Person) -> tuple[HeldAbout, ...]:
    """Everything that the site holds about a person."""
    return tuple(HeldAbout(purpose_of(held.name), held.export(person)) for held in ALL_HELD)


def download_of(person: Person, now: dt.datetime) -> dict[str, object]:
    """The same for a file."""
    parts = {
        about.purpose.name: {
            "what": about.purpose.title,
            "why": about.purpose.why,
            "entries": list(about.entries),
        }
        for about in held_about(person)
    }
    return {"made_at": moment(now), "held": parts}


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
