"""What those who look after the site may do: each one transaction, with its event."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction

from mutualise.web.accounts.actions import end_sessions
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, SiteAdministration

LONGEST: Final = 90


class Refused(Exception):
    """It may not be done; the text says why."""


@transaction.atomic
def grant_administration(*, to: Person, days: int, why: str, now: dt.datetime) -> dt.datetime:
    """Let a person look after the site for some days; until when."""
    if not 1 <= days <= LONGEST:
        raise Refused(f"Choose from 1 to {LONGEST} days; it can be granted again.")
    if not why.strip():
        raise Refused("Say why; it is kept beside the name.")
    if not to.is_active:
        raise Refused("This account is closed.")
    ends_at = now + dt.timedelta(days=days)
    given = SiteAdministration.objects.create(
        person=to, begins_at=now, ends_at=ends_at, why=why.strip()[:500]
    )
    # The reason may name people, so it stays in the table.
    until = ends_at.astimezone(dt.UTC).isoformat(timespec="seconds")
    record(
        "site.administration_granted",
        by=None,
        about=to.pk,
        body={"number": given.pk, "until": until},
        now=now,
    )
    return ends_at


@transaction.atomic
def end_administration(*, of: Person, now: dt.datetime) -> int:
    """End it now; how many grants that ended."""
    running = SiteAdministration.objects.filter(person=of, begins_at__lt=now, ends_at__gt=now)
    ended = running.update(ends_at=now)
    if ended:
        record("site.administration_ended", by=None, about=of.pk, now=now)
    return ended


@transaction.atomic
def suspend(*, person: Person, by: Person) -> None:
    """Keep a person out from their next click, without touching what they wrote."""
    if person == by:
        raise Refused("You cannot suspend yourself. Ask someone else who looks after the site.")
    if not person.is_active:
        raise Refused("This person is suspended already.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person, by=by)
    record("account.suspended", by=by, about=person.pk)


@transaction.atomic
def restore(*, person: Person, by: Person) -> None:
    """Let a suspended person in again."""
    if person.erased_at or person.is_active:
        raise Refused("Only someone who is suspended can be restored.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("account.restored", by=by, about=person.pk)


@transaction.atomic
def note_look(*, by: Person, at_what: str) -> None:
    """Put on the record that someone looked through the people or workspaces of the site."""
    record("site.looked_through", by=by, body={"what": at_what})
