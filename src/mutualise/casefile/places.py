"""The places of a case where an answer can stand, each with a text form to keep and to link.

`present` is the position today, `option:plan` an option, and `owners:gp-1` an item of a
collection. Options and items have ids that never change, so neither do their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mutualise.casefile.model import (
    COLLECTIONS,
    NAME,
    Answer,
    Answered,
    CaseFile,
    CaseOption,
    Collection,
    Item,
)
from mutualise.expressions import closest

OPTION: Final = "option"
# Room for the longest place in a column: a collection, a colon and a name of 80 letters.
LONGEST_PLACE: Final = 100
PRESENT_TITLE: Final = "As you are today"
_PRESENT: Final = "present"
_FORMS = (
    "A place is 'present', 'option:' and the name of an option, or a collection and the id of "
    "an item, such as 'owners:gp-1'"
)


class PlaceError(ValueError):
    """Not a place where an answer can stand; the sentence says what one looks like."""


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """Where an answer stands: the present position, an option, or an item of a collection.

    `group` is empty for the present position, "option", or the name of a collection.
    """

    group: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if not self.group and not self.id:
            return
        if self.group != OPTION and self.group not in COLLECTIONS:
            hint = closest(self.group, (OPTION, *COLLECTIONS))
            raise PlaceError(f"There is no place '{self.group}:{self.id}'. {_FORMS}.{hint}")
        if not NAME.match(self.id):
            raise PlaceError(
                f"'{self.id}' is not a name: letters, digits, - and _, at most 80. {_FORMS}"
            )

    @classmethod
    def of_option(cls, option: str | None) -> AnswerPlace:
        """The place of an option; None is the present position."""
        return PRESENT if option is None else cls(OPTION, option)

    @classmethod
    def parse(cls, text: str) -> AnswerPlace:
        """The place that a text stands for. Raises PlaceError for anything else."""
        if text == _PRESENT:
            return PRESENT
        group, colon, name = text.partition(":")
        if not (group and colon):
            raise PlaceError(f"There is no place '{text}'. {_FORMS}")
        return cls(group, name)

    def __str__(self) -> str:
        return f"{self.group}:{self.id}" if self.group else _PRESENT

    @property
    def option(self) -> str | None:
        """The name of the option, if it is one."""
        return self.id if self.group == OPTION else None

    @property
    def collection(self) -> str | None:
        """The name of the collection, if it is an item of one."""
        return self.group if self.group in COLLECTIONS else None


PRESENT: Final = AnswerPlace()


def answers_in(case: CaseFile) -> Mapping[AnswerPlace, Answered]:
    """The answers of a case by place; a place without answers is there too."""
    found: dict[AnswerPlace, Answered] = {PRESENT: case.present}
    for name, option in case.options.items():
        found[AnswerPlace(OPTION, name)] = option.answers
    for name, collection in case.collections.items():
        for item in collection.items:
            found[AnswerPlace(name, item.id)] = item.answers
    return found


def place_title(case: CaseFile, place: AnswerPlace) -> str:
    """What the team calls a place; its id where the case does not have it."""
    if place == PRESENT:
        return PRESENT_TITLE
    part = part_at(case, place)
    return place.id if part is None else part.title


def part_at(case: CaseFile, place: AnswerPlace) -> CaseOption | Item | None:
    """The option or the item at a place; None for the present position and what is not there."""
    if place.group == OPTION:
        return case.options.get(place.id)
    held = case.collections.get(place.group, Collection(()))
    return next((item for item in held.items if item.id == place.id), None)


def with_answer_at(
    case: CaseFile, place: AnswerPlace, fact: str, answer: Answer | None
) -> CaseFile:
    """The case with an answer at exactly this place; None takes it back.

    Raises PlaceError if the case has no such option or item.
    """
    if place == PRESENT:
        return replace(case, present=_answered(case.present, fact, answer))
    part = part_at(case, place)
    if part is None:
        raise PlaceError(f"This case has no place '{place}'. It may have been removed")
    changed = replace(part, answers=_answered(part.answers, fact, answer))
    if isinstance(changed, CaseOption):
        return replace(case, options={**case.options, place.id: changed})
    held = case.collections[place.group]
    items = tuple(changed if item.id == place.id else item for item in held.items)
    collections = {**case.collections, place.group: replace(held, items=items)}
    return replace(case, collections=collections)


def _answered(answers: Answered, fact: str, answer: Answer | None) -> Answered:
    others = {name: held for name, held in answers.items() if name != fact}
    if answer is None:
        return others
    # An answer that is changed stays where it stood among the others.
    return {**answers, fact: answer}
