"""What the layout of every page may ask about its reader, without asking more than it shows."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from mutualise.web.accounts.notices import Notice, take_notices
from mutualise.web.accounts.pages import PasskeysHere, passkeys_here
from mutualise.web.accounts.shown import for_passkeys, in_fours, qr_drawing
from mutualise.web.tenancy.access import Public, declared_access
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.selectors import administers_until

# Where in the session the way back is kept while a second factor is set up.
AFTER_SET_UP: Final = "account_after_set_up"


class Visitor:
    """The reader of a page. Nothing here touches the session on a page that is for everyone."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def signed_in(self) -> bool:
        """Whether the browser says so; the pages behind the links make sure."""
        return settings.SIGNED_IN_COOKIE_NAME in self._request.COOKIES

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Sentences kept from the page before. Only pages about the account ask for them."""
        return take_notices(self._request)

    @property
    def after_set_up(self) -> str:
        """The way back to what a second factor was set up for."""
        back = self._request.session.get(AFTER_SET_UP, "")
        return f"{reverse('accounts:second_factor')}?{urlencode({'next': back})}" if back else ""

    @property
    def passkeys(self) -> PasskeysHere:
        """Whether passkeys work at this address."""
        return passkeys_here(self._request)

    @property
    def mail_in_terminal(self) -> bool:
        return bool(settings.MAIL_IN_TERMINAL)

    @property
    def sign_up_open(self) -> bool:
        return bool(settings.SIGN_UP == "open")

    @cached_property
    def looks_after_site_until(self) -> dt.datetime | None:
        """When the reader's time of looking after the site ends, on pages that are not public."""
        match = self._request.resolver_match
        access = declared_access(match.func) if match else None
        person = self._request.user if access and not isinstance(access, Public) else None
        if not isinstance(person, Person):
            return None
        return administers_until(person, timezone.now())


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Gives every template its reader, and those of the account what they show."""
    return {
        "visitor": Visitor(request),
        "for_passkeys": for_passkeys,
        "in_fours": in_fours,
        "qr_drawing": qr_drawing,
    }
