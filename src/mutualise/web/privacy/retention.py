"""Keeps things no longer than the settings say. Part of the periodic work."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from mutualise.web.notices.models import Notice
from mutualise.web.retention import kept_since
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Workspace


def keep_no_longer(now: dt.datetime) -> None:
    """Remove what has been kept for long enough; safe to repeat."""
    since = kept_since("invitations", now)
    Invitation.objects.filter(
        Q(accepted_at__lte=since) | Q(withdrawn_at__lte=since) | Q(ends_at__lte=since)
    ).delete()
    Notice.objects.filter(made_at__lte=kept_since("notices", now)).delete()
    closed = Workspace.objects.filter(closed_at__lte=kept_since("closed_workspaces", now))
    for workspace in closed:
        remove_workspace(workspace=workspace, now=now)


@transaction.atomic
def remove_workspace(*, workspace: Workspace, now: dt.datetime) -> None:
    """Remove a closed workspace with everything in it; its chain of events stays."""
    if workspace.closed_at is None:
        raise ValueError("Only a closed workspace is removed.")
    record("workspace.removed", by=None, about=workspace.pk, now=now)
    workspace.delete()
