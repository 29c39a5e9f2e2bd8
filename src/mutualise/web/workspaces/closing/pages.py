"""What the pages about the workspace as a whole show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.web.tenancy.models import Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.closing.actions import REOPEN_WITHIN, can_reopen
from mutualise.web.workspaces.people.pages import day
from mutualise.web.workspaces.people.selectors import colleagues_of, invited_to
from mutualise.web.workspaces.sharing.selectors import shares_of


@dataclass(frozen=True)
class SettingsPage:
    """Which of the things that concern the whole workspace this person may do."""

    address: str
    can_rename: bool
    can_close: bool
    is_closed: bool


def settings_page(seat: Seat) -> SettingsPage:
    """The settings of a workspace."""
    return SettingsPage(
        seat.workspace.address,
        can_rename=seat.may(Permission.MANAGE_PEOPLE),
        can_close=seat.may(Permission.CLOSE_WORKSPACE),
        is_closed=seat.is_closed,
    )


@dataclass(frozen=True)
class EndingPage:
    """What closing ends, and until when it can be undone."""

    people: int
    invitations: int
    shares: int
    days: int
    closed_on: str
    # The last day on which it can be opened again; empty when that has passed.
    until: str


def ending_page(workspace: Workspace, now: dt.datetime) -> EndingPage:
    """A workspace that may close, or has closed."""
    closed = workspace.closed_at
    return EndingPage(
        people=len(colleagues_of(workspace)),
        invitations=sum(not each.has_ended(now) for each in invited_to(workspace)),
        shares=sum(share.is_running(now) for share in shares_of(workspace)),
        days=REOPEN_WITHIN.days,
        closed_on=day(closed) if closed else "",
        until=day(closed + REOPEN_WITHIN) if closed and can_reopen(workspace, now) else "",
    )
