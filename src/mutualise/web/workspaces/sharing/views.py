"""The pages about sharing."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest
from mutualise.web.workspaces.sharing.actions import (
    CannotShare,
    end_share,
    make_share,
    note_opening,
)
from mutualise.web.workspaces.sharing.forms import ShareForm
from mutualise.web.workspaces.sharing.pages import (
    made_line,
    made_page,
    received_page,
    shared_page,
)
from mutualise.web.workspaces.sharing.selectors import Openings, open_share, share_of


@needs(Permission.SHARE)
@never_cache
@require_safe
def shares(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What the workspace shares, and with whom."""
    context = {"page": made_page(request.seat, timezone.now()), "seat": request.seat}
    return render(request, "workspaces/shares.jinja", context)


@needs(Permission.SHARE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Share something."""
    team = request.seat.workspace
    form = ShareForm(team, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind, thing = form.thing
        try:
            make_share(
                by=request.user,
                workspace=team,
                kind=kind,
                thing=thing,
                audience=form.audience,
                ends_at=form.ends_at,
                note=form.cleaned_data["note"],
                now=timezone.now(),
            )
        except CannotShare as problem:
            form.add_error(problem.about, str(problem))
        else:
            return redirect("workspaces:shares", workspace)
    return render(request, "workspaces/share.jinja", {"form": form, "seat": request.seat})


@needs(Permission.SHARE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SeatedRequest, workspace: str, share: UUID) -> HttpResponse:
    """Ask first, then stop sharing."""
    found = share_of(request.seat.workspace, share)
    if found is None:
        raise Http404("There is no such share in this workspace")
    now = timezone.now()
    if request.method == "POST":
        end_share(by=request.user, share=found, now=now)
        return redirect("workspaces:shares", workspace)
    context = {"line": made_line(found, Openings(), now), "seat": request.seat}
    return render(request, "workspaces/end_share.jinja", context)


@needs(Permission.READ_SHARED)
@never_cache
@require_safe
def received(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What is shared with me, or with us."""
    context = {"page": received_page(request.seat, timezone.now()), "seat": request.seat}
    return render(request, "workspaces/received.jinja", context)


@needs(Permission.READ_SHARED)
@never_cache
@require_safe
def shared(request: SeatedRequest, workspace: str, share: UUID) -> HttpResponse:
    """One thing that is shared, read-only; each opening is recorded where it came from."""
    now = timezone.now()
    found = open_share(request.seat, share, now)
    if found is None:
        raise Http404("Nothing is shared with this person under this address now")
    page = shared_page(found)
    note_opening(seat=request.seat, share=found, now=now)
    return render(request, "workspaces/shared.jinja", {"page": page, "seat": request.seat})
