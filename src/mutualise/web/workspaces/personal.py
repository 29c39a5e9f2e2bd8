"""What shares hold about a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Q

from mutualise.web.personal_data import Entry, Held
from mutualise.web.tenancy.models import Person
from mutualise.web.workspaces.models import Share


def _shares(person: Person) -> tuple[Entry, ...]:
    rows = Share.objects.filter(Q(with_person=person) | Q(made_by=person))
    return tuple(
        {
            "Workspace": row.workspace.title,
            "Shared by": "you" if row.made_by_id == person.pk else "a colleague",
            "From": row.made_at,
            "Until": row.ended_at or row.ends_at,
            "Note": row.note,
        }
        for row in rows.select_related("workspace").order_by("made_at", "id")
    )


def _end_shares(person: Person, now: dt.datetime) -> None:
    """What was shared with them alone ends; what they shared for their team goes on."""
    theirs = Share.objects.filter(with_person=person, ended_at__isnull=True)
    theirs.update(ended_at=now)


SHARES: Final = Held("shares", ("workspaces.Share",), _shares, _end_shares)
