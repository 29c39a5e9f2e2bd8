"""Changes to who is in a workspace: each one transaction, with its event."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from mutualise.web.accounts.actions import end_sessions
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Membership, Person, Workspace
from mutualise.web.tenancy.roles import ROLES, RUNS, Kind, Role, roles_of
from mutualise.web.workspaces.actions import give_role
from mutualise.web.workspaces.people.refusals import LastToRun, Refused
from mutualise.web.workspaces.people.selectors import own_addresses
from mutualise.web.workspaces.people.withdrawing import withdraw_where


@transaction.atomic
def set_roles(
    *, by: Person, workspace: Workspace, person: Person, roles: frozenset[Role], now: dt.datetime
) -> None:
    """Let a person of the workspace hold exactly these roles; it counts from the next request."""
    take_turn_while_open(workspace)
    kind = Kind(workspace.kind)
    if not roles:
        raise Refused("Choose at least one role. To take all of them away, remove the person.")
    if not roles <= frozenset(roles_of(kind)):
        raise Refused("A workspace of this kind does not have that role.")
    held = _held(workspace, person)
    if not held:
        raise Refused("This person is no longer in the workspace.")
    _end(by, workspace, person, held - roles, now)
    for role in sorted(roles - held):
        give_role(by=by, workspace=workspace, person=person, role=role)


@transaction.atomic
def remove_person(*, by: Person, workspace: Workspace, person: Person, now: dt.datetime) -> None:
    """End every role of a person here, and every session that they have."""
    take_turn(workspace)
    held = _held(workspace, person)
    _end(by, workspace, person, held, now)
    # The ways back in: what the person was offered, and what they offered others.
    theirs = Q(invited_by=person) | Q(email__in=own_addresses(person))
    withdraw_where(by=by, workspace=workspace, which=theirs, now=now)
    kind = "workspace.person_left" if by == person else "workspace.person_removed"
    record(kind, by=by, workspace=workspace, about=person.pk, now=now)
    end_sessions(person, by=by)


def take_turn(workspace: Workspace) -> Workspace:
    """The workspace as it is now, held until the change is made.

    One change at a time, so that two owners who remove each other at the same moment do not leave
    it without one. SQLite has one writer for everything.
    """
    return Workspace.objects.select_for_update().get(pk=workspace.pk)


def take_turn_while_open(workspace: Workspace) -> None:
    """As `take_turn`, and refuse if it was closed between the click and now."""
    if take_turn(workspace).closed_at:
        raise Refused("This workspace was closed in the meantime.")


def _held(workspace: Workspace, person: Person) -> frozenset[Role]:
    rows = Membership.objects.of(workspace).filter(person=person, ended_at__isnull=True)
    return frozenset(Role(role) for role in rows.values_list("role", flat=True))


def _end(
    by: Person, workspace: Workspace, person: Person, roles: frozenset[Role], now: dt.datetime
) -> None:
    runs = RUNS[Kind(workspace.kind)]
    current = Membership.objects.of(workspace).filter(ended_at__isnull=True)
    if runs in roles and not current.filter(role=runs).exclude(person=person).exists():
        raise LastToRun(ROLES[runs].title)
    current.filter(person=person, role__in=roles).update(ended_at=now)
    for role in sorted(roles):
        record(
            "workspace.role_ended",
            by=by,
            workspace=workspace,
            about=person.pk,
            body={"role": role.value},
            now=now,
        )
