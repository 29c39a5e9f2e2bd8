"""The lists of a case: contracts, staff groups, partner organisations and sites."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mutualise.casefile import (
    AnswerPlace,
    CaseFile,
    Collection,
    Item,
    with_collection,
    with_item,
    without_item,
)
from mutualise.structures.case_lists import CaseList, load_case_lists
from mutualise.web.casefile.forms import CompleteForm, ItemForm
from mutualise.web.casefile.keeper import TeamKeeper, keeper_for
from mutualise.web.casefile.pages import item_page
from mutualise.web.casefile.saving import saved
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE, to_change=Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SeatedRequest, workspace: str, collection: str) -> HttpResponse:
    """A list, and a form for one more."""
    shown, keeper = _list(collection), _keeper(request)
    held = _held(keeper.read(), shown)
    form = ItemForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = Item(_new_id(shown), form.cleaned_data["title"], {}, form.cleaned_data["note"])
        changed = with_item(keeper.read(), shown.id, item)
        return saved(request, keeper, changed, "casefile:list", shown.id)
    may = request.seat.may(Permission.CHANGE_CASE)
    forms = {"form": form, "complete": CompleteForm(shown, complete=held.complete)}
    page = {"list": shown, "held": held, "may_change": may, **forms}
    return render(request, "casefile/list.jinja", page)


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["POST"])
def complete(request: SeatedRequest, workspace: str, collection: str) -> HttpResponse:
    """Say whether the list has all there are."""
    shown, keeper = _list(collection), _keeper(request)
    held = _held(keeper.read(), shown)
    form = CompleteForm(shown, complete=held.complete, data=request.POST)
    if form.is_valid():
        changed = replace(held, complete=form.cleaned_data["complete"] == "yes")
        case = with_collection(keeper.read(), shown.id, changed)
        return saved(request, keeper, case, "casefile:list", shown.id)
    return redirect("casefile:list", workspace, shown.id)


@needs(Permission.READ_CASE, to_change=Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SeatedRequest, workspace: str, collection: str, item: str) -> HttpResponse:
    """One item: what it is called, a note, and what is answered about it."""
    shown, keeper = _list(collection), _keeper(request)
    found = _item(_held(keeper.read(), shown), item)
    initial = {"title": found.title, "note": found.note}
    form = ItemForm(shown, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        case = with_item(keeper.read(), shown.id, replace(found, **form.cleaned_data))
        return saved(request, keeper, case, "casefile:list", shown.id)
    page = item_page(request.seat, shown, found, AnswerPlace(shown.id, found.id))
    return render(request, "casefile/item.jinja", {"page": page, "form": form})


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SeatedRequest, workspace: str, collection: str, item: str) -> HttpResponse:
    """Ask first, then take an item off the list; the history keeps it."""
    shown, keeper = _list(collection), _keeper(request)
    found = _item(_held(keeper.read(), shown), item)
    if request.method == "POST":
        case = without_item(keeper.read(), shown.id, found.id)
        return saved(request, keeper, case, "casefile:list", shown.id)
    return render(request, "casefile/remove_item.jinja", {"list": shown, "item": found})


def _list(collection: str) -> CaseList:
    shown = load_case_lists().get(collection)
    if shown is None:
        raise Http404(f"There is no list called {collection}")
    return shown


def _keeper(request: SeatedRequest) -> TeamKeeper:
    request.keeper = keeper = keeper_for(request, request.seat)
    return keeper


def _held(case: CaseFile, shown: CaseList) -> Collection:
    return case.collections.get(shown.id, Collection((), complete=False))


def _item(held: Collection, item: str) -> Item:
    found = next((each for each in held.items if each.id == item), None)
    if found is None:
        raise Http404(f"The list has no {item}")
    return found


def _new_id(shown: CaseList) -> str:
    """An id that says nothing, so that it may stand in links: titles change, ids do not.

    By chance, so that two people who each add one at the same time do not clash.
    """
    return f"{shown.one.replace(' ', '-')}-{secrets.token_hex(4)}"
