"""A chain of events: each holds the hash of the one before, so that none can be changed alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# What the first event of a chain holds in place of the hash of one before.
FIRST: Final = "0" * 64

# What a body may hold: no float, whose text differs between programs.
Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Link:
    """One event. `at` is UTC in ISO 8601; `body` is the canonical JSON of what happened."""

    number: int
    previous: str
    at: str
    actor: str
    kind: str
    about: str
    body: str

    @property
    def digest(self) -> str:
        """SHA-256 over every part of the event, in hex."""
        parts = [self.number, self.previous, self.at, self.actor, self.kind, self.about, self.body]
        return hashlib.sha256(canonical(parts).encode()).hexdigest()


def follows(link: Link, number: int, digest: str) -> bool:
    """Whether a link continues the chain whose last event has this number and hash."""
    return link.number == number + 1 and hmac.compare_digest(link.previous, digest)


def canonical(value: object) -> str:
    """JSON with one spelling for each value: sorted keys, no spaces, no floats."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sealed(salt: str, value: str) -> str:
    """A hash that stands for a value in a chain; without the salt it tells nothing.

    Throw the salt away, and nobody can find the value by trying.
    """
    return hmac.new(salt.encode(), value.encode(), hashlib.sha256).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; write a whole number or text into a chain.")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
