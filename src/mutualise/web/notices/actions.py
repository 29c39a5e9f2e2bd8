"""Changes to what people are told."""

from __future__ import annotations

import datetime as dt

from mutualise.web.notices.models import Notice
from mutualise.web.tenancy.models import Person, Workspace


def tell(
    *, person: Person, workspace: Workspace, text: str, address: str, now: dt.datetime
) -> Notice:
    """Leave a notice for a person; it is part of the change that it tells of."""
    return Notice.objects.create(
        person=person, workspace=workspace, text=text, address=address, made_at=now
    )
