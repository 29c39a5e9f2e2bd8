"""What the page of notices shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from mutualise.calendars.words import written_date
from mutualise.web.design.components import Link
from mutualise.web.notices.models import Notice
from mutualise.web.notices.selectors import newest_notices
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.seats import Seat
from mutualise.web.tenancy.selectors import seats_of

SHOWN: Final = 30


@dataclass(frozen=True)
class NoticeLine:
    """One notice."""

    link: Link
    where: str
    when: str
    new: bool


@dataclass(frozen=True)
class NoticesPage:
    """A person's notices, the newest first."""

    notices: tuple[NoticeLine, ...]


def notices_page(person: Person) -> NoticesPage:
    """The newest notices of a person."""
    return NoticesPage(tuple(_line(row) for row in newest_notices(person, SHOWN)))


def seats_to_choose(person: Person) -> tuple[Seat, ...]:
    """The workspaces of which a person can hear."""
    return tuple(seat for seat in seats_of(person) if not seat.is_closed)


def _line(row: Notice) -> NoticeLine:
    day = timezone.localdate(row.made_at)
    return NoticeLine(
        Link(row.text, row.address), row.workspace.title, written_date(day),
        row.seen_at is None,
    )  # fmt: skip
