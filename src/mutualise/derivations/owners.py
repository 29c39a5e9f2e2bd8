"""From a case to the check of its owners: case file -> rules -> structures, one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from mutualise.casefile import Answer, CaseFile, Collection, Item, case_answers
from mutualise.rules import LawBase
from mutualise.rules.names import OWNERS
from mutualise.structures import FORM
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owners import (
    Owner,
    OwnersAnswer,
    check_for_every_contract,
    check_owners,
)

# Where no form is named, owners are looked at as shareholders: the case with a test of each.
USUAL_FORM = "cls"


def derive_owners(
    law: LawBase,
    case: CaseFile,
    *,
    option: str | None = None,
    contract: str | None = None,
    form: str | None = None,
    as_at: dt.date,
) -> Mapping[str, OwnersAnswer]:
    """What the law says of the owners in a case, by contract: one contract, or all of them.

    The legal form is the one given, else the one of the option, else a company limited by
    shares. A date in the case file wins over `as_at`. Raises UnknownOptionError for an
    option that does not exist, OwnersError for a form or contract without a test of owners.
    """
    edition = law.at(case.as_at or as_at)
    answers = case_answers(case, option)
    held = case.collections.get(OWNERS, Collection(()))
    asked = form or form_of_case(case, option)
    votes = answers.get(load_owner_content().votes)
    equal_votes = votes if isinstance(votes, bool) else None
    owners = owners_in(held)
    if contract is not None:
        one = check_owners(
            edition, owners, contract, asked, complete=held.complete, equal_votes=equal_votes
        )
        return {contract: one}
    return check_for_every_contract(
        edition, owners, asked, complete=held.complete, equal_votes=equal_votes
    )


def form_of_case(case: CaseFile, option: str | None) -> str:
    """The legal form of an option, if owners are tested in it; else the usual one."""
    form = str(case_answers(case, option).get(FORM, ""))
    return form if load_owner_content().holder_of(form) else USUAL_FORM


def owners_in(collection: Collection) -> tuple[Owner, ...]:
    """The owners of a case, with the answers that are known."""
    return tuple(owner_in(item) for item in collection.items)


def owner_in(item: Item) -> Owner:
    """One owner of a case."""
    known = {name: a.value for name, a in item.answers.items() if a.value is not None}
    return Owner(item.id, item.title, known)


def items_of(owners: Iterable[Owner]) -> tuple[Item, ...]:
    """Owners as a case holds them."""
    return tuple(
        Item(owner.id, owner.title, {name: Answer(value) for name, value in owner.answers.items()})
        for owner in owners
    )
