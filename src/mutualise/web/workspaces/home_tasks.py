"""What there is to do with people, shares and settings, on the home page of a workspace."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from mutualise.web.design.components import Link, Task
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.people.selectors import colleagues_shown_to, invited_to
from mutualise.web.workspaces.rooms import NextStep
from mutualise.web.workspaces.sharing.selectors import open_shares, shares_of


def shared_tasks(seat: Seat) -> Iterator[Task]:
    """What others have shared, for those who may see it; nothing where there is nothing."""
    if not seat.may(Permission.READ_SHARED):
        return
    shares = open_shares(seat, timezone.now())
    only_guest = not seat.may(Permission.READ_CASE)
    if shares or only_guest:
        yield Task("Shared with you", _counted(len(shares)), _to("received", seat))


def together_tasks(seat: Seat) -> Iterator[Task]:
    """The people, what was shared, and the settings."""
    people = len(colleagues_shown_to(seat))
    yield Task("People", "1 person" if people == 1 else f"{people} people", _to("people", seat))
    if seat.may(Permission.MANAGE_PEOPLE):
        waiting = len(invited_to(seat.workspace))
        yield Task(
            "Invite colleagues",
            f"{waiting} waiting" if waiting else "None open",
            _to("invite", seat),
        )
    if seat.may(Permission.SHARE):
        now = timezone.now()
        running = [s for s in shares_of(seat.workspace) if s.is_running(now)]
        yield Task(
            "Share with a commissioner, an adviser or a funder",
            _counted(len(running)),
            _to("shares", seat),
        )
    if seat.may(Permission.EXPORT_WORKSPACE):
        yield Task("Name, download or close the workspace", "", _to("settings", seat))


def guest_step(seat: Seat) -> NextStep | None:
    """Where someone begins who sees only what is shared."""
    if seat.may(Permission.READ_CASE) or not seat.may(Permission.READ_SHARED):
        return None
    shares = open_shares(seat, timezone.now())
    if not shares:
        return None
    text = f"{_counted(len(shares))} shared with you."
    return NextStep(text, Link("See what is shared with you", _to("received", seat)))


def _to(name: str, seat: Seat) -> str:
    return reverse(f"workspaces:{name}", args=(seat.workspace.address,))


def _counted(number: int) -> str:
    return "Nothing yet" if not number else "1 thing" if number == 1 else f"{number} things"
