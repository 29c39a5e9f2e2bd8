"""The pages of those who look after the site."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.web.accounts.notices import add_notice
from mutualise.web.administration import actions
from mutualise.web.administration.pages import (
    people_page,
    person_page,
    start_page,
    workspaces_page,
)
from mutualise.web.administration.selectors import person_with_id
from mutualise.web.tenancy.access import site_administrators
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.requests import PersonRequest


@site_administrators("where looking after the site begins")
@never_cache
@require_safe
def start(request: PersonRequest) -> HttpResponse:
    """Who looks after the site, and what there is."""
    return render(request, "administration/start.jinja", {"page": start_page(timezone.now())})


@site_administrators("lists everyone with an account")
@never_cache
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Everyone with an account."""
    actions.note_look(by=request.user, at_what="people")
    page = people_page(request.GET.get("search", "").strip(), request.GET.get("page", ""))
    return render(request, "administration/list.jinja", {"page": page})


@site_administrators("lists workspaces without their content")
@never_cache
@require_safe
def workspaces(request: PersonRequest) -> HttpResponse:
    """Every workspace."""
    actions.note_look(by=request.user, at_what="workspaces")
    page = workspaces_page(request.GET.get("search", "").strip(), request.GET.get("page", ""))
    return render(request, "administration/list.jinja", {"page": page})


@site_administrators("suspends or restores an account")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PersonRequest, person_id: uuid.UUID) -> HttpResponse:
    """Suspend or restore a person."""
    found = person_with_id(person_id)
    if found is None:
        add_notice(request, "There is no such person any more.", done=False)
        return redirect("administration:people")
    if request.method == "POST":
        _change(request, found)
        return redirect("administration:people")
    page = person_page(found, request.user)
    return render(request, "administration/person.jinja", {"page": page})


def _change(request: PersonRequest, found: Person) -> None:
    """What the button said, whatever was changed by someone else since the page was shown."""
    wanted = "restore" if request.POST.get("do") == "restore" else "suspend"
    act = actions.restore if wanted == "restore" else actions.suspend
    try:
        act(person=found, by=request.user)
    except actions.Refused as refusal:
        add_notice(request, str(refusal), done=False)
    else:
        add_notice(request, f"{found.email} is {wanted}{'d' if wanted == 'restore' else 'ed'}.")
