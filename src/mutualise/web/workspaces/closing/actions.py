"""Renaming, closing and opening a workspace again: each one transaction, with its event."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.workspaces.people.actions import take_turn
from mutualise.web.workspaces.people.invitations import withdraw_all
from mutualise.web.workspaces.sharing.actions import end_all_shares

# How long a closed workspace can be opened again. It can be read and downloaded after that too.
REOPEN_WITHIN: Final = dt.timedelta(days=30)


@transaction.atomic
def rename(*, by: Person, workspace: Workspace, title: str, now: dt.datetime) -> None:
    """Give a workspace another name. Its address stays, and the name stays out of the record."""
    held = take_turn(workspace)
    if held.closed_at or held.title == title:
        return
    held.title = title
    held.save(update_fields=["title"])
    record("workspace.renamed", by=by, workspace=held, now=now)


@transaction.atomic
def close_workspace(*, by: Person, workspace: Workspace, now: dt.datetime) -> None:
    """End invitations and shares, and let nothing be changed any more."""
    held = take_turn(workspace)
    if held.closed_at:
        return
    withdraw_all(by=by, workspace=held, now=now)
    end_all_shares(by=by, workspace=held, now=now)
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    record("workspace.closed", by=by, workspace=held, now=now)


@transaction.atomic
def reopen_workspace(*, by: Person, workspace: Workspace, now: dt.datetime) -> bool:
    """Let people work in it again; false when it is too late. Shares and invitations stay ended."""
    held = take_turn(workspace)
    if held.closed_at is None:
        return True
    if not can_reopen(held, now):
        return False
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    record("workspace.reopened", by=by, workspace=held, now=now)
    return True


@transaction.atomic
def note_export(*, by: Person, workspace: Workspace, now: dt.datetime) -> None:
    """Record that someone took a copy of everything away."""
    record("workspace.exported", by=by, workspace=workspace, now=now)


def can_reopen(workspace: Workspace, now: dt.datetime) -> bool:
    """Whether a closed workspace was closed lately enough."""
    return workspace.closed_at is not None and now < workspace.closed_at + REOPEN_WITHIN
