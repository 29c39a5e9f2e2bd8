"""The case as a file: download it, and bring one in."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.casefile import CaseFile, CaseFileError, case_to_yaml, check_written_size, read_case
from mutualise.rules import load_law
from mutualise.web.casefile.actions import ChangedMeanwhile, save_case
from mutualise.web.casefile.forms import BringInForm
from mutualise.web.casefile.keeper import TeamKeeper, keeper_for
from mutualise.web.casefile.meanwhile import meanwhile_response
from mutualise.web.casefile.written import case_with_people
from mutualise.web.structures.session import case_kept
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def download(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The case as the file that the command line reads too, with who and when."""
    case = case_with_people(request.seat.workspace)
    name = re.sub(r"[^a-z0-9]+", "-", case.title.lower()).strip("-") or "case"
    file_name = f"mutualise-{name[:60]}-{timezone.localdate().isoformat()}.yaml"
    response = HttpResponse(case_to_yaml(case), content_type="text/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Bring in a case file, or the answers given on this computer before signing in."""
    request.keeper = keeper = keeper_for(request, request.seat)
    own = case_kept(request)
    taking_own = request.method == "POST" and "own" in request.POST and own is not None
    sent = request.method == "POST" and not taking_own
    form = BringInForm(request.POST, request.FILES) if sent else BringInForm()
    problems: list[str] = []
    case = own if taking_own else None
    if sent and form.is_valid():
        try:
            case = read_case(form.cleaned_data["case"].read(), load_law().facts)
            check_written_size(case)
        except CaseFileError as error:
            case, problems = None, error.problems
            form.add_error("case", ValidationError(_cannot_be_used(len(problems))))
    if case is not None:
        return _taken(request, keeper, case)
    shown = {"form": form, "problems": problems[:50], "own": own, "case": keeper.read()}
    return render(request, "casefile/bring_in.jinja", shown)


def _taken(request: SeatedRequest, keeper: TeamKeeper, case: CaseFile) -> HttpResponse:
    try:
        save_case(
            by=request.seat.person,
            workspace=request.seat.workspace,
            case=case,
            seen=keeper.stored.revision,
            how="brought in",
        )
    except ChangedMeanwhile as change:
        return meanwhile_response(request, change)
    return redirect("casefile:case", request.seat.workspace.address)


def _cannot_be_used(count: int) -> str:
    problems = "1 problem" if count == 1 else f"{count} problems"
    return f"This file cannot be used: it has {problems}, listed below. The case is as it was"
