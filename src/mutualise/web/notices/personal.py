"""What notices hold about a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from mutualise.web.notices.models import Notice, Told, Wish
from mutualise.web.personal_data import Entry, Held, moment
from mutualise.web.tenancy.models import Person


def _notices(person: Person) -> tuple[Entry, ...]:
    rows = Notice.objects.filter(person=person).select_related("workspace")
    return tuple(
        {"Workspace": row.workspace.title, "Made at": moment(row.made_at), "Notice": row.text}
        for row in rows
    )


def _forget_notices(person: Person, now: dt.datetime) -> None:
    Notice.objects.filter(person=person).delete()


def _digests(person: Person) -> tuple[Entry, ...]:
    told = Told.objects.filter(person=person).select_related("workspace")
    wishes = Wish.objects.filter(person=person).select_related("workspace")
    chosen = ({"Workspace": row.workspace.title, "Every": row.every} for row in wishes)
    until = ({"Workspace": row.workspace.title, "Told until": row.day.isoformat()} for row in told)
    return (*chosen, *until)


def _forget_digests(person: Person, now: dt.datetime) -> None:
    Told.objects.filter(person=person).delete()
    Wish.objects.filter(person=person).delete()


NOTICES: Final = Held("notices", ("notices.Notice",), _notices, _forget_notices)
DIGESTS: Final = Held("digests", ("notices.Told", "notices.Wish"), _digests, _forget_digests)
