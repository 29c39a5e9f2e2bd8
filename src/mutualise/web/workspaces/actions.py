"""Changes to workspaces, their people and roles: each one transaction, with its event."""

from __future__ import annotations

import secrets

from django.db import transaction

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Membership, Person, Workspace
from mutualise.web.tenancy.roles import RUNS, Kind, Role

# Without letters and digits that are taken for one another when read aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def start_workspace(*, by: Person, kind: Kind, title: str) -> Workspace:
    """A new workspace, run by the person who starts it."""
    workspace = Workspace.objects.create(address=_new_address(), kind=kind.value, title=title)
    record("workspace.started", by=by, workspace=workspace, body={"kind": kind.value})
    give_role(by=by, workspace=workspace, person=by, role=RUNS[kind])
    return workspace


@transaction.atomic
def give_role(*, by: Person, workspace: Workspace, person: Person, role: Role) -> Membership:
    """Let a person hold a role from now on; holding it already is fine."""
    held = Membership.objects.of(workspace).filter(
        person=person, role=role.value, ended_at__isnull=True
    )
    already = held.first()
    if already:
        return already
    given = Membership.objects.create(workspace=workspace, person=person, role=role.value)
    record(
        "workspace.role_given",
        by=by,
        workspace=workspace,
        about=person.pk,
        body={"role": role.value},
    )
    return given


def _new_address() -> str:
    while True:
        address = "".join(secrets.choice(_LETTERS) for _ in range(8))
        if not Workspace.objects.filter(address=address).exists():
            return address
