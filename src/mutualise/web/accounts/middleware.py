"""Who is signed in: asked only where a page wants to know, and not for longer than it may last."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import LazyObject, SimpleLazyObject, empty

from mutualise.web.accounts import session_times
from mutualise.web.accounts.actions import seen_now
from mutualise.web.accounts.notices import add_notice
from mutualise.web.tenancy.models import Person

GetResponse = Callable[[HttpRequest], HttpResponse]

SIGNED_OUT = "You have been signed out, because the site was not used for a while. Sign in again."


class SignedIn:
    """Ends sessions in time, and keeps the cookie that says only that someone is signed in.

    Public pages show "Sign out" by that cookie alone: reading the session for it would keep
    browsers and proxies from storing the pages that are the same for everyone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: person_at(request))  # type: ignore[assignment]
        response = self.get_response(request)
        says_so = settings.SIGNED_IN_COOKIE_NAME in request.COOKIES
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            if says_so and "Cache-Control" not in response.headers:
                patch_cache_control(response, private=True)
        if _was_asked(request) and request.user.is_authenticated != says_so:
            _tell_browser(response, signed_in=not says_so)
        return response


def person_at(request: HttpRequest) -> Person | AnonymousUser:
    """Who this request comes from, if their session has not run its time."""
    person = auth.get_user(request)
    if not isinstance(person, Person):
        return AnonymousUser()
    now = timezone.now()
    if session_times.is_over(request.session, now):
        request.session.flush()
        add_notice(request, SIGNED_OUT, done=False)
        return AnonymousUser()
    if session_times.touch(request.session, now):
        seen_now(session_key=request.session.session_key, now=now)
    return person


def _was_asked(request: HttpRequest) -> bool:
    """Whether anything looked at who this is; a sign-in or sign-out puts someone in its place."""
    user = request.user
    return not isinstance(user, LazyObject) or user._wrapped is not empty  # noqa: SLF001


def _tell_browser(response: HttpResponse, *, signed_in: bool) -> None:
    name = settings.SIGNED_IN_COOKIE_NAME
    if not signed_in:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(
        name,
        "yes",
        max_age=settings.SESSION_WHOLE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
