"""The pages of the record."""

from __future__ import annotations

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutualise.ledger.lines import to_lines
from mutualise.web.audit import selectors
from mutualise.web.audit.actions import BrokenRecord, check_now, make_checkpoint
from mutualise.web.audit.forms import ChoiceOfEvents
from mutualise.web.audit.pages import (
    checkpoint_file_name,
    proof_page,
    record_file_name,
    record_page,
)
from mutualise.web.design.forms import whole_number
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_AUDIT)
@never_cache
@require_safe
def record(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What was done in the workspace, the newest first."""
    form = ChoiceOfEvents(str(request.seat.workspace.id), request.GET)
    before = whole_number(request.GET.get("before", ""))
    page = record_page(request.seat, form.chosen, before)
    return render(request, "audit/record.jinja", {"page": page, "form": form})


@needs(Permission.READ_AUDIT)
@never_cache
@require_safe
def proof(request: SeatedRequest, workspace: str) -> HttpResponse:
    """How to prove that the record was not changed."""
    page = proof_page(request.seat, done=request.GET.get("done", ""))
    return render(request, "audit/proof.jinja", {"page": page})


@needs(Permission.READ_AUDIT)
@never_cache
@require_POST
def check(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Check the whole record now."""
    check_now(chain=selectors.chain_of(request.seat.workspace), now=timezone.now())
    return redirect("audit:proof", workspace)


@needs(Permission.READ_AUDIT)
@never_cache
@require_POST
def sign(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Make a checkpoint of the record as it is now."""
    try:
        make_checkpoint(chain=selectors.chain_of(request.seat.workspace), now=timezone.now())
    except BrokenRecord:
        # The page says what is wrong.
        return redirect("audit:proof", workspace)
    return redirect(f"{reverse('audit:proof', args=(workspace,))}?done=checkpoint")


@needs(Permission.READ_AUDIT)
@never_cache
@require_safe
def checkpoint(request: SeatedRequest, workspace: str, size: int) -> HttpResponse:
    """A checkpoint as a file."""
    kept = selectors.note_of_size(str(request.seat.workspace.id), size)
    if kept is None:
        raise Http404("There is no checkpoint of this size")
    name = checkpoint_file_name(request.seat, kept.size)
    return HttpResponse(
        kept.note,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@needs(Permission.READ_AUDIT)
@never_cache
@require_safe
def download(request: SeatedRequest, workspace: str) -> StreamingHttpResponse:
    """The whole record as a file that a small program of its own can check."""
    chain = str(request.seat.workspace.id)
    name = record_file_name(request.seat)
    return StreamingHttpResponse(
        (line.encode() for line in to_lines(chain, selectors.entries(chain))),
        content_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
