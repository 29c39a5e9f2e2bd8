"""Changes to shares: each one transaction, with its event in the workspace that shares."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.people.actions import take_turn
from mutualise.web.workspaces.sharing.audience import Audience
from mutualise.web.workspaces.sharing.registry import shareables
from mutualise.web.workspaces.sharing.selectors import OPENED

# Long enough for a programme year; whoever needs it longer looks again and shares again.
LONGEST: Final = dt.timedelta(days=366)


class CannotShare(Exception):
    """Nothing was shared; the message says why, and `about` which question it answers."""

    def __init__(self, about: str, why: str) -> None:
        super().__init__(why)
        self.about = about


@transaction.atomic
def make_share(
    *,
    by: Person,
    workspace: Workspace,
    kind: str,
    thing: str,
    audience: Audience,
    ends_at: dt.datetime,
    note: str,
    now: dt.datetime,
) -> Share:
    """Let someone see one thing of the workspace until a time."""
    if take_turn(workspace).closed_at:
        raise CannotShare("what", "This workspace was closed in the meantime.")
    shareable = shareables().get(kind)
    if shareable is None or shareable.thing(workspace, thing) is None:
        raise CannotShare("what", "This is no longer there. Choose something else to share.")
    if audience.workspace == workspace:
        raise CannotShare("address", "This is the address of your own workspace.")
    if not now < ends_at <= now + LONGEST:
        raise CannotShare("until", "Choose a day from today on, and at most a year ahead.")
    share = Share.objects.create(
        workspace=workspace,
        kind=kind,
        thing=thing,
        with_role=audience.role or "",
        with_person=audience.person,
        with_workspace=audience.workspace,
        note=note,
        made_by=by,
        made_at=now,
        ends_at=ends_at,
    )
    record(
        "share.made",
        by=by,
        workspace=workspace,
        about=share.pk,
        body={
            "kind": kind,
            "thing": thing,
            "with": audience.in_record,
            "until": ends_at.astimezone(dt.UTC).isoformat(),
        },
        now=now,
    )
    return share


@transaction.atomic
def end_share(*, by: Person, share: Share, now: dt.datetime) -> None:
    """Stop sharing: from the next click on the other side sees nothing. Ended already is fine."""
    ended = Share.objects.of(share.workspace).filter(pk=share.pk, ended_at__isnull=True)
    if ended.update(ended_at=now):
        record("share.ended", by=by, workspace=share.workspace, about=share.pk, now=now)


@transaction.atomic
def end_all_shares(*, by: Person, workspace: Workspace, now: dt.datetime) -> None:
    """Stop sharing everything, as when a workspace closes."""
    for share in Share.objects.of(workspace).filter(ended_at__isnull=True, ends_at__gt=now):
        end_share(by=by, share=share, now=now)


@transaction.atomic
def note_opening(*, seat: Seat, share: Share, now: dt.datetime) -> None:
    """Record, with the workspace that shares, who opened what it shares, and from where."""
    record(
        OPENED,
        by=seat.person,
        workspace=share.workspace,
        about=share.pk,
        body={"in": str(seat.workspace.pk)},
        now=now,
    )
