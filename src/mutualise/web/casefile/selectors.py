"""From the rows of a case to what pages show: who said what, when, and what is to do."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from mutualise.web.casefile.models import (
    AnswerVersion,
    Attachment,
    Case,
    Comment,
    Revision,
    SectionWork,
    Snapshot,
)
from mutualise.web.tenancy.models import Membership, Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.roles import Role, allowed_to


@dataclass(frozen=True)
class Said:
    """Who changed something, and when."""

    who: str
    at: dt.datetime
    how: str = ""


@dataclass(frozen=True)
class SectionState:
    """How a section stands: who looks after it, until when, and whether it is complete."""

    assigned: str = ""
    assigned_id: str = ""
    due: dt.date | None = None
    completed: bool = False
    completed_by: str = ""
    completed_at: dt.datetime | None = None


@dataclass(frozen=True)
class CommentLine:
    """What someone said, and whether it is settled."""

    id: uuid.UUID
    text: str
    who: str
    at: dt.datetime
    place: str
    fact: str
    settled: bool
    settled_by: str


@dataclass(frozen=True)
class PaperLine:
    """A paper that lies with an answer."""

    id: uuid.UUID
    name: str
    size: int
    who: str
    at: dt.datetime


def said_by(workspace: Workspace, place: str, fact: str) -> Said | None:
    """Who last changed an answer, taking it away included."""
    last = AnswerVersion.objects.of(workspace).filter(place=place, fact=fact).last()
    if last is None:
        return None
    number = last.ends or last.begins
    return revisions(workspace, {number}).get(number)


def who_said(workspace: Workspace) -> dict[tuple[str, str], Said]:
    """Who gave each answer that counts now, by place and fact."""
    rows = AnswerVersion.objects.of(workspace).filter(ends__isnull=True)
    numbers = {(row.place, row.fact): row.begins for row in rows.only("place", "fact", "begins")}
    said = revisions(workspace, set(numbers.values()))
    return {key: said[number] for key, number in numbers.items()}


def versions_of(workspace: Workspace, place: str, fact: str) -> list[AnswerVersion]:
    """Every version of an answer, the oldest first."""
    rows = AnswerVersion.objects.of(workspace).filter(place=place, fact=fact)
    return list(rows.order_by("id"))


def version_of(workspace: Workspace, place: str, fact: str, version: int) -> AnswerVersion | None:
    """One version of an answer."""
    rows = AnswerVersion.objects.of(workspace).filter(place=place, fact=fact, pk=version)
    return rows.first()


def revisions(workspace: Workspace, numbers: set[int]) -> dict[int, Said]:
    """Who and when of each revision."""
    rows = Revision.objects.of(workspace).filter(number__in=numbers).select_related("by")
    return {row.number: Said(row.by.called, row.at, row.how) for row in rows}


def recent_revisions(workspace: Workspace, most: int, before: int | None = None) -> list[Revision]:
    """The last saves, the newest first."""
    rows = Revision.objects.of(workspace).select_related("by").order_by("-number")
    return list((rows.filter(number__lt=before) if before else rows)[:most])


def facts_changed(workspace: Workspace, numbers: Collection[int]) -> dict[int, list[str]]:
    """The facts whose answers each save gave, changed or took away."""
    changed = Q(begins__in=numbers) | Q(ends__in=numbers)
    found: dict[int, dict[str, None]] = {number: {} for number in numbers}
    rows = AnswerVersion.objects.of(workspace).filter(changed).order_by("id")
    for begins, ends, fact in rows.values_list("begins", "ends", "fact"):
        for number in (begins, ends):
            if number in found:
                found[number][fact] = None
    return {number: list(facts) for number, facts in found.items()}


def revision_of(workspace: Workspace, number: int) -> Revision | None:
    """One save."""
    return Revision.objects.of(workspace).select_related("by").filter(number=number).first()


def last_revision(workspace: Workspace) -> int:
    """The number of the last save; 0 before the first."""
    row = Case.objects.of(workspace).first()
    return row.revision if row else 0


def section_states(workspace: Workspace) -> dict[str, SectionState]:
    """How each section stands, where anything was said of it."""
    rows = SectionWork.objects.of(workspace).select_related("assigned_to", "completed_by")
    return {
        row.section: SectionState(
            assigned=row.assigned_to.called if row.assigned_to else "",
            assigned_id=str(row.assigned_to_id or ""),
            due=row.due,
            completed=row.completed_at is not None,
            completed_by=row.completed_by.called if row.completed_by else "",
            completed_at=row.completed_at,
        )
        for row in rows
    }


def comments_of(workspace: Workspace, section: str) -> tuple[CommentLine, ...]:
    """What was said about a section and its answers, the oldest first."""
    rows = Comment.objects.of(workspace).filter(section=section).order_by("at")
    return tuple(_comment(row) for row in rows.select_related("by", "settled_by"))


def comment_of(workspace: Workspace, comment: uuid.UUID) -> Comment | None:
    """One comment."""
    return Comment.objects.of(workspace).filter(pk=comment).first()


def _comment(row: Comment) -> CommentLine:
    return CommentLine(
        id=row.pk,
        text=row.text,
        who=row.by.called,
        at=row.at,
        place=row.place,
        fact=row.fact,
        settled=row.settled_at is not None,
        settled_by=row.settled_by.called if row.settled_by else "",
    )


def snapshots_of(workspace: Workspace) -> Sequence[Snapshot]:
    """The named states of the case, the newest first."""
    return list(Snapshot.objects.of(workspace).select_related("by").order_by("-at", "-id"))


def snapshot_of(workspace: Workspace, snapshot: int) -> Snapshot | None:
    """One named state."""
    return Snapshot.objects.of(workspace).select_related("by").filter(pk=snapshot).first()


def papers_of(workspace: Workspace, place: str, fact: str) -> tuple[PaperLine, ...]:
    """The papers that lie with an answer."""
    rows = Attachment.objects.of(workspace).filter(place=place, fact=fact, removed_at__isnull=True)
    return tuple(
        PaperLine(row.pk, row.name, row.size, row.by.called, row.at)
        for row in rows.defer("content").select_related("by").order_by("at")
    )


def paper_of(workspace: Workspace, paper: uuid.UUID) -> Attachment | None:
    """One paper that was not removed."""
    return Attachment.objects.of(workspace).filter(pk=paper, removed_at__isnull=True).first()


def people_who_can(workspace: Workspace, permission: Permission) -> list[Person]:
    """The people of a workspace whose roles allow something, by name."""
    held: dict[Person, set[Role]] = {}
    rows = Membership.objects.of(workspace).filter(ended_at__isnull=True).select_related("person")
    for row in rows:
        held.setdefault(row.person, set()).add(Role(row.role))
    able = [person for person, roles in held.items() if permission in allowed_to(roles)]
    return sorted(able, key=lambda person: person.called.lower())
