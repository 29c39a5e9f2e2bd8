"""The pages about a person's own account."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.account.internal.stagekit import clear_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutualise.web.accounts import actions
from mutualise.web.accounts.adapter import TOO_MANY_CODES, WRONG_CODE
from mutualise.web.accounts.again import CodeAgain, shown_lately
from mutualise.web.accounts.context import AFTER_SET_UP
from mutualise.web.accounts.forms import CodeAgainForm, NameForm
from mutualise.web.accounts.notices import add_notice
from mutualise.web.accounts.pages import account_page, passkeys_here, sessions_page
from mutualise.web.accounts.selectors import factors_of, has_factor
from mutualise.web.tenancy.access import public, signed_in
from mutualise.web.tenancy.requests import PersonRequest
from mutualise.web.tenancy.second_factor import has_second_factor


@public("forgets only the visitor's own half-done sign-in")
@never_cache
@require_safe
def start_again(request: HttpRequest) -> HttpResponse:
    """Ask for a code with another address."""
    clear_login(request)
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
    return redirect("account_login")


@signed_in("shows only the person's own account")
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """My account."""
    page = account_page(request.user, request.session.session_key)
    return render(request, "accounts/mine.jinja", {"page": page})


@signed_in("changes only the person's own name")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: PersonRequest) -> HttpResponse:
    """What colleagues see; newcomers are asked for it once."""
    newcomer = not request.user.name
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.change_name(person=request.user, name=form.cleaned_data["name"])
        if not newcomer:
            add_notice(request, "Your name has been changed.")
        return redirect(onward(request) or reverse("accounts:mine"))
    page = {"form": form, "newcomer": newcomer, "next": onward(request)}
    return render(request, "accounts/name.jinja", page)


@signed_in("says why a second factor is needed, and where to set one up")
@never_cache
@require_safe
def second_factor(request: PersonRequest) -> HttpResponse:
    """Why this needs a second factor, and how to go on."""
    back = onward(request) or reverse("accounts:mine")
    if has_second_factor(request):
        request.session.pop(AFTER_SET_UP, None)
        return redirect(back)
    factors = factors_of(request.user)
    if not factors.any:
        request.session[AFTER_SET_UP] = back
    page = {
        "factors": factors,
        "query": urlencode({"next": back}),
        "passkeys": passkeys_here(request),
    }
    return render(request, "accounts/second_factor.jinja", page)


@signed_in("asks a person to show once more who they are")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: PersonRequest) -> HttpResponse:
    """Show once more who this is: by the second factor, or by a code to the known address."""
    person, back = request.user, onward(request) or reverse("accounts:mine")
    if shown_lately(request, person):
        return redirect(back)
    if has_factor(person):
        methods = get_adapter().get_reauthentication_methods(person)
        return redirect(f"{methods[0]['url']}?{urlencode({'next': back})}")
    process = CodeAgain.going_on(request, person)
    form = CodeAgainForm()
    if request.method == "POST" and "send" in request.POST:
        process = CodeAgain.begin(request, person)
        if process is None:
            form = CodeAgainForm({"code": ""})
            form.errors.clear()
            form.add_error(None, TOO_MANY_CODES)
    elif request.method == "POST" and process:
        form = CodeAgainForm(request.POST)
        if form.is_valid():
            if process.is_right(form.cleaned_data["code"]):
                return redirect(back)
            form.add_error("code", WRONG_CODE)
            if not process.record_invalid_attempt():
                process = None
    page = {"form": form, "sent": process is not None, "email": person.email, "next": back}
    return render(request, "accounts/again.jinja", page)


@signed_in("lists only the person's own sessions")
@never_cache
@require_safe
def sessions(request: PersonRequest) -> HttpResponse:
    """Where I am signed in."""
    page = sessions_page(request.user, request.session.session_key)
    return render(request, "accounts/sessions.jinja", {"page": page})


@signed_in("ends only the person's own session")
@never_cache
@require_POST
def end_session(request: PersonRequest, session_id: int) -> HttpResponse:
    """End one of them."""
    if not actions.end_session(person=request.user, session_id=session_id):
        raise Http404("There is no such session of this person")
    add_notice(request, "That browser is signed out.")
    return redirect("usersessions_list")


@signed_in("ends only the person's own sessions")
@never_cache
@require_POST
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """End all but this one."""
    actions.end_other_sessions(person=request.user, request=request)
    add_notice(request, "You are signed out everywhere else.")
    return redirect("usersessions_list")


def onward(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if wanted and get_adapter().is_safe_url(wanted) else ""
