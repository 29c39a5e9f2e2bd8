"""What the pages about an account show."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mutualise.web.accounts.devices import device
from mutualise.web.accounts.selectors import Factors, OwnSession, factors_of, sessions_of
from mutualise.web.design.components import Link, SummaryRow
from mutualise.web.design.moments import moment
from mutualise.web.tenancy.models import Person


@dataclass(frozen=True)
class AccountPage:
    """A person's own account."""

    rows: tuple[SummaryRow, ...]


def account_page(person: Person, session_key: str | None) -> AccountPage:
    """What a person has set up, each with the way to change it."""
    sessions = len(sessions_of(person, session_key))
    places = "This browser only" if sessions <= 1 else f"{sessions} browsers"
    return AccountPage(
        (
            _row("Name", person.name or "Not given yet", "Change", "accounts:name"),
            _row("E-mail address", person.email, "Change", "account_email"),
            _row("Second way to sign in", _words(factors_of(person)), "Change", "mfa_index"),
            _row("Signed in on", places, "See all", "usersessions_list"),
            _row("Notices", "What changed, and how often we write", "See all", "notices:mine"),
        )
    )


def _row(key: str, value: str, action: str, name: str) -> SummaryRow:
    return SummaryRow(key, value, (Link(action, reverse(name), key.lower()),))


def _words(factors: Factors) -> str:
    passkeys = "1 passkey" if factors.passkeys == 1 else f"{factors.passkeys} passkeys"
    held = ["Authenticator app"] if factors.app else []
    held += [passkeys] if factors.passkeys else []
    return ", ".join(held) or "None set up"


@dataclass(frozen=True)
class SessionLine:
    """One place where the person is signed in."""

    id: int
    device: str
    began: str
    seen: str
    here: bool


@dataclass(frozen=True)
class SessionsPage:
    """Everywhere the person is signed in."""

    sessions: tuple[SessionLine, ...]
    idle: str
    whole: str

    @property
    def others(self) -> bool:
        return any(not line.here for line in self.sessions)


def sessions_page(person: Person, session_key: str | None) -> SessionsPage:
    """The sessions of a person, this one first."""
    lines = tuple(_line(one) for one in sessions_of(person, session_key))
    return SessionsPage(
        lines, hours(settings.SESSION_IDLE // 60), hours(settings.SESSION_WHOLE // 60)
    )


def _line(one: OwnSession) -> SessionLine:
    return SessionLine(
        one.id, device(one.browser), moment(one.began_at), moment(one.seen_at), one.here
    )


def hours(minutes: int) -> str:
    """A length of time in words."""
    if minutes % 60:
        return f"{minutes} minutes"
    return "1 hour" if minutes == 60 else f"{minutes // 60} hours"


@dataclass(frozen=True)
class PasskeysHere:
    """Whether browsers make and use passkeys at the address that the page was asked under."""

    possible: bool
    # Where they would, on the same computer.
    instead: str = ""


def passkeys_here(request: HttpRequest) -> PasskeysHere:
    """A passkey belongs to a name; a bare number such as 127.0.0.1 is none."""
    host, _, port = request.get_host().rpartition(":")
    host = host or port
    if not _is_number(host):
        return PasskeysHere(request.is_secure() or host == "localhost")
    this_computer = ipaddress.ip_address(host.strip("[]")).is_loopback
    instead = f"http://localhost:{port}{request.path}" if this_computer and port else ""
    return PasskeysHere(possible=False, instead=instead)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
