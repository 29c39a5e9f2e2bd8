"""The comparison of ways to organise a network, and the page behind each cell."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutualise.web.networks.cell_page import cell_page
from mutualise.web.networks.comparison import asked_comparison
from mutualise.web.networks.pages import comparison_page
from mutualise.web.structures.session import visit_of
from mutualise.web.tenancy.access import public

OWN_ANSWERS = "compares networks in general, or by the answers in the visitor's own session"


@public(OWN_ANSWERS)
@never_cache
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Every way to organise a network, side by side for one contract."""
    asked = asked_comparison(visit_of(request), request.GET.dict())
    context = {"page": comparison_page(asked), "form": asked.form}
    return render(request, "networks/comparison.jinja", context)


@public(OWN_ANSWERS)
@never_cache
@require_safe
def cell(request: HttpRequest, row: str, vehicle: str) -> HttpResponse:
    """Why the table says what it says of one way, with the law and the sources."""
    asked = asked_comparison(visit_of(request), request.GET.dict())
    try:
        page = cell_page(asked, row, vehicle)
    except LookupError as error:
        raise Http404(str(error)) from error
    return render(request, "networks/cell.jinja", {"page": page})
