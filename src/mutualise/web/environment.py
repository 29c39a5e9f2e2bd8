"""Settings come from environment variables, read in one place, with errors that teach."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"", "0", "no", "false", "off"})


def get_env(name: str, default: str | None = None, *, example: str = "") -> str:
    """The variable's value; without one and without a default, say how to set it."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is not None:
        return default
    hint = f" For example: {name}={example}" if example else ""
    raise ImproperlyConfigured(f"Set the environment variable {name}.{hint}")


def get_env_flag(name: str) -> bool:
    """Yes or no; no when unset. A word that is neither is a mistake, not a no."""
    value = get_env(name, "").lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write {name}=yes or {name}=no.")


def get_env_list(name: str) -> list[str]:
    """Values separated by commas; an empty list when unset."""
    return [part.strip() for part in get_env(name, "").split(",") if part.strip()]


def get_env_number(name: str, default: int, *, at_least: int = 1) -> int:
    """A whole number."""
    value = get_env(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < at_least:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Write a whole number of at least {at_least}, "
            f"for example {name}={default}."
        )
    return int(value)


def get_env_date(name: str) -> dt.date | None:
    """A day; none when unset."""
    value = get_env(name, "")
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Write a date as year-month-day, for example {name}=2027-10-31."
        ) from None


def get_env_choice(name: str, choices: Sequence[str]) -> str:
    """One of these words; the first when unset."""
    value = get_env(name, choices[0]).lower()
    if value in choices:
        return value
    listed = " or ".join(f"{name}={choice}" for choice in choices)
    raise ImproperlyConfigured(f"{name} is {value!r}. Write {listed}.")


@dataclass(frozen=True)
class MailSettings:
    """How mail leaves the site. `tls` says whether encryption is there from the start, is started
    before anything is sent, or is not used with a mail server on this same computer."""

    host: str
    port: int
    user: str
    password: str
    tls: Literal["from the start", "started", "none"]
    sender: str


_MAIL_EXAMPLE: Final = "MUTUALISE_MAIL=smtp://user:password@mail.example.org:587"
_THIS_COMPUTER: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def mail_settings(url: str, sender: str) -> MailSettings | None:
    """What MUTUALISE_MAIL and MUTUALISE_MAIL_FROM say; None when mail is not set up."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"MUTUALISE_MAIL is not the address of a mail server. For example: {_MAIL_EXAMPLE}"
        )
    if "@" not in sender:
        raise ImproperlyConfigured(
            "MUTUALISE_MAIL is set, so say which address mail comes from. "
            "For example: MUTUALISE_MAIL_FROM=mutualise@example.org"
        )
    secure = parts.scheme == "smtps"
    plain = parts.hostname in _THIS_COMPUTER and not parts.username
    try:
        port = parts.port or (465 if secure else 25 if plain else 587)
    except ValueError:
        raise ImproperlyConfigured(
            f"The port in MUTUALISE_MAIL is not a number. For example: {_MAIL_EXAMPLE}"
        ) from None
    return MailSettings(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls="from the start" if secure else "none" if plain else "started",
        sender=sender,
    )
