"""Ends the sessions of someone who is no longer to come in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from mutualise.web.tenancy.models import Person


def end_sessions(person: Person, *, by: Person) -> None:
    """End every session of a person, on every device, from their next click."""
    for session in UserSession.objects.filter(user=person):
        session.end()
