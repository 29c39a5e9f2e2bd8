"""The result, one cell of it, a comparison, and a note to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutualise.web.structures.cell_page import cell_page, find_cell
from mutualise.web.structures.compare_page import compare_page
from mutualise.web.structures.note_page import note_page
from mutualise.web.structures.result_page import result_page
from mutualise.web.structures.session import visit_of
from mutualise.web.tenancy.access import public

OWN_ANSWERS = "shows what the law says of the answers in the visitor's own session"


@public(OWN_ANSWERS)
@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """What the law says of everything answered so far."""
    return render(request, "structures/result.jinja", {"page": result_page(visit_of(request))})


@public(OWN_ANSWERS)
@never_cache
@require_safe
def cell(request: HttpRequest, form: str, column: str) -> HttpResponse:
    """Why a form can or cannot hold a contract, and what would change it."""
    visit = visit_of(request)
    found = find_cell(visit, form, column)
    if found is None:
        raise Http404(f"The table has no cell for {form} and {column}")
    return render(request, "structures/cell.jinja", {"page": cell_page(visit, found)})


@public(OWN_ANSWERS)
@never_cache
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four forms or options side by side."""
    page = compare_page(visit_of(request), request.GET.getlist("form"))
    return render(request, "structures/compare.jinja", {"page": page})


@public(OWN_ANSWERS)
@never_cache
@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """Two pages for Monday's meeting."""
    return render(request, "structures/note.jinja", {"page": note_page(visit_of(request))})
