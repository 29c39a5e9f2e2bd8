"""What the pages about sharing show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.people.pages import day
from mutualise.web.workspaces.sharing.registry import shareables
from mutualise.web.workspaces.sharing.selectors import (
    Openings,
    audience_of,
    open_shares,
    openings_of,
    shares_of,
    what_is_shared,
)

GONE = "This is no longer there."


@dataclass(frozen=True)
class MadeLine:
    """One share that the workspace has made."""

    id: str
    title: str
    whom: str
    state: str
    opened: str
    running: bool


@dataclass(frozen=True)
class MadePage:
    """What a workspace shares now, and what it shared before."""

    running: tuple[MadeLine, ...]
    over: tuple[MadeLine, ...]
    can_share: bool


def made_page(seat: Seat, now: dt.datetime) -> MadePage:
    """The shares of a workspace for whoever looks after them."""
    openings = openings_of(seat.workspace)
    lines = [
        made_line(share, openings.get(str(share.pk), Openings()), now)
        for share in shares_of(seat.workspace)
    ]
    return MadePage(
        tuple(line for line in lines if line.running),
        tuple(line for line in lines if not line.running),
        can_share=any(
            True for shareable in shareables().values() for _ in shareable.things(seat.workspace)
        ),
    )


def made_line(share: Share, openings: Openings, now: dt.datetime) -> MadeLine:
    """One share, with how often it was opened."""
    if share.ended_at:
        state = f"Ended on {day(share.ended_at)}"
    else:
        # It runs to the end of a day, which is the first moment of the next.
        last = day(share.ends_at - dt.timedelta(seconds=1))
        state = f"Until {last}" if share.is_running(now) else f"Ran until {last}"
    times = "once" if openings.count == 1 else f"{openings.count} times"
    opened = f"Opened {times}, last on {day(openings.last)}" if openings.last else "Not opened"
    found = what_is_shared(share)
    return MadeLine(
        str(share.pk),
        found[1].title if found else GONE,
        audience_of(share).words,
        state,
        opened,
        share.is_running(now),
    )


@dataclass(frozen=True)
class ReceivedLine:
    """Something that is shared with the reader."""

    id: str
    title: str
    origin: str
    until: str
    note: str


@dataclass(frozen=True)
class ReceivedPage:
    """What is shared with someone in this workspace."""

    title: str
    address: str
    # For a team that wants to share with everyone here; a guest has no say in that.
    address_to_give: str
    lines: tuple[ReceivedLine, ...]


def received_page(seat: Seat, now: dt.datetime) -> ReceivedPage:
    """Everything that this person can open now."""
    lines = tuple(_received(share) for share in open_shares(seat, now))
    address = seat.workspace.address
    to_give = address if seat.may(Permission.SEE_PEOPLE) and not seat.is_closed else ""
    return ReceivedPage(seat.workspace.title, address, to_give, lines)


def _received(share: Share) -> ReceivedLine:
    found = what_is_shared(share)
    return ReceivedLine(
        str(share.pk),
        found[1].title if found else GONE,
        share.workspace.title,
        day(share.ends_at - dt.timedelta(seconds=1)),
        share.note,
    )


@dataclass(frozen=True)
class SharedPage:
    """One thing, read-only, as the other side sees it."""

    line: ReceivedLine
    content: Markup | None


def shared_page(share: Share) -> SharedPage:
    """The thing behind a share that runs."""
    found = what_is_shared(share)
    content = found[0].show(share.workspace, share.thing) if found else None
    return SharedPage(_received(share), content)
