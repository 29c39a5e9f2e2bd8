"""From a case to plain answers: the present position, or an option laid over it."""

from __future__ import annotations

from collections.abc import Mapping

from mutualise.casefile.model import Answered, CaseFile
from mutualise.expressions import closest
from mutualise.rules import Items, Value
from mutualise.rules.names import CONTRACTS, FORM, PRESENT_FORM


class UnknownOptionError(LookupError):
    """The case has no option (or contract) of this name; the sentence lists those it has."""


def case_answers(
    case: CaseFile, option: str | None = None, contract: str | None = None
) -> dict[str, Value]:
    """The known answers of the present position, or of one option and one contract.

    An option's answers lie over the present ones. The form the team has today stays
    readable as `team.present_form`, because what can be done depends on both.
    """
    answered = case_for_option(case, option)
    if contract is not None:
        answered = {**answered, **_contract(case, contract)}
    return {name: answer.value for name, answer in answered.items() if answer.value is not None}


def case_for_option(case: CaseFile, option: str | None = None) -> Answered:
    """The answers with their provenance, an option's laid over the present ones."""
    answered = dict(case.present)
    present_form = case.present.get(FORM)
    if present_form is not None and PRESENT_FORM not in answered:
        answered[PRESENT_FORM] = present_form
    if option is None:
        return answered
    if option not in case.options:
        known = ", ".join(case.options) or "none"
        hint = closest(option, case.options)
        raise UnknownOptionError(
            f"This case has no option called '{option}'. It has: {known}.{hint}"
        )
    return {**answered, **case.options[option].answers}


def case_collections(case: CaseFile) -> dict[str, Items]:
    """The collections as the rules see them: known answers only."""
    return {
        name: Items(
            tuple(_known(item.answers) for item in collection.items),
            collection.complete,
            tuple(item.id for item in collection.items),
        )
        for name, collection in case.collections.items()
    }


def _known(answered: Answered) -> Mapping[str, Value]:
    return {name: answer.value for name, answer in answered.items() if answer.value is not None}


def _contract(case: CaseFile, contract: str) -> Answered:
    held = case.collections.get(CONTRACTS)
    items = {item.id: item for item in held.items} if held else {}
    if contract not in items:
        known = ", ".join(items) or "none"
        hint = closest(contract, items)
        raise UnknownOptionError(
            f"This case has no contract called '{contract}'. It has: {known}.{hint}"
        )
    return items[contract].answers
