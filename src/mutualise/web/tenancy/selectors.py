"""From rows to what pages and actions work with."""

from __future__ import annotations

import datetime as dt

from mutualise.web.tenancy.models import Membership, Person, SiteAdministration, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.tenancy.seats import Seat


def seat_of(person: Person, address: str, *, second_factor: bool = False) -> Seat | None:
    """The person's seat in the workspace with this address; None when they have none."""
    held = Membership.objects.filter(
        workspace__address=address, person=person, ended_at__isnull=True
    ).select_related("workspace")
    rows = list(held)
    if not rows:
        return None
    roles = frozenset(Role(row.role) for row in rows)
    return Seat(person, rows[0].workspace, roles, second_factor)


def seats_of(person: Person) -> tuple[Seat, ...]:
    """Every workspace the person is in, by name; closed ones last."""
    held: dict[Workspace, set[Role]] = {}
    rows = Membership.objects.filter(person=person, ended_at__isnull=True)
    for row in rows.select_related("workspace"):
        held.setdefault(row.workspace, set()).add(Role(row.role))
    ordered = sorted(held, key=lambda each: (each.closed_at is not None, each.title.lower()))
    return tuple(Seat(person, each, frozenset(held[each])) for each in ordered)


def administers_site(person: Person, now: dt.datetime) -> bool:
    """Whether a person looks after the site at this time."""
    return SiteAdministration.objects.filter(
        person=person, begins_at__lte=now, ends_at__gt=now
    ).exists()


def administers_until(person: Person, now: dt.datetime) -> dt.datetime | None:
    """When the time in which a person looks after the site ends; None outside of one."""
    current = SiteAdministration.objects.filter(person=person, begins_at__lte=now, ends_at__gt=now)
    last = current.order_by("-ends_at").first()
    return last.ends_at if last else None
