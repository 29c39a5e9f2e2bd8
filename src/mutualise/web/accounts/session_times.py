"""How long a session of someone signed in lasts: not longer than a day's work, nor left idle."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

_BEGAN: Final = "account_began"
_SEEN: Final = "account_seen"
# Each page would otherwise be a write to the database.
SEEN_EVERY: Final = 300


def begin(session: SessionBase, now: dt.datetime) -> None:
    """Start the clock when someone signs in."""
    session[_BEGAN] = session[_SEEN] = now.timestamp()
    session.set_expiry(settings.SESSION_WHOLE)


def is_over(session: SessionBase, now: dt.datetime) -> bool:
    """Whether it has lasted long enough in all, or nobody has used it for long enough."""
    at = now.timestamp()
    began, seen = session.get(_BEGAN, at), session.get(_SEEN, at)
    # What is being looked at is written down late, so give that much more.
    idle = settings.SESSION_IDLE + SEEN_EVERY
    return bool(at - began > settings.SESSION_WHOLE or at - seen > idle)


def touch(session: SessionBase, now: dt.datetime) -> bool:
    """Note that it is in use; whether anything was written."""
    at = now.timestamp()
    if _BEGAN in session and at - session.get(_SEEN, 0) < SEEN_EVERY:
        return False
    session.setdefault(_BEGAN, at)
    session[_SEEN] = at
    return True
