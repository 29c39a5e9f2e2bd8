"""Pages that ask what would change if the law were different."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.content.loader import ContentError
from mutualise.rules import UnknownRuleError, load_law
from mutualise.rules.reforms import load_reforms
from mutualise.web.structures.session import case_kept
from mutualise.web.tenancy.access import public
from mutualise.web.what_if.forms import ChangeCondition, ChangeFigure, ChooseRule
from mutualise.web.what_if.pages import comparison, reform_lines, reform_page, rule_page

ASKS = "asks about the law; shows no case but the worked ones and the visitor's own"


@public(ASKS)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Choose a prepared reform, a figure or a rule."""
    law, today = load_law(), timezone.localdate()
    choose = ChooseRule(law, today, request.GET if "rule" in request.GET else None)
    if choose.is_bound and choose.is_valid():
        return redirect("what_if:rule", rule_id=choose.cleaned_data["rule"])
    shown = {"reforms": reform_lines(), "form": choose, "figure": ChangeFigure(law, today)}
    return render(request, "what_if/index.jinja", shown)


@public(ASKS)
@never_cache
@require_safe
def reform(request: HttpRequest, reform: str) -> HttpResponse:
    """A prepared reform."""
    known = load_reforms()
    if reform not in known:
        raise Http404(f"There is no prepared reform called {reform}")
    page = reform_page(known[reform], timezone.localdate(), case_kept(request))
    return render(request, "what_if/reform.jinja", {"page": page})


@public(ASKS)
@never_cache
@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """Another value for one figure."""
    law, today = load_law(), timezone.localdate()
    asked = {"figure", "value"} & set(request.GET)
    form = ChangeFigure(law, today, request.GET if asked else None)
    compared = None
    if form.is_bound and form.is_valid():
        compared = comparison(form.reform(law), today, case_kept(request))
    return render(request, "what_if/figure.jinja", {"form": form, "shown": compared})


@public(ASKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Another condition for one rule."""
    law, today = load_law(), timezone.localdate()
    try:
        found = law.rule(rule_id)
    except UnknownRuleError as error:
        raise Http404(str(error)) from None
    if found.id not in law.at(today).rules:
        raise Http404(f"{found.id} has no condition that could be changed")
    form = ChangeCondition(law, found, request.POST if request.method == "POST" else None)
    compared = None
    if form.is_bound and form.is_valid():
        try:
            compared = comparison(form.reform(), today, case_kept(request))
        except ContentError as error:
            # Sound in itself, and yet not beside the other rules: a circle.
            form.add_error("condition", error.problems[0])
    page = rule_page(law, found, today, compared)
    return render(request, "what_if/rule.jinja", {"page": page, "form": form})
