"""Notices as their page shows them."""

from __future__ import annotations

from mutualise.web.notices.models import Notice
from mutualise.web.tenancy.models import Person


def newest_notices(person: Person, most: int) -> tuple[Notice, ...]:
    """A person's own notices, from all their workspaces, the newest first."""
    return tuple(Notice.objects.filter(person=person).select_related("workspace")[:most])
