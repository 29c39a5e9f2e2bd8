"""Slows down whoever sends far more forms than a person can fill in."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mutualise.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MINUTE: Final = 60
# A hospital, or all of a region's practices, may come from one address.
ADDRESS_MAY: Final = 10


class Tally:
    """Counts by name within the present minute, and forgets everything at its end.

    In the memory of one process: docs/decisions/0015 says why that is enough, and what a count in
    the database would cost.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = -1
        self._counts: Counter[str] = Counter()

    def add(self, name: str) -> int:
        """Count once more; how often it was within this minute."""
        minute = int(self._clock() // MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[name] += 1
            return self._counts[name]

    def seconds_left(self) -> int:
        """Until everything is forgotten; at least one."""
        return max(1, MINUTE - int(self._clock() % MINUTE))


class WriteLimit:
    """Refuses more than so many forms a minute from one session, and far more from one address."""

    def __init__(self, get_response: GetResponse, tally: Tally | None = None) -> None:
        self.get_response = get_response
        self.tally = tally or Tally()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = settings.WRITE_LIMIT
        if not limit or request.method in _READS:
            return self.get_response(request)
        # The address is counted too where there is a session, for a cookie is quickly invented.
        for name, most in self.names(request, limit):
            count = self.tally.add(name)
            if count > most:
                if count == most + 1:
                    logger.warning("More than %d forms a minute from one %s", most, name[:7])
                return errors.too_many(request, self.tally.seconds_left())
        return self.get_response(request)

    @staticmethod
    def names(request: HttpRequest, limit: int) -> list[tuple[str, int]]:
        """Who is counted, and up to how many."""
        counted = [(f"address {address_of(request)}", limit * ADDRESS_MAY)]
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        return [(f"session {session}", limit), *counted] if session else counted


def address_of(request: HttpRequest) -> str:
    """Where the request came from, as far as those in front of us can be trusted to say.

    Each of them appends the address it saw; what stands further left, the visitor may have made up.
    """
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
