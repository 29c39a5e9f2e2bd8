"""Named options of the case: what the team could choose, laid over what is so today."""

from __future__ import annotations

import secrets
from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mutualise.casefile import CaseFile, CaseOption
from mutualise.web.casefile.forms import NewOptionForm, OptionForm
from mutualise.web.casefile.keeper import keeper_for
from mutualise.web.casefile.saving import saved
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE, to_change=Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The options there are, and a form for a new one."""
    request.keeper = keeper = keeper_for(request, request.seat)
    case = keeper.read()
    titles = {name: option.title for name, option in case.options.items()}
    form = NewOptionForm(titles, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        copied = case.options.get(given["copy"])
        option = CaseOption(given["title"], given["about"], copied.answers if copied else {})
        name = new_name()
        answer = saved(request, keeper, with_option(case, name, option), "casefile:options")
        if answer.status_code != HTTPStatus.FOUND or option.answers:
            return answer
        # An option without answers says nothing yet: on to its first question.
        return redirect(f"{reverse('team-structures:next', args=(workspace,))}?option={name}")
    may = request.seat.may(Permission.CHANGE_CASE)
    shown = {"options": case.options, "form": form, "may_change": may}
    return render(request, "casefile/options.jinja", shown)


@needs(Permission.READ_CASE, to_change=Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SeatedRequest, workspace: str, option: str) -> HttpResponse:
    """Rename an option, or say what it is about."""
    request.keeper = keeper = keeper_for(request, request.seat)
    case = keeper.read()
    held = _option(case, option)
    form = OptionForm(request.POST or None, initial={"title": held.title, "about": held.about})
    if request.method == "POST" and form.is_valid():
        changed = with_option(case, option, replace(held, **form.cleaned_data))
        return saved(request, keeper, changed, "casefile:options")
    may = request.seat.may(Permission.CHANGE_CASE)
    shown = {"name": option, "option": held, "form": form, "may_change": may}
    return render(request, "casefile/option.jinja", shown)


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SeatedRequest, workspace: str, option: str) -> HttpResponse:
    """Ask first, then take an option away; its answers stay in the history."""
    request.keeper = keeper = keeper_for(request, request.seat)
    case = keeper.read()
    held = _option(case, option)
    if request.method == "POST":
        kept = {name: other for name, other in case.options.items() if name != option}
        return saved(request, keeper, replace(case, options=kept), "casefile:options")
    return render(request, "casefile/remove_option.jinja", {"name": option, "option": held})


def with_option(case: CaseFile, name: str, option: CaseOption) -> CaseFile:
    """The case with an option added or in place of the one of its name."""
    return replace(case, options={**case.options, name: option})


def new_name() -> str:
    """A name that no option has, and that tells nothing: titles change, names do not."""
    return f"option-{secrets.token_hex(4)}"


def _option(case: CaseFile, option: str) -> CaseOption:
    held = case.options.get(option)
    if held is None:
        raise Http404(f"This case has no option called {option}")
    return held
