"""A sentence for the next page that a person sees, such as "Your name has been changed"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

_KEY: Final = "account_notices"


@dataclass(frozen=True)
class Notice:
    """One sentence; `done` says that something succeeded, otherwise it went wrong."""

    text: str
    done: bool = True


def add_notice(request: HttpRequest, text: str, *, done: bool = True) -> None:
    """Keep a sentence for the next page."""
    kept = request.session.get(_KEY, [])
    if [text, done] not in kept:
        request.session[_KEY] = [*kept, [text, done]]


def take_notices(request: HttpRequest) -> tuple[Notice, ...]:
    """The sentences that were kept, once."""
    return tuple(Notice(text, done) for text, done in request.session.pop(_KEY, []))
