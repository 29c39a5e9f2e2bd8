"""What the pages about workspaces show."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from mutualise.web.design.components import Link
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.roles import ROLES
from mutualise.web.tenancy.seats import Seat
from mutualise.web.tenancy.selectors import seats_of


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


def mine_page(person: Person) -> MinePage:
    """Every workspace of a person, with the roles held there."""
    return MinePage(person.called, tuple(_line(seat) for seat in seats_of(person)))


def _line(seat: Seat) -> WorkspaceLine:
    titles = [ROLES[role].title for role in ROLES if role in seat.roles]
    link = Link(seat.workspace.title, reverse("workspaces:home", args=(seat.workspace.address,)))
    return WorkspaceLine(link, ", ".join(titles), seat.is_closed)
