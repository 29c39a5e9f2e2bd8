"""What the pages about the people of a workspace show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from mutualise.calendars.words import written_date
from mutualise.web.tenancy.permissions import WORDS, Permission
from mutualise.web.tenancy.roles import GUARDED, ROLES, Kind, roles_of
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.people.selectors import (
    Colleague,
    Invited,
    colleagues_shown_to,
    invited_to,
    titles_of,
)

# What a page says after something was done; the address names the sentence, never holds it.
DONE = {
    "invited": "The invitation is sent.",
    "sent-again": "The invitation is sent again.",
    "withdrawn": "The invitation is withdrawn.",
    "roles": "The roles are changed. This counts from the person’s next click.",
    "removed": "The person is removed and signed out.",
}


@dataclass(frozen=True)
class ColleagueLine:
    """One person in the list."""

    id: str
    name: str
    email: str
    roles: str
    is_me: bool


@dataclass(frozen=True)
class InvitedLine:
    """One invitation that waits for an answer."""

    id: str
    email: str
    roles: str
    state: str


@dataclass(frozen=True)
class PeoplePage:
    """Who is in the workspace, as far as this person may know."""

    title: str
    colleagues: tuple[ColleagueLine, ...]
    invited: tuple[InvitedLine, ...]
    sees_everyone: bool
    may_manage: bool
    is_closed: bool
    done: str


def people_page(seat: Seat, *, done: str, now: dt.datetime) -> PeoplePage:
    """The people of a workspace, and who is invited for those who invite."""
    manages = seat.may(Permission.MANAGE_PEOPLE)
    return PeoplePage(
        title=seat.workspace.title,
        colleagues=tuple(_colleague(seat, each) for each in colleagues_shown_to(seat)),
        invited=tuple(_invited(each, now) for each in invited_to(seat.workspace))
        if manages
        else (),
        sees_everyone=seat.may(Permission.SEE_PEOPLE),
        may_manage=manages,
        is_closed=seat.is_closed,
        done=_done(done),
    )


def _colleague(seat: Seat, colleague: Colleague) -> ColleagueLine:
    person = colleague.person
    shows_address = person == seat.person or seat.may(Permission.SEE_PEOPLE)
    return ColleagueLine(
        id=str(person.pk),
        name=person.called,
        email=person.email if shows_address and person.name and not person.erased_at else "",
        roles=titles_of(colleague.roles),
        is_me=person == seat.person,
    )


def _invited(invited: Invited, now: dt.datetime) -> InvitedLine:
    ended = invited.has_ended(now)
    state = f"Ended on {day(invited.ends_at)}" if ended else f"Open until {day(invited.ends_at)}"
    return InvitedLine(str(invited.id), invited.email, titles_of(invited.roles), state)


@dataclass(frozen=True)
class InvitationLine:
    """An invitation as the invited person sees it."""

    id: str
    title: str
    roles: str
    invited_by: str
    email: str
    until: str


def invitation_line(invited: Invited) -> InvitationLine:
    """An invitation that the person can accept or decline."""
    return InvitationLine(
        str(invited.id),
        invited.workspace.title,
        titles_of(invited.roles),
        invited.invited_by.email,
        invited.email,
        day(invited.ends_at),
    )


@dataclass(frozen=True)
class RoleColumn:
    """A role in the table of roles: what it is for and what it allows, in words."""

    title: str
    about: str
    allows: tuple[str, ...]
    second_factor: bool


@dataclass(frozen=True)
class RolesOfKind:
    """The roles of one kind of workspace."""

    heading: str
    roles: tuple[RoleColumn, ...]


KIND_WORDS = {
    Kind.TEAM: "In a team’s workspace",
    Kind.FUNDER: "In a funder’s workspace",
    Kind.COALITION: "In a coalition’s workspace",
}


@dataclass(frozen=True)
class RolesPage:
    """Every role of every kind, and what asks for a second factor whoever does it."""

    kinds: tuple[RolesOfKind, ...]
    guarded: tuple[str, ...]


def roles_page() -> RolesPage:
    """Which role may do what, straight from the one table that decides."""
    guarded = tuple(words for permission, words in WORDS.items() if permission in GUARDED)
    return RolesPage(tuple(_of_kind(kind) for kind in Kind), guarded)


def _of_kind(kind: Kind) -> RolesOfKind:
    columns = []
    for role in roles_of(kind):
        card = ROLES[role]
        allows = tuple(words for permission, words in WORDS.items() if permission in card.allows)
        columns.append(RoleColumn(card.title, card.about, allows, card.privileged))
    return RolesOfKind(KIND_WORDS[kind], tuple(columns))


def day(at: dt.datetime) -> str:
    """A day as people write it."""
    return written_date(timezone.localdate(at))


def _done(name: str) -> str:
    """What was done; a letter that nobody will get is not said to be sent."""
    if settings.MAIL_IN_TERMINAL and name in {"invited", "sent-again"}:
        return (
            "The invitation is open. This site has no mail server yet, so tell your colleague "
            "yourself: they sign in here with that address."
        )
    return DONE.get(name, "")
