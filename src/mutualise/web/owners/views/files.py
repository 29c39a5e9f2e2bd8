"""A list of owners in a file: upload, template, example and download."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.rules import load_law
from mutualise.structures.owner_labels import warnings_on
from mutualise.structures.owners_file import (
    OwnersFileError,
    example_csv,
    findings_as_csv,
    owners_as_csv,
    read_owners,
    template_csv,
)
from mutualise.web.owners.forms import UploadForm
from mutualise.web.owners.listing import Listing, listing_of, save_everyone
from mutualise.web.places import address
from mutualise.web.tenancy.access import public

_LOOK_AGAIN: Final = (
    "Look at the labels named below. Change the file, or tick the box, and choose the file again"
)


@public("changes only the list in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a list from a file. A faulty one is named row by row, and nothing is lost."""
    listing = listing_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            owners = read_owners(form.cleaned_data["owners"].read(), load_law().facts)
            doubts = warnings_on(owners)
        except OwnersFileError as error:
            problems = error.problems
            form.add_error("owners", ValidationError(_cannot_be_used(len(problems))))
        else:
            if doubts and request.POST.get("sure") != "on":
                form = UploadForm(request.POST, request.FILES, doubts=True)
                form.is_valid()
                form.add_error("owners", ValidationError(_LOOK_AGAIN))
                return _upload_page(request, listing, form, doubts)
            complete = form.cleaned_data["complete"] == "yes"
            save_everyone(request, listing, owners, complete=complete)
            return redirect(address("owners:index"))
    return _upload_page(request, listing, form, problems)


def _upload_page(
    request: HttpRequest, listing: Listing, form: UploadForm, problems: tuple[str, ...]
) -> HttpResponse:
    context = {
        "form": form,
        "problems": problems,
        "columns": listing.content.columns,
        "kinds": [kind.word for kind in listing.content.kinds.values()],
        "employers": next(c for c in listing.content.columns if c.id == "employer").words,
        "replaces": len(listing.owners),
    }
    return render(request, "owners/upload.jinja", context)


@public("an empty list to fill in; holds no team's data")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns alone."""
    return _csv(template_csv(), "owners-template.csv")


@public("a list of invented owners; holds no team's data")
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A filled list."""
    return _csv(example_csv(), "owners-example.csv")


@public("gives a visitor the list in their own session")
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The visitor's list."""
    return _csv(owners_as_csv(listing_of(request).owners, load_law().facts), "owners.csv")


@public("gives a visitor the findings on the list in their own session")
@never_cache
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What the law says of each owner, with the reason."""
    return _csv(findings_as_csv(listing_of(request).answers), "owners-findings.csv")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cannot_be_used(count: int) -> str:
    problems = "1 problem" if count == 1 else f"{count} problems"
    return f"This file cannot be used: it has {problems}, listed below. Your list here is kept"
