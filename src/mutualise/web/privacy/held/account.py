"""What an account holds: the person, their addresses, factors, sessions and administrations."""

from __future__ import annotations

import datetime as dt
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from mutualise.web.mail.models import Letter
from mutualise.web.personal_data import Entry, Held
from mutualise.web.tenancy.models import Person, SiteAdministration


def addresses_of(person: Person) -> tuple[str, ...]:
    """Every address that is or may become theirs, in small letters."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return tuple(sorted({person.email, *(other.lower() for other in others)}))


def _account(person: Person) -> tuple[Entry, ...]:
    return (
        {
            "Name": person.name,
            "E-mail addresses": ", ".join(addresses_of(person)),
            "Account made at": person.joined_at,
            "Last sign-in": person.last_login,
            "Id in the record": str(person.pk),
        },
    )


def _erase_account(person: Person, now: dt.datetime) -> None:
    EmailAddress.objects.filter(user=person).delete()
    person.name = ""
    # Under .invalid no mail can ever go; the id keeps it unlike any other.
    person.email = f"{person.pk.hex}@erased.invalid"
    person.is_active = False
    person.erased_at = now
    person.last_login = None
    person.set_unusable_password()
    person.save()


def _factors(person: Person) -> tuple[Entry, ...]:
    # What they are, and never the secrets themselves.
    return tuple(
        {
            "Kind": row.get_type_display(),
            "Set up at": row.created_at,
            "Last used": row.last_used_at,
        }
        for row in Authenticator.objects.filter(user=person).order_by("id")
    )


def _erase_factors(person: Person, now: dt.datetime) -> None:
    Authenticator.objects.filter(user=person).delete()


def _sessions(person: Person) -> tuple[Entry, ...]:
    return tuple(
        {
            "Begun at": row.created_at,
            "Last used at": row.last_seen_at,
            "Browser": row.user_agent,
            "Network address": row.ip,
        }
        for row in UserSession.objects.filter(user=person).order_by("id")
    )


def _end_sessions(person: Person, now: dt.datetime) -> None:
    UserSession.objects.filter(user=person).delete()
    # A session that is on no list too, and one in which their code is still waited for.
    known = (str(person.pk), *addresses_of(person))
    theirs = [
        session.session_key
        for session in Session.objects.iterator()
        if any(word in str(session.get_decoded()).lower() for word in known)
    ]
    Session.objects.filter(session_key__in=theirs).delete()


def _administrations(person: Person) -> tuple[Entry, ...]:
    return tuple(
        {"From": row.begins_at, "Until": row.ends_at, "Why": row.why}
        for row in SiteAdministration.objects.filter(person=person).order_by("id")
    )


def _end_administrations(person: Person, now: dt.datetime) -> None:
    SiteAdministration.objects.filter(person=person, begins_at__lt=now, ends_at__gt=now).update(
        ends_at=now
    )
    SiteAdministration.objects.filter(person=person, begins_at__gte=now).delete()


def _letters(person: Person) -> tuple[Entry, ...]:
    return tuple(
        {"Asked for at": row.asked_at, "Subject": row.subject, "Problem": row.problem or None}
        for row in Letter.objects.filter(to__in=addresses_of(person)).order_by("asked_at")
    )


def _throw_letters_away(person: Person, now: dt.datetime) -> None:
    for address in addresses_of(person):
        Letter.objects.filter(to__iexact=address).delete()


ACCOUNT: Final = Held(
    "account", ("tenancy.Person", "account.EmailAddress"), _account, _erase_account
)
MAIL: Final = Held("mail", ("mail.Letter",), _letters, _throw_letters_away)
SECOND_FACTORS: Final = Held("second_factors", ("mfa.Authenticator",), _factors, _erase_factors)
SESSIONS: Final = Held("sessions", ("usersessions.UserSession",), _sessions, _end_sessions)
ADMINISTRATION: Final = Held(
    "administration", ("tenancy.SiteAdministration",), _administrations, _end_administrations
)
