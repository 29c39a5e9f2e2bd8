"""The pages about the people of a workspace."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutualise.web.tenancy.access import needs, public, signed_in
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import PersonRequest, SeatedRequest
from mutualise.web.workspaces.people import actions, invitations
from mutualise.web.workspaces.people.forms import InviteForm, RolesForm
from mutualise.web.workspaces.people.pages import people_page, roles_page
from mutualise.web.workspaces.people.refusals import Refused
from mutualise.web.workspaces.people.selectors import (
    Colleague,
    Invited,
    colleague_in,
    invitation_to,
    invited_as,
    titles_of,
)


@needs(Permission.ENTER)
@never_cache
@require_safe
def people(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Who is in the workspace."""
    page = people_page(request.seat, done=request.GET.get("done", ""), now=timezone.now())
    return render(request, "workspaces/people.jinja", {"page": page, "seat": request.seat})


@public("says what each role may do, the same to everyone")
@require_safe
def roles(request: PersonRequest) -> HttpResponse:
    """Which role may do what."""
    return render(request, "workspaces/roles.jinja", {"page": roles_page()})


@needs(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Invite someone by e-mail and role."""
    form = InviteForm(request.seat.kind, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(
                by=request.user,
                workspace=request.seat.workspace,
                email=form.cleaned_data["email"],
                roles=form.chosen,
                site=_site(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            return _done(workspace, "invited")
    return render(request, "workspaces/invite.jinja", {"form": form, "seat": request.seat})


@needs(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: SeatedRequest, workspace: str, invitation: UUID) -> HttpResponse:
    """Send an invitation again, or take it back."""
    invited = _invited(request, invitation)
    problem = ""
    if request.method == "POST":
        now = timezone.now()
        if "withdraw" in request.POST:
            invitations.withdraw(by=request.user, invited=invited, now=now)
            return _done(workspace, "withdrawn")
        try:
            invitations.send_again(by=request.user, invited=invited, site=_site(request), now=now)
        except Refused as refused:
            problem = str(refused)
        else:
            return _done(workspace, "sent-again")
    context = {"invited": invited, "roles": titles_of(invited.roles), "problem": problem}
    return render(request, "workspaces/invitation.jinja", {**context, "seat": request.seat})


@needs(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SeatedRequest, workspace: str, person: UUID) -> HttpResponse:
    """Change the roles of someone in the workspace."""
    colleague = _colleague(request, person)
    initial = {"roles": [role.value for role in colleague.roles]}
    sent = request.POST if request.method == "POST" else None
    form = RolesForm(request.seat.kind, data=sent, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_roles(
                by=request.user,
                workspace=request.seat.workspace,
                person=colleague.person,
                roles=form.chosen,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error("roles", str(refused))
        else:
            return _done(workspace, "roles")
    context = {"form": form, "person": colleague.person, "seat": request.seat}
    return render(request, "workspaces/person.jinja", context)


@needs(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SeatedRequest, workspace: str, person: UUID) -> HttpResponse:
    """Ask first, then take someone out of the workspace."""
    colleague = _colleague(request, person)
    problem = _remove(request, colleague) if request.method == "POST" else ""
    if problem is None:
        return _done(workspace, "removed")
    context = {"person": colleague.person, "problem": problem, "seat": request.seat}
    return render(request, "workspaces/remove.jinja", context)


@needs(Permission.ENTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Ask first, then leave the workspace; whoever leaves is signed out everywhere."""
    own = _colleague(request, request.user.pk)
    problem = _remove(request, own) if request.method == "POST" else ""
    if problem is None:
        logout(request)
        return redirect("workspaces:left")
    context = {"problem": problem, "seat": request.seat}
    return render(request, "workspaces/leave.jinja", context)


@public("tells someone who has just been signed out that they have left")
@never_cache
@require_safe
def left(request: PersonRequest) -> HttpResponse:
    """You have left, and are signed out."""
    return render(request, "workspaces/left.jinja", {})


@signed_in("answers only invitations to the person's own address")
@never_cache
@require_POST
def answer(request: PersonRequest, invitation: UUID) -> HttpResponse:
    """Accept or decline an invitation."""
    now = timezone.now()
    invited = invitation_to(request.user, invitation)
    if invited is None:
        raise Http404("There is no such invitation to this person")
    accepts = request.POST.get("answer") == "accept"
    try:
        (invitations.accept if accepts else invitations.decline)(
            by=request.user, invited=invited, now=now
        )
    except Refused:
        return redirect(f"{reverse('workspaces:mine')}?done=too-late")
    if accepts:
        return redirect("workspaces:home", invited.workspace.address)
    return redirect(f"{reverse('workspaces:mine')}?done=declined")


def _colleague(request: SeatedRequest, person: UUID) -> Colleague:
    found = colleague_in(request.seat.workspace, person)
    if found is None:
        raise Http404("This person is not in the workspace")
    return found


def _invited(request: SeatedRequest, invitation: UUID) -> Invited:
    found = invited_as(request.seat.workspace, invitation)
    if found is None:
        raise Http404("There is no such invitation in this workspace")
    return found


def _remove(request: SeatedRequest, colleague: Colleague) -> str | None:
    """Why the person could not be taken out; None once they are out."""
    try:
        actions.remove_person(
            by=request.user,
            workspace=request.seat.workspace,
            person=colleague.person,
            now=timezone.now(),
        )
    except Refused as refused:
        return str(refused)
    return None


def _site(request: SeatedRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _done(workspace: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('workspaces:people', args=(workspace,))}?done={what}")
