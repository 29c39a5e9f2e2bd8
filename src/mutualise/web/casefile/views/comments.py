"""What people say about the case."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mutualise.structures.sections import section_of
from mutualise.web.casefile import selectors
from mutualise.web.casefile.actions import add_comment, settle_comment
from mutualise.web.casefile.forms import CommentForm
from mutualise.web.casefile.models import Comment
from mutualise.web.casefile.pages import section_page
from mutualise.web.casefile.views.answers import find_answer
from mutualise.web.casefile.views.sections import find_section
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.COMMENT)
@never_cache
@require_POST
def add(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Say something about a section, or about an answer."""
    place, fact = request.POST.get("place", ""), request.POST.get("fact", "")
    if fact:
        where, asked = find_answer(request, place, fact)
        section, place, fact = section_of(asked), str(where), asked.name
    else:
        section, place = find_section(request.POST.get("section", "")), ""
    form = CommentForm(request.POST)
    if not form.is_valid():
        page = section_page(request.seat, section)
        return render(request, "casefile/section.jinja", {"page": page, "form": form})
    add_comment(
        by=request.seat.person,
        workspace=request.seat.workspace,
        section=section.id,
        text=form.cleaned_data["text"],
        place=place,
        fact=fact,
    )
    if fact:
        return redirect("casefile:answer", workspace, place, fact)
    return redirect("casefile:section", workspace, section.id)


@needs(Permission.COMMENT)
@never_cache
@require_POST
def settle(request: SeatedRequest, workspace: str, comment: uuid.UUID) -> HttpResponse:
    """Say that a comment is settled."""
    found: Comment | None = selectors.comment_of(request.seat.workspace, comment)
    if found is None:
        raise Http404("There is no such comment")
    settle_comment(
        by=request.seat.person,
        workspace=request.seat.workspace,
        comment=found,
        now=timezone.now(),
    )
    if found.fact:
        return redirect("casefile:answer", workspace, found.place, found.fact)
    return redirect("casefile:section", workspace, found.section)
