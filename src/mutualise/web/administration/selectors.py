"""What those who look after the site see: who is here and which workspaces, never their content."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from mutualise.web.tenancy.models import Person, SiteAdministration, Workspace

ON_A_PAGE: Final = 50
_HERE: Final = Q(memberships__ended_at__isnull=True)


@dataclass(frozen=True)
class Sheet:
    """One page of a long list."""

    number: int
    pages: int
    found: int


@dataclass(frozen=True)
class PersonRow:
    """A person of the site."""

    id: uuid.UUID
    email: str
    joined_at: dt.datetime
    last_sign_in: dt.datetime | None
    workspaces: int
    active: bool


@dataclass(frozen=True)
class WorkspaceRow:
    """A workspace of the site."""

    title: str
    kind: str
    people: int
    created_at: dt.datetime
    closed_at: dt.datetime | None


def people(search: str, page: str) -> tuple[tuple[PersonRow, ...], Sheet]:
    """People by their address, without those who were erased."""
    found = Person.objects.filter(erased_at__isnull=True, email__icontains=search)
    counted = found.annotate(
        workspaces=Count("memberships__workspace", filter=_HERE, distinct=True)
    ).order_by("email")
    rows, sheet = _sheet(counted, page)
    return tuple(
        PersonRow(row.pk, row.email, row.joined_at, row.last_login, row.workspaces, row.is_active)
        for row in rows
    ), sheet


def workspaces(search: str, page: str) -> tuple[tuple[WorkspaceRow, ...], Sheet]:
    """Workspaces by their title."""
    found = Workspace.objects.filter(title__icontains=search)
    counted = found.annotate(
        people=Count("memberships__person", filter=_HERE, distinct=True)
    ).order_by("title", "created_at")
    rows, sheet = _sheet(counted, page)
    return tuple(
        WorkspaceRow(row.title, row.kind, row.people, row.created_at, row.closed_at) for row in rows
    ), sheet


def person_with_id(person_id: uuid.UUID) -> Person | None:
    """A person who was not erased."""
    return Person.objects.filter(pk=person_id, erased_at__isnull=True).first()


def person_with_address(email: str) -> Person | None:
    """Whose address this is."""
    return Person.objects.filter(email=email.strip().lower(), erased_at__isnull=True).first()


@dataclass(frozen=True)
class Grant:
    """A time of looking after the site."""

    email: str
    begins_at: dt.datetime
    ends_at: dt.datetime
    why: str


def grants(now: dt.datetime, *, past: bool = False) -> tuple[Grant, ...]:
    """Who looks after the site now, or everyone who ever did, the last to end first."""
    rows = SiteAdministration.objects.select_related("person").order_by("-ends_at")
    if not past:
        rows = rows.filter(begins_at__lte=now, ends_at__gt=now)
    return tuple(Grant(row.person.email, row.begins_at, row.ends_at, row.why) for row in rows)


def _sheet(rows: QuerySet[Person] | QuerySet[Workspace], page: str) -> tuple[list, Sheet]:  # type: ignore[type-arg]
    paginator = Paginator(rows, ON_A_PAGE)
    shown = paginator.get_page(page)
    return list(shown.object_list), Sheet(shown.number, paginator.num_pages, paginator.count)
