"""Erasing a person: what was known of them goes, what they did stays under an id."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from mutualise.web.privacy.held import ALL_HELD
from mutualise.web.privacy.selectors import run_alone
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace


class RunsAlone(ValueError):
    """Someone else must run these workspaces first, or they must be closed."""

    def __init__(self, workspaces: tuple[Workspace, ...]) -> None:
        self.workspaces = workspaces
        super().__init__(
            "You are the only one who runs a workspace that is open. Give someone else your role "
            "there, or close it."
        )


@transaction.atomic
def erase_person(*, person: Person, by: Person, now: dt.datetime) -> None:
    """Erase name, addresses, sessions and second factors, and end every role, at once."""
    # Two owners who go at the same moment would else leave nobody.
    for workspace in Workspace.objects.filter(memberships__person=person).distinct():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
    alone = run_alone(person)
    if alone:
        raise RunsAlone(alone)
    for held in ALL_HELD:
        held.erase(person, now)
    record("account.erased", by=by, about=person.pk, now=now)
