"""The definitions, the test of an organisation, and its result side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.casefile import Answer, with_answer, without_answer
from mutualise.rules import load_law
from mutualise.web.definitions.forms import DefinitionsForm
from mutualise.web.definitions.pages import definitions_page, result_page
from mutualise.web.places import address
from mutualise.web.structures.session import save_case, visit_of
from mutualise.web.tenancy.access import public


@public("explains the definitions; holds no team's data")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the definitions are, where they disagree, and real examples."""
    page = definitions_page(load_law().at(timezone.localdate()))
    return render(request, "definitions/index.jinja", {"page": page})


@public("changes only the answers in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def test(request: HttpRequest) -> HttpResponse:
    """All the questions on one page; what the finder asks as well is answered once."""
    visit = visit_of(request)
    form = DefinitionsForm(visit.answers, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case, option = visit.case, visit.option
        for name, value in form.answers.items():
            if value is None:
                case = without_answer(case, name, option)
            elif value != visit.answers.get(name):
                case, option = with_answer(case, load_law().facts[name], Answer(value), option)
        save_case(request, case, option)
        return redirect(address("definitions:result"))
    return render(request, "definitions/test.jinja", {"form": form})


@public("shows a visitor the answers in their own session")
@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Every definition side by side."""
    return render(request, "definitions/result.jinja", {"page": result_page(visit_of(request))})
