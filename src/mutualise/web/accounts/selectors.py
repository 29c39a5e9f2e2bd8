"""Reads about accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from mutualise.web.tenancy.models import Invitation, Person

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_account(email: str) -> bool:
    """Whether someone signs in with this address."""
    return Person.objects.filter(email=email.lower()).exists()


def invited(email: str, now: dt.datetime) -> bool:
    """Whether an invitation to this address waits for an answer."""
    return Invitation.objects.filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True, ends_at__gt=now
    ).exists()


def has_factor(person: Person) -> bool:
    """Whether a person has set up an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists())


@dataclass(frozen=True)
class Factors:
    """What a person has set up besides the code by e-mail."""

    app: bool
    passkeys: int
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.app or self.passkeys > 0


def factors_of(person: Person) -> Factors:
    """The second factors of a person."""
    rows = list(Authenticator.objects.filter(user=person))
    kinds = [row.type for row in rows]
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=sum(len(row.wrap().get_unused_codes()) for row in codes),
    )


@dataclass(frozen=True)
class OwnSession:
    """One place where a person is signed in."""

    id: int
    browser: str
    began_at: dt.datetime
    seen_at: dt.datetime
    here: bool


def sessions_of(person: Person, session_key: str | None) -> tuple[OwnSession, ...]:
    """Where a person is signed in, this place first."""
    rows = UserSession.objects.purge_and_list(person)
    found = [
        OwnSession(
            row.pk, row.user_agent, row.created_at, row.last_seen_at, row.session_key == session_key
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (not one.here, -one.seen_at.timestamp())))
