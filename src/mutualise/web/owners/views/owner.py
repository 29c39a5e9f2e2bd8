"""One owner: add, answer what matters, see why, change, remove."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.casefile import Answer, Item
from mutualise.rules import Fact, load_law
from mutualise.rules.names import OWNERS
from mutualise.structures.owners_file import owner_id
from mutualise.web.owners.forms import OwnerForm
from mutualise.web.owners.listing import Listing, drop_owner, listing_of, save_owner
from mutualise.web.owners.pages import OUTRIGHT, owner_page, owner_question_page
from mutualise.web.places import address
from mutualise.web.structures.forms import question_form
from mutualise.web.tenancy.access import public

OWN_LIST = "changes only the list in the visitor's own session"


@public(OWN_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The first page about a new owner."""
    listing = listing_of(request)
    form = OwnerForm(listing, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        taken = [item.id for item in listing.held.items]
        item = _described(Item(owner_id(label, taken), label), listing, form)
        return redirect(_onward(save_owner(request, listing, item), item.id))
    context = {"form": form, "holder": listing.holder, "item": None}
    return render(request, "owners/edit.jinja", context)


@public(OWN_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, owner: str) -> HttpResponse:
    """Change what an owner is called or what they are."""
    listing = listing_of(request)
    item = listing.item(owner)
    if item is None:
        return redirect(address("owners:index"))
    form = OwnerForm(listing, item, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changed = _described(item, listing, form)
        return redirect(_onward(save_owner(request, listing, changed), item.id))
    context = {"form": form, "holder": listing.holder, "item": item}
    return render(request, "owners/edit.jinja", context)


@public(OWN_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, owner: str, fact: str) -> HttpResponse:
    """One question about an owner."""
    asked = _fact(fact)
    listing = listing_of(request)
    item = listing.item(owner)
    if item is None:
        return redirect(address("owners:index"))
    data = request.POST if request.method == "POST" else None
    form = question_form(asked, data, item.answers.get(asked.name))
    if request.method == "POST" and form.is_valid():
        answers = {**item.answers, asked.name: Answer(form.value)}
        after = save_owner(request, listing, replace(item, answers=answers))
        return redirect(_onward(after, item.id, changed="change" in request.GET))
    page = owner_question_page(listing, item, asked, changing="change" in request.GET)
    return render(request, "owners/question.jinja", {"page": page, "form": form})


@public("shows a visitor one owner of the list in their own session")
@never_cache
@require_safe
def show(request: HttpRequest, owner: str) -> HttpResponse:
    """Why one owner is let in or not, for each contract."""
    listing = listing_of(request)
    item = listing.item(owner)
    if item is None:
        return redirect(address("owners:index"))
    return render(request, "owners/owner.jinja", {"page": owner_page(listing, item)})


@public(OWN_LIST)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, owner: str) -> HttpResponse:
    """Ask first, then take one owner out of the list."""
    listing = listing_of(request)
    item = listing.item(owner)
    if item is None:
        return redirect(address("owners:index"))
    if request.method == "POST":
        drop_owner(request, listing, owner)
        return redirect(address("owners:index"))
    context = {"item": item, "holder": listing.holder}
    return render(request, "owners/remove.jinja", context)


def _described(item: Item, listing: Listing, form: OwnerForm) -> Item:
    """An owner with what the first page says; other answers stay where they still fit."""
    kind = listing.content.kinds[form.cleaned_data["kind"]]
    # What another kind had set must not be left behind: a nurse who was a GP a moment ago.
    of_kinds = {name for each in listing.content.kinds.values() for name in each.sets}
    answers = {name: a for name, a in item.answers.items() if name not in of_kinds}
    answers |= {name: Answer(value) for name, value in kind.sets.items()}
    if "outright" in form.fields:
        answers[OUTRIGHT] = Answer(form.outright)
    return replace(item, title=form.cleaned_data["label"], answers=answers)


def _fact(name: str) -> Fact:
    facts = load_law().facts
    if name not in facts or facts[name].collection != OWNERS:
        raise Http404(f"There is no question about an owner called {name}")
    return facts[name]


def _onward(listing: Listing, owner: str, *, changed: bool = False) -> str:
    """The next question about the owner, or the list when nothing more matters."""
    asked = listing.next_question(owner)
    if asked is not None:
        return address("owners:question", owner=owner, fact=asked)
    if changed:
        return address("owners:owner", owner=owner)
    return address("owners:index")
