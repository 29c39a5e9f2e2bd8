"""The case as a whole: its sections, its history, and what moved since the last look."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutualise.web.casefile import selectors
from mutualise.web.casefile.badge_page import badge_page
from mutualise.web.casefile.history_pages import history_page, revision_page
from mutualise.web.casefile.law_watch import news_seen
from mutualise.web.casefile.pages import case_page
from mutualise.web.design.forms import whole_number
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def show(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The sections of the case and how far each is."""
    return render(request, "casefile/case.jinja", {"page": case_page(request.seat)})


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def history(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Every save, the newest first."""
    before = request.GET.get("before", "")
    page = history_page(request.seat, whole_number(before))
    return render(request, "casefile/history.jinja", {"page": page})


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def revision(request: SeatedRequest, workspace: str, revision: int) -> HttpResponse:
    """What one save changed."""
    row = selectors.revision_of(request.seat.workspace, revision)
    if row is None:
        raise Http404(f"This case has no change {revision}")
    return render(request, "casefile/changes.jinja", {"page": revision_page(request.seat, row)})


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def lead_to_case(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Where the finder begins for a team: its case."""
    return redirect("casefile:case", workspace)


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def badge(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Which definitions of a mutual an option meets now, and what is missing."""
    page = badge_page(request.seat, request.GET.get("option"))
    return render(request, "casefile/badge.jinja", {"page": page})


@needs(Permission.CHANGE_CASE)
@never_cache
@require_POST
def seen(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What moved has been read."""
    news_seen(by=request.seat.person, workspace=request.seat.workspace)
    return redirect("workspaces:home", workspace)
