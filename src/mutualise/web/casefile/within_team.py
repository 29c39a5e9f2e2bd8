"""Serves the pages that work on a case within a workspace too, on the team's own case."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from mutualise.web.casefile.actions import ChangedMeanwhile
from mutualise.web.casefile.keeper import keeper_for
from mutualise.web.casefile.meanwhile import meanwhile_response
from mutualise.web.places import within
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest

View = Callable[..., HttpResponse]


def on_team_case(view: View) -> View:
    """A page that works on a case, for the case of the workspace in the address."""

    @functools.wraps(view)
    def on_case(request: SeatedRequest, workspace: str, **arguments: object) -> HttpResponse:
        request.keeper = keeper_for(request, request.seat)
        with within(workspace):
            try:
                return view(request, **arguments)
            except ChangedMeanwhile as change:
                return meanwhile_response(request, change)

    access = needs(Permission.READ_CASE, to_change=Permission.CHANGE_CASE)
    return access(never_cache(on_case))


def team_patterns(patterns: Iterable[URLPattern], names: Iterable[str]) -> list[URLPattern]:
    """The named pages of an app, each on the team's case."""
    wanted = set(names)
    return [
        path(str(pattern.pattern), on_team_case(pattern.callback), name=pattern.name)
        for pattern in patterns
        if pattern.name in wanted
    ]
