"""The list of owners with what the law says of it, and what is said of the list as a whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.web.owners.forms import AboutForm
from mutualise.web.owners.listing import drop_everyone, listing_of, save_about
from mutualise.web.owners.pages import owners_page
from mutualise.web.places import address
from mutualise.web.tenancy.access import public

OWN_LIST = "shows a visitor the list in their own session"


@public(OWN_LIST)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every owner against every contract, and who breaks it."""
    return render(request, "owners/index.jinja", {"page": owners_page(listing_of(request))})


@public("changes only the list in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest) -> HttpResponse:
    """The legal form, whether everyone is there, the declarations and the votes."""
    listing = listing_of(request)
    form = AboutForm(listing, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        save_about(
            request,
            listing,
            form=form.cleaned_data["form"],
            complete=form.cleaned_data["complete"] == "yes",
            equal_votes=form.equal_votes,
            declared=form.cleaned_data["declared"] == "yes",
        )
        return redirect(address("owners:index"))
    return render(request, "owners/about.jinja", {"form": form, "holder": listing.holder})


@public("forgets only the list in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """Ask first, then take the whole list away."""
    listing = listing_of(request)
    if request.method == "POST":
        drop_everyone(request, listing)
        return redirect(address("owners:index"))
    return render(request, "owners/clear.jinja", {"count": len(listing.owners)})
