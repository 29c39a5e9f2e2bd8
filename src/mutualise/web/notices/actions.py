"""Changes to what people are told, and how often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from mutualise.web.notices.models import Every, Notice, Wish
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace


def tell(
    *, person: Person, workspace: Workspace, text: str, address: str, now: dt.datetime
) -> Notice:
    """Leave a notice for a person; it is part of the change that it tells of."""
    return Notice.objects.create(
        person=person, workspace=workspace, text=text, address=address, made_at=now
    )


@transaction.atomic
def choose(*, person: Person, wishes: Mapping[Workspace, Every], now: dt.datetime) -> None:
    """Keep how often a person wants to hear of each of their workspaces."""
    for workspace, every in wishes.items():
        Wish.objects.update_or_create(
            person=person, workspace=workspace, defaults={"every": every.value}
        )
    record("account.notices_chosen", by=person, about=person.pk, now=now)


def mark_seen(*, person: Person, now: dt.datetime) -> None:
    """Note that a person has looked at their notices."""
    Notice.objects.filter(person=person, seen_at__isnull=True).update(seen_at=now)
