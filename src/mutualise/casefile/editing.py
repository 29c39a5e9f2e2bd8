"""Changes to a case, each giving a new case: the old one is never touched."""

from __future__ import annotations

from dataclasses import replace

from mutualise.casefile.model import Answer, CaseFile, CaseOption, Collection, Item
from mutualise.rules.facts import Fact, Mutability
from mutualise.rules.names import PRESENT_FORM

PLAN = "plan"
PLAN_TITLE = "Your plan"


def with_answer(
    case: CaseFile, fact: Fact, answer: Answer, option: str | None
) -> tuple[CaseFile, str | None]:
    """The case with one more answer, and the option that is now looked at.

    What the team can choose belongs to the option it is looking at, and so does what that
    option already answers; the rest belongs to the present position. The first choice in a
    case without options starts a plan.
    """
    if not _belongs_to_an_option(case, fact, option):
        return replace(case, present={**case.present, fact.name: answer}), option
    name = option or PLAN
    held = case.options.get(name, CaseOption(PLAN_TITLE))
    changed = replace(held, answers={**held.answers, fact.name: answer})
    return replace(case, options={**case.options, name: changed}), name


def _belongs_to_an_option(case: CaseFile, fact: Fact, option: str | None) -> bool:
    held = case.options.get(option or "")
    if held is not None and fact.name in held.answers:
        # The option lies over the present position: a change written below it would not show.
        return True
    if option is None and case.options:
        return False
    return fact.mutability is Mutability.DESIGN and fact.name != PRESENT_FORM


def without_answer(case: CaseFile, name: str, option: str | None) -> CaseFile:
    """The case without an answer, in the present position and in the option looked at."""
    options = dict(case.options)
    if option in options:
        kept = {k: v for k, v in options[option].answers.items() if k != name}
        options[option] = replace(options[option], answers=kept)
    present = {key: value for key, value in case.present.items() if key != name}
    return replace(case, present=present, options=options)


def with_collection(case: CaseFile, name: str, collection: Collection) -> CaseFile:
    """The case with this collection in place of any it had under the name."""
    return replace(case, collections={**case.collections, name: collection})


def without_collection(case: CaseFile, name: str) -> CaseFile:
    """The case without a collection."""
    kept = {key: value for key, value in case.collections.items() if key != name}
    return replace(case, collections=kept)


def with_item(case: CaseFile, name: str, item: Item) -> CaseFile:
    """The case with an item added to a collection, or in place of the one with its id.

    A collection that begins here is not complete: the rest is still to come.
    """
    held = case.collections.get(name, Collection((), complete=False))
    items = {**{each.id: each for each in held.items}, item.id: item}
    return with_collection(case, name, replace(held, items=tuple(items.values())))


def without_item(case: CaseFile, name: str, item_id: str) -> CaseFile:
    """The case without an item; a collection without items is gone."""
    held = case.collections.get(name, Collection(()))
    items = tuple(each for each in held.items if each.id != item_id)
    if not items:
        return without_collection(case, name)
    return with_collection(case, name, replace(held, items=items))
