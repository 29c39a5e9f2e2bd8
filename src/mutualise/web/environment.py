"""Settings come from environment variables, read in one place, with errors that teach."""

from __future__ import annotations

import datetime as dt
import os

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
