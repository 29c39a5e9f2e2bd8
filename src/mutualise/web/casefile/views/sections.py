"""One section of the case: its answers, who looks after it, and what was said about it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.structures.interview import Section
from mutualise.structures.sections import load_sections
from mutualise.web.casefile import selectors
from mutualise.web.casefile.actions import arrange_section
from mutualise.web.casefile.forms import CommentForm, WorkForm
from mutualise.web.casefile.pages import section_page
from mutualise.web.casefile.selectors import SectionState
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def show(request: SeatedRequest, workspace: str, section: str) -> HttpResponse:
    """The answers of a section."""
    page = section_page(request.seat, find_section(section))
    return render(request, "casefile/section.jinja", {"page": page, "form": CommentForm()})


@needs(Permission.ARRANGE_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: SeatedRequest, workspace: str, section: str) -> HttpResponse:
    """Say who looks after a section, and whether it is complete."""
    found, team = find_section(section), request.seat.workspace
    state = selectors.section_states(team).get(found.id, SectionState())
    people = selectors.people_who_can(team, Permission.CHANGE_CASE)
    form = WorkForm(people, state, request.POST or None)
    if request.method == "POST" and form.is_valid():
        arrange_section(
            by=request.seat.person,
            workspace=team,
            section=found.id,
            assigned_to=form.assigned_to,
            due=form.cleaned_data["due"],
            completed=form.cleaned_data["completed"] == "yes",
            now=timezone.now(),
        )
        return redirect("casefile:section", workspace, found.id)
    return render(request, "casefile/work.jinja", {"section": found, "form": form})


def find_section(section: str) -> Section:
    """The section with this id, or the page for what does not exist."""
    found = load_sections().get(section)
    if found is None:
        raise Http404(f"There is no section called {section}")
    return found
