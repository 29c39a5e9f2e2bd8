"""Views that look rules up: the browser, its downloads, statutes and open points."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mutualise.derivations.rulebook import Rulebook, rulebook, rules_as_csv, rules_as_json
from mutualise.rules import load_law
from mutualise.rules.open_points import load_open_points
from mutualise.web.errors import ErrorPage, error_response
from mutualise.web.law.browser_page import browser_page
from mutualise.web.law.open_points_page import open_points_page
from mutualise.web.law.rule_filters import FilterRules
from mutualise.web.law.statute_pages import statute_page, statutes_page
from mutualise.web.tenancy.access import public

EXPLAINS = "explains the law; holds no team's data"


@public(EXPLAINS)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, narrowed by what stands in the address."""
    book = _book()
    form = FilterRules(book, request.GET or None)
    if form.is_bound and request.GET.urlencode() != form.query.removeprefix("?"):
        # A form sends what is empty as well. One question has one address, to keep and to send on.
        return redirect(reverse("law:rules") + form.query)
    readable = not form.is_bound or form.is_valid()
    page = browser_page(book, form) if readable else None
    return render(request, "law/rules.jinja", {"page": page, "form": form})


@public(EXPLAINS)
@require_safe
def rules_csv(request: HttpRequest) -> HttpResponse:
    """The rules asked for, for a spreadsheet."""
    book, form = _book(), FilterRules(_book(), request.GET)
    if not form.is_valid():
        return _unreadable(request, form)
    text = rules_as_csv(book, book.select(form.wanted, form.order))
    return _file(text, "text/csv; charset=utf-8", "csv")


@public(EXPLAINS)
@require_safe
def rules_json(request: HttpRequest) -> HttpResponse:
    """The rules asked for, for a program."""
    book, form = _book(), FilterRules(_book(), request.GET)
    if not form.is_valid():
        return _unreadable(request, form)
    text = rules_as_json(book, book.select(form.wanted, form.order), form.pairs())
    return _file(text, "application/json", "json")


@public(EXPLAINS)
@require_safe
def statutes(request: HttpRequest) -> HttpResponse:
    """Every Act and set of regulations that a rule rests on."""
    return render(request, "law/statutes.jinja", {"page": statutes_page(_book())})


@public(EXPLAINS)
@require_safe
def statute(request: HttpRequest, statute: str) -> HttpResponse:
    """One of them, with the rules on each section."""
    book = _book()
    if statute not in book.statutes:
        raise Http404(f"No rule rests on a statute called {statute}")
    page = statute_page(book, book.statutes[statute])
    return render(request, "law/statute.jinja", {"page": page})


@public(EXPLAINS)
@require_safe
def open_points(request: HttpRequest) -> HttpResponse:
    """What we do not know about the law."""
    law = load_law()
    page = open_points_page(law, load_open_points(law).values())
    return render(request, "law/open_points.jinja", {"page": page})


def _book() -> Rulebook:
    return rulebook(load_law(), timezone.localdate())


def _unreadable(request: HttpRequest, form: FilterRules) -> HttpResponse:
    """A download with a filter that cannot be read would be a file of the wrong rules."""
    said = [
        f"{form.fields[name].label}: {error}."
        for name, errors in form.errors.items()
        for error in errors
    ]
    advice = "Go to “Read the law” in the menu, choose the rules there, and download them again."
    return error_response(request, ErrorPage(400, "We cannot read these filters", (*said, advice)))


def _file(text: str, kind: str, extension: str) -> HttpResponse:
    name = f"mutualise-rules-{timezone.localdate().isoformat()}.{extension}"
    return HttpResponse(
        text.encode(),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
