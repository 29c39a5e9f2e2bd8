"""Case files: download, load again, and the worked cases."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.casefile import (
    CaseFile,
    CaseFileError,
    case_to_yaml,
    check_written_size,
    load_examples,
    read_case,
)
from mutualise.rules import load_law
from mutualise.web.places import address
from mutualise.web.structures.case_pages import example_page, examples_page
from mutualise.web.structures.forms import LoadForm
from mutualise.web.structures.session import earlier_case, replace_case, visit_of
from mutualise.web.tenancy.access import public

OWN_ANSWERS = "gives a visitor the answers in their own session"


@public(OWN_ANSWERS)
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The visitor's answers as a case file."""
    visit = visit_of(request)
    earlier = earlier_case(request) if "earlier" in request.GET else ""
    name = re.sub(r"[^a-z0-9]+", "-", visit.case.title.lower()).strip("-") or "answers"
    text = earlier or case_to_yaml(visit.case)
    response = HttpResponse(text, content_type="text/yaml; charset=utf-8")
    file_name = f"mutualise-{name[:60]}-{visit.today.isoformat()}.yaml"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@public("changes only the answers in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Load a case file. A faulty one is named line by line, and nothing is lost."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            case = read_case(form.cleaned_data["case"].read(), load_law().facts)
            check_written_size(case)
        except CaseFileError as error:
            problems = error.problems
            form.add_error("case", ValidationError(_cannot_be_used(len(problems))))
        else:
            replace_case(request, case)
            return redirect(address("structures:result"))
    context = {"form": form, "problems": problems[:50], "visit": visit_of(request)}
    return render(request, "structures/load.jinja", context)


@public("tells the stories of organisations from public facts")
@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """The worked cases."""
    return render(request, "structures/examples.jinja", {"page": examples_page(load_examples())})


@public("tells the story of an organisation from public facts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """One worked case; a POST opens it in the finder."""
    case = _example(slug)
    visit = visit_of(request)
    if request.method == "POST":
        replace_case(request, case)
        return redirect(address("structures:result"))
    page = example_page(case, visit.today, replaces=not visit.is_empty)
    return render(request, "structures/example.jinja", {"page": page})


def _example(slug: str) -> CaseFile:
    found = load_examples().get(slug)
    if found is None:
        raise Http404(f"There is no worked case called {slug}")
    return found


def _cannot_be_used(count: int) -> str:
    problems = "1 problem" if count == 1 else f"{count} problems"
    return f"This file cannot be used: it has {problems}, listed below. Your answers here are kept"
