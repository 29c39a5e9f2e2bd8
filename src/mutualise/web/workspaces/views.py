"""The pages about workspaces."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.web.tenancy.access import needs, signed_in
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import PersonRequest, SeatedRequest
from mutualise.web.tenancy.roles import Kind
from mutualise.web.workspaces.actions import start_workspace
from mutualise.web.workspaces.forms import StartForm
from mutualise.web.workspaces.pages import mine_page
from mutualise.web.workspaces.rooms import home_page


@signed_in("lists only the workspaces that the person is in")
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """The workspaces that I am in."""
    page = mine_page(request.user, done=request.GET.get("done", ""), now=timezone.now())
    return render(request, "workspaces/mine.jinja", {"page": page})


@signed_in("starts a workspace that belongs to the person")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """Start a workspace."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        workspace = start_workspace(
            by=request.user, kind=Kind(chosen["kind"]), title=chosen["title"]
        )
        return redirect("workspaces:home", workspace.address)
    return render(request, "workspaces/start.jinja", {"form": form})


@needs(Permission.ENTER)
@never_cache
@require_safe
def home(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Where everyone in the workspace begins."""
    return render(request, "workspaces/home.jinja", {"page": home_page(request.seat)})
