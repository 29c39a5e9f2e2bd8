"""What the record of events holds about a person: that someone with their id did something."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from mutualise.web.personal_data import Entry, Held, kept_under_id
from mutualise.web.tenancy.models import Event, Person


def _events(person: Person) -> tuple[Entry, ...]:
    own = str(person.pk)
    rows = Event.objects.filter(Q(actor=own) | Q(about=own)).order_by("at", "chain", "number")
    return tuple(
        {
            "At": row.at,
            "What": row.kind,
            "By": "you" if row.actor == own else "someone else, about you",
            "Chain and number": f"{row.chain} {row.number}",
        }
        for row in rows
    )


# No name, address or text stands in an event, and the database refuses to change one.
EVENTS: Final = Held("events", (), _events, kept_under_id)
