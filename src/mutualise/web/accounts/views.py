"""The pages about a person's own account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutualise.web.tenancy.access import signed_in
from mutualise.web.tenancy.requests import PersonRequest


@signed_in("says why a second factor is needed, and where to set one up")
@never_cache
@require_safe
def second_factor(request: PersonRequest) -> HttpResponse:
    """Why this needs a second factor, and how to go on."""
    return render(request, "accounts/second_factor.jinja", {})
