"""Invitations: sent, sent again, withdrawn, accepted, declined; each with its event.

An invitation belongs to an e-mail address. Nobody learns by inviting whether an account exists,
and only someone who has shown that the address is theirs can accept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import Q

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Membership, Person, Workspace
from mutualise.web.tenancy.roles import Kind, Role, roles_of
from mutualise.web.workspaces.actions import give_role
from mutualise.web.workspaces.people.actions import take_turn, take_turn_while_open
from mutualise.web.workspaces.people.letters import send_letter
from mutualise.web.workspaces.people.refusals import Refused
from mutualise.web.workspaces.people.selectors import Invited, own_addresses
from mutualise.web.workspaces.people.withdrawing import close, withdraw_where

LASTS: Final = dt.timedelta(days=14)
# So that nobody can use this site to send letters to the whole world, or many to one address.
BY_ONE_PERSON_IN_A_DAY: Final = 200
TO_ONE_ADDRESS_IN_A_DAY: Final = 10
BETWEEN_LETTERS: Final = dt.timedelta(minutes=10)


@transaction.atomic
def invite(
    *,
    by: Person,
    workspace: Workspace,
    email: str,
    roles: frozenset[Role],
    site: str,
    now: dt.datetime,
) -> None:
    """Invite whoever has this address to take up roles; they decide, once they have signed in."""
    take_turn_while_open(workspace)
    address = email.lower()
    if not roles or not roles <= frozenset(roles_of(Kind(workspace.kind))):
        raise Refused("Choose at least one role that this workspace has.")
    held = Membership.objects.of(workspace).filter(person__email=address, ended_at__isnull=True)
    new = roles - {Role(role) for role in held.values_list("role", flat=True)}
    if not new:
        raise Refused("This person is in the workspace already, with that role.")
    _within_limits(by, address, now)
    waiting = {Role(row.role): row for row in _open(workspace, address)}
    for role in sorted(new):
        row = waiting.get(role)
        if row is None:
            row = Invitation(workspace=workspace, email=address, role=role.value)
        row.invited_by, row.sent_at, row.ends_at = by, now, now + LASTS
        row.save()
        _record("workspace.person_invited", by, row, now)
    send_letter(workspace, by=by, email=address, roles=new, site=site, ends_at=now + LASTS, now=now)


@transaction.atomic
def send_again(*, by: Person, invited: Invited, site: str, now: dt.datetime) -> None:
    """Send the letter once more; the invitation then lasts as long as a new one."""
    take_turn_while_open(invited.workspace)
    _within_limits(by, invited.email, now)
    if invited.sent_at > now - BETWEEN_LETTERS:
        raise Refused("The letter went out a few minutes ago. Wait ten minutes before the next.")
    for row in _open(invited.workspace, invited.email):
        row.invited_by, row.sent_at, row.ends_at = by, now, now + LASTS
        row.save()
        _record("workspace.invitation_renewed", by, row, now)
    send_letter(
        invited.workspace,
        by=by,
        email=invited.email,
        roles=invited.roles,
        site=site,
        ends_at=now + LASTS,
        now=now,
    )


@transaction.atomic
def withdraw(*, by: Person, invited: Invited, now: dt.datetime) -> None:
    """Take an invitation back; whoever has the letter can no longer accept."""
    take_turn(invited.workspace)
    which = Q(email=invited.email)
    withdraw_where(by=by, workspace=invited.workspace, which=which, now=now)


@transaction.atomic
def withdraw_all(*, by: Person, workspace: Workspace, now: dt.datetime) -> None:
    """Take back every invitation that waits, as when a workspace closes."""
    withdraw_where(by=by, workspace=workspace, which=Q(), now=now)


@transaction.atomic
def accept(*, by: Person, invited: Invited, now: dt.datetime) -> None:
    """Take up the roles that are offered. What others may do does not change by it."""
    take_turn_while_open(invited.workspace)
    rows = _answerable(by, invited, now)
    for row in rows:
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        _record("workspace.invitation_accepted", by, row, now)
        give_role(by=by, workspace=invited.workspace, person=by, role=Role(row.role))


@transaction.atomic
def decline(*, by: Person, invited: Invited, now: dt.datetime) -> None:
    """Say no; the invitation is over."""
    take_turn(invited.workspace)
    for row in _answerable(by, invited, now):
        close(row, now)
        _record("workspace.invitation_declined", by, row, now)


def _answerable(person: Person, invited: Invited, now: dt.datetime) -> list[Invitation]:
    """The rows as they stand at this moment, which may be later than what the page showed."""
    rows = [row for row in _open(invited.workspace, invited.email) if row.ends_at > now]
    if not rows or invited.email not in own_addresses(person):
        raise Refused("This invitation has ended or was withdrawn. Ask for another.")
    return rows


def _open(workspace: Workspace, email: str) -> Iterable[Invitation]:
    return Invitation.objects.of(workspace).filter(
        email=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    )


def _within_limits(by: Person, email: str, now: dt.datetime) -> None:
    """Counted by who sends, over all their workspaces, of which they can start any number."""
    today = Invitation.objects.filter(invited_by=by, sent_at__gt=now - dt.timedelta(days=1))
    if today.filter(email=email).count() >= TO_ONE_ADDRESS_IN_A_DAY:
        raise Refused("You have invited this address several times today. Try again tomorrow.")
    if today.count() >= BY_ONE_PERSON_IN_A_DAY:
        raise Refused(
            f"You have sent {BY_ONE_PERSON_IN_A_DAY} invitations in a day, which is the most that "
            "one person can. Try again tomorrow."
        )


def _record(kind: str, by: Person, row: Invitation, now: dt.datetime) -> None:
    """The chain holds the id of the invitation; the address stays in the row, which can go."""
    record(kind, by=by, workspace=row.workspace, about=row.pk, body={"role": row.role}, now=now)
