"""The gate: asks each view who may call it, and lets nobody else through."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mutualise.web.tenancy.access import Needs, Public, SiteAdministrators, declared_access
from mutualise.web.tenancy.requests import SeatedRequest
from mutualise.web.tenancy.seats import can, needs_second_factor
from mutualise.web.tenancy.second_factor import has_second_factor
from mutualise.web.tenancy.selectors import administers_site, seat_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class Gate:
    """Decides about each request from what its view declares, before the view runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: list[object],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        access = declared_access(view)
        if access is None:
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} does not say who may call it. "
                'Decorate it, for example with @public("why everyone may").'
            )
        if isinstance(access, Public):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if isinstance(access, SiteAdministrators):
            return _for_administrators(request)
        if isinstance(access, Needs):
            return _for_workspace(request, access, str(kwargs["workspace"]))
        return None


def _for_administrators(request: HttpRequest) -> HttpResponse | None:
    person = request.user
    if not person.is_authenticated or not administers_site(person, timezone.now()):
        raise Http404("Only those who look after the site can see this")
    return None if has_second_factor(request) else _ask_for_second_factor(request)


def _for_workspace(request: HttpRequest, access: Needs, address: str) -> HttpResponse | None:
    person = request.user
    if not person.is_authenticated:
        raise Http404("Nobody is signed in")
    seat = seat_of(person, address, second_factor=has_second_factor(request))
    if seat is None:
        # To people of other workspaces, this one does not exist.
        raise Http404("There is no such workspace")
    permission = access.for_method(request.method)
    if can(seat, permission):
        # From here on the request is one of a SeatedRequest, as its views expect.
        SeatedRequest.seat_at(request, seat)
        return None
    if needs_second_factor(seat, permission):
        return _ask_for_second_factor(request)
    raise PermissionDenied(f"{permission} is not for {', '.join(sorted(seat.roles))}")


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is needed here, and come back afterwards."""
    # What a form carried cannot be repeated after the detour: back to where it stood.
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return redirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': back})}")
