"""Changes to accounts: each one transaction, with its event in the site's own record."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person


@transaction.atomic
def end_sessions(person: Person, *, by: Person | None = None) -> None:
    """Sign a person out everywhere, at once: whatever page they ask for next, they are a visitor.

    Every session carries a seal made from this otherwise unused field, so that a new value ends
    them all, known to the list of sessions or not.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    known = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=known.values_list("session_key", flat=True)).delete()
    known.delete()
    record("account.sessions_ended", by=by, about=person.pk)


@transaction.atomic
def end_other_sessions(*, person: Person, request: HttpRequest) -> None:
    """Sign a person out everywhere but here."""
    end_sessions(person, by=person)
    update_session_auth_hash(request, person)
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(*, person: Person, session_id: int) -> bool:
    """End one session of a person; false when it has ended already."""
    found = UserSession.objects.filter(user=person, pk=session_id).first()
    if found is None:
        return False
    found.end()
    record("account.session_ended", by=person, about=person.pk)
    return True


def seen_now(*, session_key: str | None, now: dt.datetime) -> None:
    """Note when a session was last used, for the person's own list."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


@transaction.atomic
def change_name(*, person: Person, name: str) -> None:
    """What colleagues see."""
    person.name = name
    person.save(update_fields=["name"])
    # The name itself stays out of the record, which outlives it.
    record("account.name_changed", by=person, about=person.pk)
