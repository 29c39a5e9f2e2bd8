"""Takes invitations back that wait: one, all, or those of someone who leaves."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from mutualise.ledger.chain import Plain
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Person, Workspace


def withdraw_where(*, by: Person, workspace: Workspace, which: Q, now: dt.datetime) -> None:
    """Take back the waiting invitations that fit. Within a transaction that has its turn."""
    waiting = Invitation.objects.of(workspace).filter(
        which, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    for row in waiting.order_by("email", "role"):
        close(row, now)
        body: dict[str, Plain] = {"role": row.role}
        record(
            "workspace.invitation_withdrawn",
            by=by,
            workspace=workspace,
            about=row.pk,
            body=body,
            now=now,
        )


def close(row: Invitation, now: dt.datetime) -> None:
    """End an invitation, whether taken back or declined."""
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
