"""The differences between two cases in words, for pages, digests and the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mutualise.casefile.differences import (
    AnswerChanged,
    Answering,
    CollectionChanged,
    Difference,
    ItemsReordered,
    PartAdded,
    PartRemoved,
    PartReworded,
    SourceChanged,
    TextChanged,
    place_of,
)
from mutualise.casefile.flat import CaseText
from mutualise.casefile.model import Answer, CaseFile
from mutualise.casefile.places import OPTION, AnswerPlace, part_at, place_title
from mutualise.rules.facts import Facts, written_date
from mutualise.rules.names import CONTRACTS, OWNERS

# Longer texts are said to be reworded: both in full would bury the rest.
LONGEST_QUOTED: Final = 80
TEXT_NAMES: Final[Mapping[str, str]] = {
    "title": "The name of the case",
    "about": "What the case is about",
    "lesson": "What the case shows",
    "slug": "The short name of the case",
    "order": "The place of the case in lists",
    "kind_label": "The kind of team",
    "as_at": "The date of the law",
    "notes": "Notes on the case",
}
PART_NAMES: Final[Mapping[str, str]] = {
    OPTION: "option",
    CONTRACTS: "contract",
    OWNERS: "owner",
    "staff_groups": "staff group",
    "partners": "partner organisation",
    "sites": "site",
}
_PROVENANCE: Final[Mapping[str, str]] = {
    "why": "the reason",
    "source": "the source",
    "who": "who said so",
    "when": "when",
}


def by_place(
    changes: Iterable[Difference], before: CaseFile, after: CaseFile
) -> Mapping[str, tuple[Difference, ...]]:
    """The changes under the name of the place they were made in, for headings.

    What belongs to the case as a whole comes under "The case". Two places of one name have
    their kind and id beside it.
    """
    found: dict[AnswerPlace | None, list[Difference]] = {}
    for change in changes:
        found.setdefault(place_of(change), []).append(change)
    names = {place: _heading(place, before, after) for place in found}
    used = list(names.values())
    return {
        name if used.count(name) == 1 else f"{name} ({place})": tuple(found[place])
        for place, name in names.items()
    }


def _heading(place: AnswerPlace | None, before: CaseFile, after: CaseFile) -> str:
    if place is None:
        return "The case"
    title = place_title(before if part_at(after, place) is None else after, place)
    name = PART_NAMES.get(place.group)
    return f"{name.capitalize()}: {title}" if name else title


def difference_words(change: Difference, facts: Facts) -> str:
    """One change as a line: "The team's NHS contract: was 'GMS', now 'PMS'"."""
    match change:
        case TextChanged(part=part, before=before, after=after):
            return _was_now(TEXT_NAMES[part], _text(before), _text(after))
        case SourceChanged():
            return _source(change)
        case CollectionChanged():
            return _collection(change)
        case ItemsReordered(collection=name):
            return f"The list of {_plural(name)} is in another order"
        case PartAdded(place=place, words=words):
            return f"New {PART_NAMES[place.group]}: '{words.title}'"
        case PartRemoved(place=place, words=words):
            return f"The {PART_NAMES[place.group]} '{words.title}' was removed"
        case PartReworded():
            return _reworded(change)
        case AnswerChanged():
            return _answer(change, facts)


def _answer(change: AnswerChanged, facts: Facts) -> str:
    known = change.fact in facts
    label = facts[change.fact].label if known else change.fact

    def written(answer: Answer | None) -> str:
        value = None if answer is None else answer.value
        return facts[change.fact].written(value) if known else str(value)

    before, after = written(change.before), written(change.after)
    match change.kind:
        case Answering.GIVEN:
            said = f"{label}: answered '{after}'"
        case Answering.TAKEN_BACK:
            return f"{label}: was '{before}', now not answered"
        case Answering.CHANGED:
            said = f"{label}: was '{before}', now '{after}'"
        case Answering.PROVENANCE:
            said = f"{label}: still '{after}'"
    return "; ".join((said, *_provenance(change)))


def _provenance(change: AnswerChanged) -> Iterator[str]:
    """What else is new about an answer whose value is the same."""
    if change.kind is Answering.PROVENANCE:
        for part, name in _PROVENANCE.items():
            before, after = (getattr(answer, part) for answer in (change.before, change.after))
            if before != after:
                yield _was_now(name, before, after)


def _reworded(change: PartReworded) -> str:
    part = PART_NAMES[change.place.group]
    before, after = change.before, change.after
    said = []
    if before.title != after.title:
        said.append(_was_now(f"The name of the {part}", before.title, after.title))
    if before.words != after.words:
        said.append(_was_now(f"The words about the {part}", before.words, after.words))
    return "; ".join(said)


def _was_now(label: str, before: str, after: str) -> str:
    if max(len(before), len(after)) > LONGEST_QUOTED or "\n" in before + after:
        return f"{label}: {'reworded' if before and after else 'written' if after else 'removed'}"
    if not before:
        return f"{label}: now '{after}'"
    return f"{label}: was '{before}', now " + (f"'{after}'" if after else "not given")


def _text(value: CaseText) -> str:
    if isinstance(value, dt.date):
        return written_date(value)
    return "" if value is None else str(value)


def _source(change: SourceChanged) -> str:
    named = change.after or change.before
    title = named.title if named else change.key
    if change.before is None:
        return f"New source: '{title}'"
    if change.after is None:
        return f"The source '{title}' was removed"
    return f"The source '{title}' was changed"


def _collection(change: CollectionChanged) -> str:
    name = f"The list of {_plural(change.collection)}"
    if change.complete_after is None:
        return f"{name} was removed"
    state = "complete" if change.complete_after else "not complete yet"
    return f"{name}: {'begun, ' if change.complete_before is None else 'now '}{state}"


def _plural(collection: str) -> str:
    return f"{PART_NAMES[collection]}s"
