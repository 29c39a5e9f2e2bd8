"""Writes an event, in the transaction of the change that it tells of."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.db import connection
from django.utils import timezone

from mutualise.ledger import FIRST, Link, canonical
from mutualise.ledger.chain import Plain
from mutualise.web.tenancy.models import SITE, Event, Person, Workspace

# Who acted where no person did: the periodic work, or a command of the site's host.
NOBODY = "system"


def record(
    kind: str,
    *,
    by: Person | None,
    workspace: Workspace | None = None,
    about: object = "",
    body: Mapping[str, Plain] | None = None,
    now: dt.datetime | None = None,
) -> Event:
    """Append an event to the chain of a workspace, or of the site.

    `kind` is a dotted name in the past tense, such as "case.answered"; `about` is the id of what
    changed. Call it inside the transaction of the change: both stay, or neither.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} is recorded outside the transaction of its change.")
    chain = str(workspace.id) if workspace else SITE
    _wait_for_turn(chain)
    last = Event.objects.filter(chain=chain).order_by("-number").first()
    link = Link(
        number=last.number + 1 if last else 1,
        previous=last.digest if last else FIRST,
        at=(now or timezone.now()).astimezone(dt.UTC).isoformat(timespec="milliseconds"),
        actor=str(by.pk) if by else NOBODY,
        kind=kind,
        about=str(about),
        body=canonical(dict(body or {})),
    )
    return Event.objects.create(
        chain=chain,
        number=link.number,
        at=link.at,
        actor=link.actor,
        kind=link.kind,
        about=link.about,
        body=link.body,
        previous=link.previous,
        digest=link.digest,
    )


def _wait_for_turn(chain: str) -> None:
    """One writer at a time for each chain. SQLite has one writer at a time for everything."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(chain.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
