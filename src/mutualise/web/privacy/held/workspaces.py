"""What workspaces hold about a person: the roles they have, and invitations to them or by them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Q

from mutualise.web.personal_data import Entry, Held
from mutualise.web.privacy.held.account import addresses_of
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Membership, Person
from mutualise.web.tenancy.roles import ROLES, Role


def _roles(person: Person) -> tuple[Entry, ...]:
    rows = Membership.objects.filter(person=person).select_related("workspace").order_by("id")
    return tuple(
        {
            "Workspace": row.workspace.title,
            "Role": ROLES[Role(row.role)].title,
            "Since": row.began_at,
            "Until": row.ended_at,
        }
        for row in rows
    )


def _end_roles(person: Person, now: dt.datetime) -> None:
    rows = Membership.objects.filter(person=person, ended_at__isnull=True)
    for row in rows.select_related("workspace").order_by("workspace", "role"):
        row.ended_at = now
        row.save()
        record(
            "workspace.role_ended",
            by=person,
            workspace=row.workspace,
            about=person.pk,
            body={"role": row.role},
            now=now,
        )


def _invitations(person: Person) -> tuple[Entry, ...]:
    rows = Invitation.objects.filter(
        Q(email__in=addresses_of(person)) | Q(invited_by=person)
    ).select_related("workspace")
    return tuple(
        {
            "Workspace": row.workspace.title,
            "Role": ROLES[Role(row.role)].title,
            "Sent at": row.sent_at,
            # To whom one sent an invitation is that person's address, not one's own.
            "Sent by": "you" if row.invited_by_id == person.pk else "a colleague",
        }
        for row in rows.order_by("sent_at", "id")
    )


def _blank_invitations(person: Person, now: dt.datetime) -> None:
    theirs = Invitation.objects.filter(email__in=addresses_of(person))
    theirs.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    theirs.update(email=f"{person.pk.hex}@erased.invalid")


ROLES_HELD: Final = Held("roles", ("tenancy.Membership",), _roles, _end_roles)
INVITATIONS: Final = Held("invitations", ("tenancy.Invitation",), _invitations, _blank_invitations)
