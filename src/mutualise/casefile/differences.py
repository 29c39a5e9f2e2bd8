"""What differs between two cases: one entry for each change, in a stable order.

`apply(before, differences(before, after)) == after`, so an entry is never missing. The order of
the answers and of the options of a case means nothing and makes no difference; the order of
the items of a collection does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from mutualise.casefile.flat import TEXTS, CaseText, FlatCase, PartWords
from mutualise.casefile.model import COLLECTIONS, Answer, Answered, CaseFile, CaseSource
from mutualise.casefile.overlay import case_for_option
from mutualise.casefile.places import OPTION, PRESENT, AnswerPlace

Kept = TypeVar("Kept")


class Answering(StrEnum):
    """What happened to an answer."""

    GIVEN = "given"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"
    # The same value with another source, reason, person or day.
    PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True)
class TextChanged:
    """The title, the notes, the date or another text of the case itself; `part` is its field."""

    part: str
    before: CaseText
    after: CaseText


@dataclass(frozen=True, slots=True)
class SourceChanged:
    """A source given (no `before`), changed, or taken away (no `after`)."""

    key: str
    before: CaseSource | None
    after: CaseSource | None


@dataclass(frozen=True, slots=True)
class CollectionChanged:
    """A collection begun, ended (None: not there), or now said to be complete or not."""

    collection: str
    complete_before: bool | None
    complete_after: bool | None


@dataclass(frozen=True, slots=True)
class ItemsReordered:
    """The items of a collection in another order, by their ids."""

    collection: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartAdded:
    """An option or an item that is new. Its answers follow, each as one given."""

    place: AnswerPlace
    words: PartWords


@dataclass(frozen=True, slots=True)
class PartReworded:
    """An option or an item with another title, or with other words about it."""

    place: AnswerPlace
    before: PartWords
    after: PartWords


@dataclass(frozen=True, slots=True)
class PartRemoved:
    """An option or an item that is gone, with the answers it had."""

    place: AnswerPlace
    words: PartWords
    answers: Answered


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """An answer given (no `before`), changed, or taken back (no `after`) at a place."""

    place: AnswerPlace
    fact: str
    before: Answer | None
    after: Answer | None

    @property
    def kind(self) -> Answering:
        if self.before is None:
            return Answering.GIVEN
        if self.after is None:
            return Answering.TAKEN_BACK
        same = self.before.value == self.after.value
        return Answering.PROVENANCE if same else Answering.CHANGED


Difference = (
    TextChanged
    | SourceChanged
    | CollectionChanged
    | ItemsReordered
    | PartAdded
    | PartReworded
    | PartRemoved
    | AnswerChanged
)


def differences(before: CaseFile, after: CaseFile) -> tuple[Difference, ...]:
    """Every change that leads from one case to the other.

    First the texts of the case and its sources, then the present position, the options and the
    collections; in each place what it is called, then its answers by the names of the facts.
    """
    return tuple(_between(FlatCase.of(before), FlatCase.of(after)))


def differences_of_options(
    case: CaseFile, first: str | None, second: str | None
) -> tuple[AnswerChanged, ...]:
    """What the second option answers otherwise than the first; None is the present position.

    An option lies over the present position, so what it does not answer itself is as today.
    The entries stand at the place of the second option. Raises UnknownOptionError for an option
    that the case does not have.
    """
    seen = [case_for_option(case, option) for option in (first, second)]
    return tuple(_answers(AnswerPlace.of_option(second), *seen))


def place_of(difference: Difference) -> AnswerPlace | None:
    """Where a change was made; None for what belongs to the case or a collection as a whole."""
    match difference:
        case PartAdded() | PartReworded() | PartRemoved() | AnswerChanged():
            return difference.place
        case _:
            return None


def apply(case: CaseFile, changes: Iterable[Difference]) -> CaseFile:
    """The case with the changes made, in their order."""
    flat = FlatCase.of(case)
    for change in changes:
        _make(flat, change)
    return flat.case()


def _between(then: FlatCase, now: FlatCase) -> Iterator[Difference]:
    for part in TEXTS:
        if then.texts[part] != now.texts[part]:
            yield TextChanged(part, then.texts[part], now.texts[part])
    for key in dict.fromkeys([*then.sources, *now.sources]):
        if then.sources.get(key) != now.sources.get(key):
            yield SourceChanged(key, then.sources.get(key), now.sources.get(key))
    yield from _answers(PRESENT, then.answers[PRESENT], now.answers[PRESENT])
    yield from _parts(then, now, OPTION)
    for name in COLLECTIONS:
        yield from _collection(then, now, name)


def _collection(then: FlatCase, now: FlatCase, name: str) -> Iterator[Difference]:
    complete = [flat.complete.get(name) for flat in (then, now)]
    changed = complete[0] is not complete[1]
    if changed and complete[1] is not None:
        yield CollectionChanged(name, *complete)
    yield from _parts(then, now, name)
    if changed and complete[1] is None:
        yield CollectionChanged(name, *complete)
    before, after = then.places(name), now.places(name)
    stayed = [place for place in before if place in now.parts]
    added = [place for place in after if place not in then.parts]
    if (*stayed, *added) != after:
        yield ItemsReordered(name, tuple(place.id for place in after))


def _parts(then: FlatCase, now: FlatCase, group: str) -> Iterator[Difference]:
    """The options, or the items of a collection: those there now, then those gone."""
    for place in now.places(group):
        before, after = then.parts.get(place), now.parts[place]
        if before is None:
            yield PartAdded(place, after)
        elif before != after:
            yield PartReworded(place, before, after)
        yield from _answers(place, then.answers.get(place, {}), now.answers[place])
    for place in then.places(group):
        if place not in now.parts:
            yield PartRemoved(place, then.parts[place], then.answers[place])


def _answers(
    place: AnswerPlace, then: Mapping[str, Answer], now: Mapping[str, Answer]
) -> Iterator[AnswerChanged]:
    for fact in sorted(then.keys() | now.keys()):
        if then.get(fact) != now.get(fact):
            yield AnswerChanged(place, fact, then.get(fact), now.get(fact))


def _make(flat: FlatCase, change: Difference) -> None:
    match change:
        case TextChanged(part=part, after=after):
            flat.texts[part] = after
        case SourceChanged(key=key, after=source):
            _put(flat.sources, key, source)
        case CollectionChanged(collection=name, complete_after=complete):
            _put(flat.complete, name, complete)
        case ItemsReordered(collection=name, ids=ids):
            for place in (AnswerPlace(name, each) for each in ids):
                flat.parts[place] = flat.parts.pop(place)
        case PartAdded(place=place, words=words):
            flat.parts[place] = words
            flat.answers[place] = {}
        case PartReworded(place=place, after=words):
            flat.parts[place] = words
        case PartRemoved(place=place):
            del flat.parts[place], flat.answers[place]
        case AnswerChanged(place=place, fact=fact, after=answer):
            _put(flat.answers[place], fact, answer)


def _put(held: dict[str, Kept], key: str, value: Kept | None) -> None:
    if value is None:
        held.pop(key, None)
    else:
        held[key] = value
