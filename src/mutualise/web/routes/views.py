"""The routes for a GP practice: all of them, each of them, and each as two pages to forward."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mutualise.publishing import pdf_of
from mutualise.rules import load_law
from mutualise.structures.route_answer import RouteAnswer, answer_route
from mutualise.structures.route_document import PAGES, route_document
from mutualise.structures.routes import load_routes
from mutualise.web.routes.pages import index_page, route_page
from mutualise.web.tenancy.access import public

EXPLAINS = "explains what the law says of each route; holds no team's data"


@public(EXPLAINS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every route side by side."""
    answers = [_answer(name, timezone.localdate()) for name in load_routes()]
    return render(request, "routes/index.jinja", {"page": index_page(answers)})


@public(EXPLAINS)
@require_safe
def route(request: HttpRequest, route: str) -> HttpResponse:
    """One route."""
    answer = _answer(route, timezone.localdate())
    return render(request, "routes/route.jinja", {"page": route_page(answer)})


@public(EXPLAINS)
@require_safe
def pdf(request: HttpRequest, route: str) -> HttpResponse:
    """One route as two pages to forward."""
    made = _pdf(route, timezone.localdate())
    name = f"mutualise-{route}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


# The law of a day does not change while the site runs, so each is worked out once a day.
@lru_cache(maxsize=32)
def _answer(name: str, day: dt.date) -> RouteAnswer:
    routes = load_routes()
    if name not in routes:
        raise Http404(f"There is no route called {name}")
    return answer_route(load_law().at(day), routes[name])


@lru_cache(maxsize=32)
def _pdf(name: str, day: dt.date) -> bytes:
    return pdf_of(route_document(_answer(name, day)), pages=PAGES)
