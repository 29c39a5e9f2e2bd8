"""The pages about the workspace as a whole: its name, its download, its end."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest
from mutualise.web.workspaces.closing import actions
from mutualise.web.workspaces.closing.forms import CloseForm, RenameForm
from mutualise.web.workspaces.closing.pages import ending_page, settings_page
from mutualise.web.workspaces.export import stream_export


@needs(Permission.EXPORT_WORKSPACE, to_change=Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Rename the workspace, and find what else concerns all of it."""
    team = request.seat.workspace
    sent = request.POST if request.method == "POST" else None
    form = RenameForm(sent, initial={"title": team.title})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        actions.rename(by=request.user, workspace=team, title=title, now=timezone.now())
        return redirect("workspaces:settings", workspace)
    context = {"form": form, "page": settings_page(request.seat), "seat": request.seat}
    return render(request, "workspaces/settings.jinja", context)


@needs(Permission.EXPORT_WORKSPACE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SeatedRequest, workspace: str) -> HttpResponseBase:
    """Download everything that the workspace holds, as one file."""
    if request.method != "POST":
        return render(request, "workspaces/export.jinja", {"seat": request.seat})
    now = timezone.now()
    team = request.seat.workspace
    actions.note_export(by=request.user, workspace=team, now=now)
    name = f"mutualise-workspace-{timezone.localdate(now):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        stream_export(team, now), content_type="application/zip", headers=headers
    )


@needs(Permission.CLOSE_WORKSPACE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Say what closing does, ask for the name, and close."""
    team = request.seat.workspace
    form = CloseForm(team.title, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.close_workspace(by=request.user, workspace=team, now=timezone.now())
        return redirect("workspaces:reopen", workspace)
    context = {"form": form, "page": ending_page(team, timezone.now()), "seat": request.seat}
    return render(request, "workspaces/close.jinja", context)


@needs(Permission.REOPEN_WORKSPACE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What is left of a closed workspace, and the way to open it again while there is time."""
    team = request.seat.workspace
    now = timezone.now()
    if request.method == "POST":
        actions.reopen_workspace(by=request.user, workspace=team, now=now)
        team.refresh_from_db()
    if team.closed_at is None:
        return redirect("workspaces:home", workspace)
    context = {"page": ending_page(team, now), "seat": request.seat}
    return render(request, "workspaces/reopen.jinja", context)
