"""Named states of the case, and the difference between two."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.web.casefile import selectors
from mutualise.web.casefile.actions import NameTaken, name_snapshot
from mutualise.web.casefile.forms import DifferenceForm, SnapshotForm
from mutualise.web.casefile.history_pages import changes_page, snapshot_choices, snapshot_page
from mutualise.web.casefile.store import read_case_of
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE, to_change=Permission.ARRANGE_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The snapshots there are, and a form for a new one."""
    team = request.seat.workspace
    form = SnapshotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = name_snapshot(by=request.seat.person, workspace=team, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", "There is a snapshot of this name. Choose another")
        else:
            return redirect("casefile:snapshot", workspace, made.pk)
    rows = selectors.snapshots_of(team)
    shown = {"rows": rows, "form": form, "compare": DifferenceForm(snapshot_choices(rows))}
    may = request.seat.may(Permission.ARRANGE_WORK)
    return render(request, "casefile/snapshots.jinja", {**shown, "may_name": may})


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def show(request: SeatedRequest, workspace: str, snapshot: int) -> HttpResponse:
    """The case as it stood when the snapshot was named."""
    row = selectors.snapshot_of(request.seat.workspace, snapshot)
    if row is None:
        raise Http404("There is no such snapshot")
    return render(request, "casefile/snapshot.jinja", {"page": snapshot_page(row)})


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def difference(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What changed between two states of the case."""
    team = request.seat.workspace
    choices = snapshot_choices(selectors.snapshots_of(team))
    form = DifferenceForm(choices, request.GET or None)
    page = None
    if form.is_valid():
        names = dict(choices)
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        states = [
            read_case_of(team, None if chosen == "now" else int(chosen)).case
            for chosen in (first, second)
        ]
        title = f"From “{names[first]}” to “{names[second]}”"
        page = changes_page(title, "", *states)
    return render(request, "casefile/difference.jinja", {"page": page, "form": form})
