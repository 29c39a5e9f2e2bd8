"""What notices hold about a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from mutualise.web.notices.models import Every, Notice, Told, Wish
from mutualise.web.personal_data import Entry, Held
from mutualise.web.tenancy.models import Person


def _notices(person: Person) -> tuple[Entry, ...]:
    rows = Notice.objects.filter(person=person).select_related("workspace")
    return tuple(
        {"Workspace": row.workspace.title, "Made at": row.made_at, "Notice": row.text}
        for row in rows
    )


def _forget_notices(person: Person, now: dt.datetime) -> None:
    Notice.objects.filter(person=person).delete()


def _digests(person: Person) -> tuple[Entry, ...]:
    told = Told.objects.filter(person=person).select_related("workspace")
    wishes = Wish.objects.filter(person=person).select_related("workspace")
    often = {row.workspace.title: row.get_every_display() for row in wishes}
    until = {row.workspace.title: row.day for row in told}
    return tuple(
        {
            "Workspace": title,
            "How often": often.get(title, Every.WEEK.label),
            "Told what changed until": until.get(title),
        }
        for title in sorted({*often, *until})
    )


def _forget_digests(person: Person, now: dt.datetime) -> None:
    Told.objects.filter(person=person).delete()
    Wish.objects.filter(person=person).delete()


NOTICES: Final = Held("notices", ("notices.Notice",), _notices, _forget_notices)
DIGESTS: Final = Held("digests", ("notices.Told", "notices.Wish"), _digests, _forget_digests)
