"""Refuses to start with settings that would put a team's data at risk; each says the remedy."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, register
from django.utils import timezone

TAG: Final = "hosting"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]", ""})
_KEY_LENGTH: Final = 50
_KEY_LETTERS: Final = 5


@register(TAG)
def check_hosting(app_configs: object = None, **_: object) -> list[CheckMessage]:
    """Everything that is wrong at once, so that a host mends it in one go."""
    hosts = [host for host in settings.HOSTS if host not in _HERE]
    found = [*_names(settings.HOSTS)]
    if settings.HTTPS and not hosts:
        found.append(
            Error(
                "MUTUALISE_HTTPS is on, but nobody can reach the site: no host is named.",
                hint="Set the site's name, for example: MUTUALISE_HOSTS=mutual.example.org",
                id="mutualise.E001",
            )
        )
    if hosts:
        for check in _FOR_OTHERS:
            found.extend(check(hosts[0]))
    return found


def _names(hosts: Sequence[str]) -> Iterator[CheckMessage]:
    for host in hosts:
        if "*" in host or host.startswith("."):
            yield Error(
                f"MUTUALISE_HOSTS lets in names that you do not know: {host}",
                hint="Write each name in full, for example: MUTUALISE_HOSTS=mutual.example.org",
                id="mutualise.E002",
            )
        elif "/" in host or (":" in host and not host.startswith("[")):
            yield Error(
                f"MUTUALISE_HOSTS has {host}, which is more than a name.",
                hint="Leave out https:// and the port: MUTUALISE_HOSTS=mutual.example.org",
                id="mutualise.E003",
            )


def _debug(host: str) -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            f"Every visitor of {host} would see the inside of an error.",
            hint="Remove MUTUALISE_DEBUG.",
            id="mutualise.E004",
        )


def _https(host: str) -> Iterator[CheckMessage]:
    if not settings.HTTPS and not settings.HTTPS_SAID:
        yield Error(
            f"Nothing says whether {host} is reached over https.",
            hint="With a web server in front that speaks https, set MUTUALISE_HTTPS=yes; "
            "MUTUALISE_HTTPS=no is for a closed network only.",
            id="mutualise.E005",
        )


def _secret_key(host: str) -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < _KEY_LENGTH or len(set(key)) < _KEY_LETTERS:
        yield Error(
            f"MUTUALISE_SECRET_KEY could be guessed: it has {len(key)} characters.",
            hint="Remove it, and the site makes a key of its own in the data folder; or set one "
            f"of at least {_KEY_LENGTH} random characters.",
            id="mutualise.E006",
        )


def _data_folder(host: str) -> Iterator[CheckMessage]:
    folder = Path(settings.DATA)
    if os.name == "posix" and folder.is_dir():
        open_to_others = stat.S_IMODE(folder.stat().st_mode) & 0o077
        if open_to_others:
            yield Error(
                f"Other users of this computer can look into the data folder {folder}.",
                hint=f"Run: chmod 700 {folder}",
                id="mutualise.E007",
            )


def _database(host: str) -> Iterator[CheckMessage]:
    database = settings.DATABASES["default"]
    server = str(database.get("HOST") or "")
    if "postgresql" not in database["ENGINE"] or server in _HERE or server.startswith("/"):
        return
    if "sslmode" not in database.get("OPTIONS", {}):
        yield Error(
            f"The way to the database on {server} may be open to others on the network.",
            hint="Add ?sslmode=verify-full (or another choice of yours) to DATABASE_URL.",
            id="mutualise.E008",
        )


def _proxies(host: str) -> Iterator[CheckMessage]:
    if settings.HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield Error(
            "All visitors would count as one, and one who guesses codes could lock out the rest.",
            hint="Say how many web servers of yours stand in front: MUTUALISE_PROXIES=1",
            id="mutualise.E010",
        )


def _mail(host: str) -> Iterator[CheckMessage]:
    if settings.MAIL is None:
        yield Error(
            f"People could not sign in to {host}: nothing says how to send them a code.",
            hint="Set a mail server and a sender, for example: MUTUALISE_MAIL=smtp://localhost:25 "
            f"MUTUALISE_MAIL_FROM=mutualise@{host}",
            id="mutualise.E011",
        )


def _security_txt(host: str) -> Iterator[CheckMessage]:
    expires: dt.date | None = settings.SECURITY_EXPIRES
    if bool(settings.SECURITY_CONTACT) != bool(expires):
        yield Error(
            "MUTUALISE_SECURITY_CONTACT and MUTUALISE_SECURITY_EXPIRES go together.",
            hint="Set both, the date within a year; or leave both out.",
            id="mutualise.E009",
        )
    elif expires and expires <= timezone.localdate() + dt.timedelta(days=30):
        # No reason to keep a site from starting, only one to look.
        yield CheckMessage(
            WARNING,
            f"Whom to tell of a weakness is said until {expires.isoformat()} only.",
            hint="Check the contact, then move MUTUALISE_SECURITY_EXPIRES on by up to a year.",
            id="mutualise.W001",
        )


_FOR_OTHERS: Final[tuple[Callable[[str], Iterator[CheckMessage]], ...]] = (
    _debug,
    _https,
    _secret_key,
    _data_folder,
    _database,
    _proxies,
    _mail,
    _security_txt,
)
