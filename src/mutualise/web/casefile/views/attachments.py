"""Papers beside an answer."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutualise.web.casefile import selectors
from mutualise.web.casefile.actions import attach_paper, remove_paper
from mutualise.web.casefile.forms import CommentForm, PaperForm
from mutualise.web.casefile.models import Attachment
from mutualise.web.casefile.pages import answer_page
from mutualise.web.casefile.views.answers import find_answer
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.CHANGE_CASE)
@never_cache
@require_POST
def attach(request: SeatedRequest, workspace: str, place: str, fact: str) -> HttpResponse:
    """Put a paper beside an answer."""
    where, asked = find_answer(request, place, fact)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        page = answer_page(request.seat, where, asked)
        forms = {"form": CommentForm(), "paper_form": form}
        return render(request, "casefile/answer.jinja", {"page": page, **forms})
    paper = form.cleaned_data["paper"]
    attach_paper(
        by=request.seat.person,
        workspace=request.seat.workspace,
        place=str(where),
        fact=asked.name,
        name=paper.name,
        kind=form.kind,
        content=paper.read(),
    )
    return redirect("casefile:answer", workspace, str(where), asked.name)


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def download(request: SeatedRequest, workspace: str, paper: uuid.UUID) -> HttpResponse:
    """The paper, to be saved and never shown within the site."""
    found = _paper(request, paper)
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    response.headers["Content-Disposition"] = str(disposition)
    return response


@needs(Permission.CHANGE_CASE)
@never_cache
@require_POST
def remove(request: SeatedRequest, workspace: str, paper: uuid.UUID) -> HttpResponse:
    """Take a paper away."""
    found = _paper(request, paper)
    remove_paper(
        by=request.seat.person, workspace=request.seat.workspace, paper=found, now=timezone.now()
    )
    return redirect("casefile:answer", workspace, found.place, found.fact)


def _paper(request: SeatedRequest, paper: uuid.UUID) -> Attachment:
    found = selectors.paper_of(request.seat.workspace, paper)
    if found is None:
        raise Http404("There is no such paper")
    return found
