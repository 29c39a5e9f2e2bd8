"""What notices hold about a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from mutualise.web.notices.models import Notice
from mutualise.web.personal_data import Entry, Held, moment
from mutualise.web.tenancy.models import Person


def _notices(person: Person) -> tuple[Entry, ...]:
    rows = Notice.objects.filter(person=person).select_related("workspace")
    return tuple(
        {"Workspace": row.workspace.title, "Made at": moment(row.made_at), "Notice": row.text}
        for row in rows
    )


def _forget(person: Person, now: dt.datetime) -> None:
    Notice.objects.filter(person=person).delete()


NOTICES: Final = Held("notices", ("notices.Notice",), _notices, _forget)
