"""What the record of events holds about a person: that someone with their id did something."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Q

from mutualise.content.record_kinds import load_kinds
from mutualise.web.personal_data import Entry, Held, kept_under_id
from mutualise.web.tenancy.models import Event, Person, Workspace


def _events(person: Person) -> tuple[Entry, ...]:
    own = str(person.pk)
    kinds = load_kinds()
    names = {
        str(each.pk): each.title for each in Workspace.objects.filter(memberships__person=person)
    }
    rows = Event.objects.filter(Q(actor=own) | Q(about=own)).order_by("at", "chain", "number")
    return tuple(
        {
            "At": dt.datetime.fromisoformat(row.at),
            "What": kinds[row.kind].title if row.kind in kinds else row.kind,
            "By": "you" if row.actor == own else "someone else, about you",
            "Event": f"{row.number} of {names.get(row.chain, 'the site')}",
        }
        for row in rows
    )


# No name, address or text stands in an event, and the database refuses to change one.
EVENTS: Final = Held("events", (), _events, kept_under_id)
