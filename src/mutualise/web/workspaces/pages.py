"""What the pages about workspaces show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from mutualise.web.design.components import Link
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.seats import Seat
from mutualise.web.tenancy.selectors import seats_of
from mutualise.web.workspaces.people.pages import InvitationLine, invitation_line
from mutualise.web.workspaces.people.selectors import invitations_for, titles_of


@dataclass(frozen=True)
class WorkspaceLine:
    """One workspace in the list of a person's own."""

    link: Link
    roles: str
    closed: bool


@dataclass(frozen=True)
class MinePage:
    """The workspaces that a person is in."""

    person: str
    workspaces: tuple[WorkspaceLine, ...]
    invitations: tuple[InvitationLine, ...]
    done: str


# What the page says after an invitation was answered.
DONE = {
    "declined": "You have declined the invitation.",
    "too-late": "This invitation has ended or was withdrawn. Ask the person who invited you for "
    "another.",
}


def mine_page(person: Person, *, done: str, now: dt.datetime) -> MinePage:
    """Every workspace of a person, with the roles held there, and what they are invited to."""
    return MinePage(
        person.called,
        tuple(_line(seat) for seat in seats_of(person)),
        tuple(invitation_line(each) for each in invitations_for(person, now)),
        DONE.get(done, ""),
    )


def _line(seat: Seat) -> WorkspaceLine:
    link = Link(seat.workspace.title, reverse("workspaces:home", args=(seat.workspace.address,)))
    return WorkspaceLine(link, titles_of(seat.roles), seat.is_closed)
