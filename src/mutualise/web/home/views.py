"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mutualise.web.design.components import Link
from mutualise.web.home.pages import Door, StartPage
from mutualise.web.navigation import AREAS
from mutualise.web.tenancy.access import public


@public("says what the site is for; holds no team's data")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what can be done here, and lead there."""
    doors = tuple(Door(Link(area.title, reverse(area.url_name)), area.about) for area in AREAS)
    return render(request, "home/start.jinja", {"page": StartPage(doors)})
