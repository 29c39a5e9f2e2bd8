"""Saves what a page changed, or shows what a colleague changed meanwhile."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from mutualise.casefile import CaseFile
from mutualise.web.casefile.actions import ChangedMeanwhile
from mutualise.web.casefile.keeper import TeamKeeper
from mutualise.web.casefile.meanwhile import meanwhile_response
from mutualise.web.tenancy.requests import SeatedRequest


def saved(
    request: SeatedRequest, keeper: TeamKeeper, case: CaseFile, then: str, *arguments: str
) -> HttpResponse:
    """Save, and go on to a page of the workspace."""
    try:
        keeper.save(case)
    except ChangedMeanwhile as change:
        return meanwhile_response(request, change)
    return redirect(then, request.seat.workspace.address, *arguments)
