"""A person's notices, and how often they want to be told what changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mutualise.web.notices.actions import choose, mark_seen
from mutualise.web.notices.forms import WishForm
from mutualise.web.notices.pages import notices_page, seats_to_choose
from mutualise.web.tenancy.access import signed_in
from mutualise.web.tenancy.requests import PersonRequest


@signed_in("shows and changes only what the person is told")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: PersonRequest) -> HttpResponse:
    """My notices, and how often I hear of each workspace."""
    person, now = request.user, timezone.now()
    seats = seats_to_choose(person)
    form = WishForm(request.POST if request.method == "POST" else None, seats=seats)
    if request.method == "POST" and form.is_valid():
        choose(person=person, wishes=form.wishes(), now=now)
        return redirect(f"{request.path}?saved=yes")
    page = notices_page(person)
    mark_seen(person=person, now=now)
    context = {"page": page, "form": form, "saved": "saved" in request.GET}
    return render(request, "notices/mine.jinja", context)
