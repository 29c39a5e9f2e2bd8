"""To show once more who this is, before anything about signing in is changed or shown.

With a second factor, by that; without one, by a code to the address that is known so far. What was
shown in the last quarter of an hour, at signing in too, counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from mutualise.web.accounts.selectors import has_factor
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.requests import PersonRequest

_KEY: Final = "account_again"
_ATTEMPTS: Final = 3
ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


def shown_lately(request: HttpRequest, person: Person) -> bool:
    """Whether the person showed lately, by the strongest way they have, that it is them."""
    wanted = {"mfa"} if has_factor(person) else {"mfa", "code"}
    since = time.time() - settings.AGAIN_AFTER
    records = get_authentication_records(request, person)
    return any(each["method"] in wanted and each["at"] > since for each in records)


def again_first(view: ViewT) -> ViewT:
    """Ask for it before the view, and come back to the view's address."""

    @wraps(view)
    def asked(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if shown_lately(request, request.user):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")

    return cast(ViewT, asked)


class CodeAgain(AbstractCodeVerificationProcess):  # type: ignore[misc] # it states no types
    """A code sent to someone who is signed in."""

    def __init__(self, request: HttpRequest, person: Person, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=person,
        )

    @classmethod
    def going_on(cls, request: HttpRequest, person: Person) -> CodeAgain | None:
        """The code that was sent before, while it lives."""
        state = request.session.get(_KEY)
        if not state or state.get("user_id") != str(person.pk):
            return None
        process: CodeAgain | None = cls(request, person, state).abort_if_invalid()
        return process

    @classmethod
    def begin(cls, request: HttpRequest, person: Person) -> CodeAgain | None:
        """Send a new code; None where too many were asked for."""
        if not ratelimit.consume(request, action="request_login_code", key=person.email):
            return None
        process = cls(request, person, cls.initial_state(person, email=person.email))
        process.send()
        process.persist()
        return process

    def send(self) -> None:
        """By e-mail, to the address that is known so far."""
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        adapter.send_mail("account/email/again_code", self.state["email"], {"code": self.code})

    def persist(self) -> None:
        """In the session, of which the browser holds only the key."""
        self.request.session[_KEY] = self.state

    def abort(self) -> None:
        """The code is worth nothing any more."""
        self.request.session.pop(_KEY, None)

    def is_right(self, typed: str) -> bool:
        """Whether this is the code. A right one is used up and counts from now on."""
        if not compare_user_code(actual=typed, expected=self.code):
            return False
        self.abort()
        record_authentication(self.request, self.user, "code", reauthenticated=True)
        return True
