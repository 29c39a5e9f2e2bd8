"""The digest: one mail for each person over all their workspaces, and never the same news twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mutualise.web.mail.actions import send_mail_later
from mutualise.web.notices.changes import in_words
from mutualise.web.notices.models import Every, Notice, Told, Wish
from mutualise.web.tenancy.models import Event, Membership, Person
from mutualise.web.tenancy.seats import Seat
from mutualise.web.tenancy.selectors import seats_of

SUBJECT: Final = "What changed in your workspaces on Mutualise"
# News by breakfast, and not at night.
FROM_HOUR: Final = 7


@dataclass(frozen=True)
class News:
    """What a digest says of one workspace."""

    title: str
    changes: tuple[str, ...]
    for_you: tuple[tuple[str, str], ...]
    page: str


def send_digests(now: dt.datetime) -> int:
    """Send what is due; safe to repeat, and to run twice at once. How many were sent."""
    if timezone.localtime(now).hour < FROM_HOUR:
        return 0
    people = Membership.objects.filter(ended_at__isnull=True, person__is_active=True)
    ids = people.order_by("person").values_list("person", flat=True).distinct()
    return sum(_send_digest(person, now) for person in ids)


@transaction.atomic
def _send_digest(person_id: UUID, now: dt.datetime) -> bool:
    # Held until the end, so that a second process finds what was told here.
    person = Person.objects.select_for_update().get(pk=person_id)
    today = timezone.localdate(now)
    # Of a closed workspace too: that it was closed is news.
    news = [_news_and_told(seat, now) for seat in seats_of(person) if _is_due(seat, today)]
    worth = [each for each in news if each.changes or each.for_you]
    if not worth:
        return False
    send_mail_later(to=person.email, subject=SUBJECT, text=letter(worth), now=now)
    return True


def every(seat: Seat) -> Every:
    """How often this person wants to hear of this workspace."""
    wish = Wish.objects.of(seat.workspace).filter(person=seat.person).first()
    return Every(wish.every) if wish else Every.WEEK


def letter(news: list[News]) -> str:
    """The text of the mail: what changed and where to look, and nothing of what was written."""
    site = site_address()
    parts = []
    for each in news:
        lines = [each.title, ""]
        lines += [
            f"- {text} {site}{address}" if site else f"- {text}" for text, address in each.for_you
        ]
        lines += [f"- {change}" for change in each.changes]
        if site:
            lines += ["", f"Look at it here: {site}{each.page}"]
        parts.append("\n".join(lines))
    where = f"{site}{reverse('notices:mine')}" if site else "“Notices” in your account"
    parts.append(
        "--\nTo get this more or less often, or never, sign in and open:\n"
        f"{where}\nNothing in this letter acts by itself."
    )
    return "\n\n".join(parts) + "\n"


def site_address() -> str:
    """Where the site is, as its host named it; empty on a computer of one's own."""
    if not settings.HOSTS:
        return ""
    return f"{'https' if settings.HTTPS else 'http'}://{settings.HOSTS[0]}"


def _is_due(seat: Seat, today: dt.date) -> bool:
    wish = every(seat)
    if wish is Every.NEVER:
        return False
    told = Told.objects.of(seat.workspace).filter(person=seat.person).first()
    last = told.day if told else timezone.localdate(_joined_at(seat))
    monday = today - dt.timedelta(days=today.weekday())
    return last < (today if wish is Every.DAY else monday)


def _news_and_told(seat: Seat, now: dt.datetime) -> News:
    """What is new to this person here; from now on they have been told of it."""
    events = Event.objects.filter(chain=str(seat.workspace.pk))
    told = Told.objects.of(seat.workspace).filter(person=seat.person).first()
    if told:
        new = events.filter(number__gt=told.number)
    else:
        joined = _joined_at(seat).astimezone(dt.UTC).isoformat(timespec="milliseconds")
        new = events.filter(at__gt=joined)
    kinds = new.exclude(actor=str(seat.person.pk)).values_list("kind", flat=True)
    changes = in_words(kinds, seat)
    last = events.order_by("-number").values_list("number", flat=True).first()
    Told.objects.update_or_create(
        person=seat.person,
        workspace=seat.workspace,
        defaults={"number": last or 0, "day": timezone.localdate(now)},
    )
    waiting = Notice.objects.of(seat.workspace).filter(
        person=seat.person, seen_at__isnull=True, mailed_at__isnull=True
    )
    for_you = tuple((notice.text, notice.address) for notice in waiting.order_by("id"))
    waiting.update(mailed_at=now)
    page = reverse("workspaces:home", args=(seat.workspace.address,))
    return News(seat.workspace.title, changes, for_you, page)


def _joined_at(seat: Seat) -> dt.datetime:
    rows = Membership.objects.of(seat.workspace).filter(person=seat.person, ended_at__isnull=True)
    return rows.order_by("began_at").values_list("began_at", flat=True)[0]
