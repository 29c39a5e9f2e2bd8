"""A visitor's list of owners: read from the case in the session, and written back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.http import HttpRequest

from mutualise.casefile import (
    Answer,
    CaseFile,
    Collection,
    Item,
    with_answer,
    with_collection,
    with_item,
    without_answer,
    without_collection,
    without_item,
)
from mutualise.derivations import items_of, owner_in, owners_in
from mutualise.derivations.owners import form_of_case
from mutualise.rules import load_law
from mutualise.rules.names import OWNERS
from mutualise.structures import CONTRACT
from mutualise.structures.owner_content import Holder, OwnerContent, load_owner_content
from mutualise.structures.owner_questions import next_about
from mutualise.structures.owners import (
    Owner,
    OwnersAnswer,
    check_for_every_contract,
)
from mutualise.web.structures.session import Visit, save_case, session_key, visit_of

_FORM: Final = "owners_form"
_DENTAL: Final = ("gds", "pds")


@dataclass(frozen=True)
class Listing:
    """The owners a visitor has listed, and the legal form they are looked at in.

    `dental` says that the visitor wants to see the NHS dental contracts too.
    """

    visit: Visit
    form: str
    dental: bool = False

    @property
    def content(self) -> OwnerContent:
        return load_owner_content()

    @property
    def holder(self) -> Holder:
        """What ownership is called in this form."""
        return self.content.holders[self.content.holder_of(self.form) or "company"]

    @property
    def held(self) -> Collection:
        """The list in the case; an empty one is not complete."""
        return self.visit.case.collections.get(OWNERS, Collection((), complete=False))

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        return owners_in(self.held)

    @property
    def equal_votes(self) -> bool | None:
        """Whether each owner has the same number of votes, None if nobody has said."""
        votes = self.visit.answers.get(self.content.votes)
        return votes if isinstance(votes, bool) else None

    @property
    def declared(self) -> bool:
        """Whether it is known of every owner if they are barred."""
        return all(self.content.declaration in owner.answers for owner in self.owners)

    @cached_property
    def answers(self) -> Mapping[str, OwnersAnswer]:
        """What the law says of the list, for each contract."""
        return check_for_every_contract(
            self.visit.edition,
            self.owners,
            self.form,
            complete=self.held.complete,
            equal_votes=self.equal_votes,
        )

    @property
    def shown(self) -> Mapping[str, OwnersAnswer]:
        """The contracts to show: the dental ones for those who ask for them or hold one."""
        if self.dental or self.visit.answers.get(CONTRACT) in _DENTAL:
            return self.answers
        return {name: answer for name, answer in self.answers.items() if name not in _DENTAL}

    def item(self, owner_id: str) -> Item | None:
        """An owner as the case holds them, None if there is none with this id."""
        return next((item for item in self.held.items if item.id == owner_id), None)

    def next_question(self, owner_id: str) -> str | None:
        """What to ask about an owner now; dental tests ask only of teams with a dental contract."""
        item = self.item(owner_id)
        if item is None:
            return None
        skipped = [name for name, answer in item.answers.items() if answer.value is None]
        dental = self.visit.answers.get(CONTRACT) in _DENTAL
        # One owner at a time: the others do not change what is asked about this one.
        alone = check_for_every_contract(self.visit.edition, [owner_in(item)], self.form)
        asked = [answer for name, answer in alone.items() if (name in _DENTAL) is dental]
        return next_about(asked, owner_id, skip=skipped)


def listing_of(request: HttpRequest) -> Listing:
    """The visitor's owners, in the form they chose on the owners page, else that of the case."""
    visit = visit_of(request)
    chosen = str(request.session.get(session_key(request, _FORM), ""))
    known = load_owner_content().holder_of(chosen) is not None
    form = chosen if known else form_of_case(visit.case, visit.option)
    return Listing(visit, form, dental="dental" in request.GET)


def save_owner(request: HttpRequest, listing: Listing, item: Item) -> Listing:
    """Keep one owner, new or changed."""
    return _save(request, listing, with_item(listing.visit.case, OWNERS, item))


def drop_owner(request: HttpRequest, listing: Listing, owner_id: str) -> Listing:
    """Take one owner out of the list."""
    return _save(request, listing, without_item(listing.visit.case, OWNERS, owner_id))


def drop_everyone(request: HttpRequest, listing: Listing) -> Listing:
    """Take the whole list away."""
    return _save(request, listing, without_collection(listing.visit.case, OWNERS))


def save_everyone(
    request: HttpRequest, listing: Listing, owners: tuple[Owner, ...], *, complete: bool
) -> Listing:
    """Put a list in place of the one there was."""
    held = Collection(items_of(owners), complete)
    return _save(request, listing, with_collection(listing.visit.case, OWNERS, held))


def save_about(
    request: HttpRequest,
    listing: Listing,
    *,
    form: str,
    complete: bool,
    equal_votes: bool | None,
    declared: bool,
) -> None:
    """Keep what is said of the list as a whole."""
    request.session[session_key(request, _FORM)] = form
    visit = listing.visit
    votes = load_law().facts[listing.content.votes]
    case, option = visit.case, visit.option
    if equal_votes is None:
        case = without_answer(case, votes.name, option)
    elif equal_votes is not listing.equal_votes:
        case, option = with_answer(case, votes, Answer(equal_votes), option)
    if listing.owners:
        items = listing.held.items
        if declared:
            items = tuple(_declared(item, listing.content.declaration) for item in items)
        case = with_collection(case, OWNERS, Collection(items, complete))
    save_case(request, case, option)


def _declared(item: Item, declaration: str) -> Item:
    """An owner of whom nothing was said, who has now declared that they are not barred."""
    said = item.answers.get(declaration)
    if said is not None and said.value is not None:
        return item
    return replace(item, answers={**item.answers, declaration: Answer(value=False)})


def _save(request: HttpRequest, listing: Listing, case: CaseFile) -> Listing:
    save_case(request, case, listing.visit.option)
    return replace(listing, visit=replace(listing.visit, case=case))
