"""What the site holds about me: to see, to take away and to erase."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.publishing import markdown_of, pdf_of
from mutualise.web.accounts.again import again_first
from mutualise.web.privacy.actions import RunsAlone, erase_person
from mutualise.web.privacy.dpia import dpia
from mutualise.web.privacy.forms import EraseForm
from mutualise.web.privacy.pages import erase_page, held_page
from mutualise.web.privacy.selectors import download_of
from mutualise.web.tenancy.access import public, signed_in, site_administrators
from mutualise.web.tenancy.requests import PersonRequest


@signed_in("shows a person only what is held about them")
@never_cache
@require_safe
def held(request: PersonRequest) -> HttpResponse:
    """Everything that is held about me."""
    return render(request, "privacy/held.jinja", {"page": held_page(request.user)})


@signed_in("gives a person only what is held about them")
@never_cache
@require_safe
def download(request: PersonRequest) -> HttpResponse:
    """The same as a file that other programs can read."""
    now = timezone.now()
    name = f"what-mutualise-holds-about-me-{timezone.localdate(now):%Y-%m-%d}.json"
    return JsonResponse(
        download_of(request.user, now),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@signed_in("erases only the person's own account")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@again_first
def erase(request: PersonRequest) -> HttpResponse:
    """Erase my account, once I have typed my address."""
    person = request.user
    form = EraseForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person=person, by=person, now=timezone.now())
            # Not a sign-out, which would go on record: there is nobody left to sign out.
            request.session.flush()
            request.user = AnonymousUser()  # type: ignore[assignment]
            return redirect("privacy:erased")
        except RunsAlone as problem:
            form.add_error(None, str(problem))
    context = {"page": erase_page(person), "form": form}
    return render(request, "privacy/erase.jinja", context)


@public("tells whoever just erased their account that it is gone")
@require_safe
def erased(request: PersonRequest) -> HttpResponse:
    """The account is gone."""
    return render(request, "privacy/erased.jinja", {})


@site_administrators("describes how the whole site is set up")
@never_cache
@require_safe
def assessment(request: PersonRequest) -> HttpResponse:
    """The data protection impact assessment of this site."""
    context = {"document": dpia(timezone.localdate()), "nowhere": lambda run: ""}
    return render(request, "privacy/dpia.jinja", context)


@site_administrators("describes how the whole site is set up")
@never_cache
@require_safe
def assessment_file(request: PersonRequest, ending: str) -> HttpResponse:
    """The same to take away."""
    day = timezone.localdate()
    made: bytes | str
    if ending == "pdf":
        made, kind = pdf_of(dpia(day)), "application/pdf"
    elif ending == "md":
        made, kind = markdown_of(dpia(day)), "text/markdown; charset=utf-8"
    else:
        raise Http404("The assessment comes as a PDF and as Markdown")
    name = f"data-protection-impact-assessment-{day:%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=kind, headers=headers)
