"""Takes invitations back that wait: one, all, or those of someone who leaves."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Person, Workspace


def withdraw_where(*, by: Person, workspace: Workspace, which: Q, now: dt.datetime) -> None:
    """Take back the waiting invitations that fit. Within a transaction that has its turn."""
    waiting = Invitation.objects.of(workspace).filter(
        which, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    for row in waiting.order_by("email", "role"):
        close(row, now)
        record_about("workspace.invitation_withdrawn", by, row, now)


def close(row: Invitation, now: dt.datetime) -> None:
    """End an invitation, whether taken back or declined."""
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])


def record_about(kind: str, by: Person, row: Invitation, now: dt.datetime) -> None:
    """The chain holds the id of the invitation; the address stays in the row, which can go."""
    record(kind, by=by, workspace=row.workspace, about=row.pk, body={"role": row.role}, now=now)
