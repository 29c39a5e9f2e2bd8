"""Shares as pages and actions see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mutualise.web.tenancy.models import Event, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.sharing.audience import Audience
from mutualise.web.workspaces.sharing.registry import Shareable, Thing, shareables

OPENED = "share.opened"


@dataclass(frozen=True)
class Openings:
    """How often others have opened a share, and when last."""

    count: int = 0
    last: dt.datetime | None = None


def shares_of(workspace: Workspace) -> tuple[Share, ...]:
    """Every share that a workspace has made, the newest first."""
    rows = Share.objects.of(workspace).select_related("with_person", "with_workspace")
    return tuple(rows.order_by("-made_at"))


def share_of(workspace: Workspace, share: UUID) -> Share | None:
    """One share that the workspace has made."""
    rows = Share.objects.of(workspace).select_related("with_person", "with_workspace")
    return rows.filter(pk=share).first()


def open_shares(seat: Seat, now: dt.datetime) -> tuple[Share, ...]:
    """What someone in a workspace can open now, the newest first."""
    rows = Share.objects.open_to(seat, now).select_related("workspace")
    return tuple(rows.order_by("-made_at"))


def open_share(seat: Seat, share: UUID, now: dt.datetime) -> Share | None:
    """One share, while it runs and this person may see it."""
    return Share.objects.open_to(seat, now).select_related("workspace").filter(pk=share).first()


def what_is_shared(share: Share) -> tuple[Shareable, Thing] | None:
    """The thing behind a share; None when it was removed since."""
    shareable = shareables().get(share.kind)
    thing = shareable.thing(share.workspace, share.thing) if shareable else None
    return (shareable, thing) if shareable and thing else None


def audience_of(share: Share) -> Audience:
    """With whom something is shared."""
    role = Role(share.with_role) if share.with_role else None
    return Audience(role, share.with_person, share.with_workspace)


def openings_of(workspace: Workspace) -> dict[str, Openings]:
    """By the id of the share, from the record itself."""
    found: dict[str, Openings] = {}
    rows = Event.objects.filter(chain=str(workspace.id), kind=OPENED).order_by("number")
    for share, at in rows.values_list("about", "at"):
        before = found.get(share, Openings())
        found[share] = Openings(before.count + 1, dt.datetime.fromisoformat(at))
    return found


def workspace_at(address: str) -> Workspace | None:
    """The workspace with this address, which only someone who was told it can know."""
    return Workspace.objects.filter(address=address, closed_at__isnull=True).first()
