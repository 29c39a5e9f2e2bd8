"""Who is in a workspace, and who is invited to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from mutualise.web.tenancy.models import Invitation, Membership, Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.roles import OFFICES, ROLES, RUNS, Kind, Role
from mutualise.web.tenancy.seats import Seat


@dataclass(frozen=True)
class Colleague:
    """Someone who is in a workspace now."""

    person: Person
    roles: frozenset[Role]


@dataclass(frozen=True)
class Invited:
    """An address that was invited to a workspace and has not answered yet."""

    # Any one of the rows, of which there is one for each role.
    id: UUID
    workspace: Workspace
    email: str
    roles: frozenset[Role]
    invited_by: Person
    sent_at: dt.datetime
    ends_at: dt.datetime

    def has_ended(self, now: dt.datetime) -> bool:
        """Whether it is too late to accept."""
        return self.ends_at <= now


def colleagues_of(workspace: Workspace) -> tuple[Colleague, ...]:
    """Everyone in a workspace: those who run it first, then by name."""
    held: dict[Person, set[Role]] = {}
    rows = Membership.objects.of(workspace).filter(ended_at__isnull=True)
    for row in rows.select_related("person"):
        held.setdefault(row.person, set()).add(Role(row.role))
    runs = RUNS[Kind(workspace.kind)]
    ordered = sorted(held, key=lambda each: (runs not in held[each], each.called.lower()))
    return tuple(Colleague(person, frozenset(held[person])) for person in ordered)


def colleagues_shown_to(seat: Seat) -> tuple[Colleague, ...]:
    """Those in the workspace whom this person may know of.

    People who work there see everyone. A guest, such as a commissioner, or a colleague who only
    asks and votes, sees who runs the workspace, who holds an office in it, and themselves.
    """
    everyone = colleagues_of(seat.workspace)
    if seat.may(Permission.SEE_PEOPLE):
        return everyone
    own = seat.person
    known = [each for each in everyone if each.roles & OFFICES or each.person == own]
    return tuple(
        each if each.person == own else Colleague(each.person, each.roles & OFFICES)
        for each in known
    )


def colleague_in(workspace: Workspace, person: UUID) -> Colleague | None:
    """The person with this id, if they are in the workspace now."""
    return next((each for each in colleagues_of(workspace) if each.person.pk == person), None)


def invited_to(workspace: Workspace) -> tuple[Invited, ...]:
    """Every address that was invited and has not answered, by address."""
    rows = _waiting(Invitation.objects.of(workspace))
    return _by_address(rows)


def invited_as(workspace: Workspace, invitation: UUID) -> Invited | None:
    """The invitation of which this id is one row, if it is still waiting."""
    row = _waiting(Invitation.objects.of(workspace)).filter(pk=invitation).first()
    if row is None:
        return None
    return next(each for each in invited_to(workspace) if each.email == row.email)


def invitations_for(person: Person, now: dt.datetime) -> tuple[Invited, ...]:
    """The invitations that a person can answer: to addresses that are known to be theirs."""
    rows = _waiting(Invitation.objects.filter(email__in=own_addresses(person), ends_at__gt=now))
    return _by_address(rows.filter(workspace__closed_at__isnull=True))


def invitation_to(person: Person, invitation: UUID) -> Invited | None:
    """An invitation to one of a person's own addresses, whether it is still open or not."""
    rows = Invitation.objects.filter(pk=invitation, email__in=own_addresses(person))
    row = rows.select_related("workspace", "invited_by").first()
    return _invited([row]) if row else None


def own_addresses(person: Person) -> frozenset[str]:
    """The addresses that a person has shown to be theirs by a code sent to them."""
    rows = EmailAddress.objects.filter(user=person, verified=True)
    return frozenset(address.lower() for address in rows.values_list("email", flat=True))


def _waiting(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    waiting = rows.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("workspace", "invited_by")


def _by_address(rows: Iterable[Invitation]) -> tuple[Invited, ...]:
    grouped: dict[tuple[str, str], list[Invitation]] = {}
    for row in rows:
        grouped.setdefault((row.email, row.workspace.address), []).append(row)
    return tuple(_invited(group) for _, group in sorted(grouped.items()))


def _invited(rows: list[Invitation]) -> Invited:
    last = max(rows, key=lambda row: row.sent_at)
    return Invited(
        id=min(row.pk for row in rows),
        workspace=last.workspace,
        email=last.email,
        roles=frozenset(Role(row.role) for row in rows),
        invited_by=last.invited_by,
        sent_at=last.sent_at,
        ends_at=min(row.ends_at for row in rows),
    )


def titles_of(roles: Iterable[Role]) -> str:
    """Roles in words, in the order of the table of roles."""
    held = frozenset(roles)
    return ", ".join(card.title for role, card in ROLES.items() if role in held)
