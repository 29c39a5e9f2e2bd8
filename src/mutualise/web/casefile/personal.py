"""What the case holds about a person: what they saved, said, named and attached."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Q

from mutualise.web.casefile.models import (
    AnswerVersion,
    Attachment,
    Comment,
    Revision,
    SectionWork,
    Snapshot,
)
from mutualise.web.personal_data import Entry, Held, kept_under_id
from mutualise.web.tenancy.models import Person

_FORMER: Final = "A former colleague"


def _saved(person: Person) -> tuple[Entry, ...]:
    rows = Revision.objects.filter(by=person).select_related("workspace").order_by("at")
    return tuple(
        {
            "Workspace": row.workspace.title,
            "Change": str(row.number),
            "Saved at": row.at,
        }
        for row in rows
    )


def _take_name_off_answers(person: Person, now: dt.datetime) -> None:
    # A case file that was brought in can name people. Without its salt, nobody can try names
    # against the hash that stays in the record.
    # A name is anyone's to choose, so it counts only where the person has been a colleague.
    here = Q(workspace__memberships__person=person, who=person.name) & ~Q(who="")
    named = AnswerVersion.objects.filter(here | Q(who=person.email))
    AnswerVersion.objects.filter(pk__in=list(named.values_list("pk", flat=True))).update(
        who=_FORMER, salt=""
    )


def _said(person: Person) -> tuple[Entry, ...]:
    rows = Comment.objects.filter(by=person).select_related("workspace").order_by("at")
    return tuple(
        {"Workspace": row.workspace.title, "Written at": row.at, "Comment": row.text}
        for row in rows
    )


def _attached(person: Person) -> tuple[Entry, ...]:
    rows = Attachment.objects.filter(by=person).defer("content").select_related("workspace")
    return tuple(
        {"Workspace": row.workspace.title, "Added at": row.at, "Paper": row.name}
        for row in rows.order_by("at")
    )


def _named(person: Person) -> tuple[Entry, ...]:
    rows = Snapshot.objects.filter(by=person).select_related("workspace").order_by("at")
    return tuple(
        {"Workspace": row.workspace.title, "Named at": row.at, "Snapshot": row.name} for row in rows
    )


def _looks_after(person: Person) -> tuple[Entry, ...]:
    rows = SectionWork.objects.filter(assigned_to=person).select_related("workspace")
    return tuple({"Workspace": row.workspace.title, "Section": row.section} for row in rows)


def _look_after_no_more(person: Person, now: dt.datetime) -> None:
    SectionWork.objects.filter(assigned_to=person).update(assigned_to=None)


SAVED: Final = Held(
    "saved", ("casefile.Revision", "casefile.AnswerVersion"), _saved, _take_name_off_answers
)
COMMENTS: Final = Held("comments", ("casefile.Comment",), _said, kept_under_id)
PAPERS: Final = Held("papers", ("casefile.Attachment",), _attached, kept_under_id)
SNAPSHOTS: Final = Held("snapshots", ("casefile.Snapshot",), _named, kept_under_id)
SECTIONS: Final = Held("sections", ("casefile.SectionWork",), _looks_after, _look_after_no_more)
