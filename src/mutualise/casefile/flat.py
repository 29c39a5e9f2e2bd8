"""A case laid flat, so that two can be compared and one can be changed part by part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

from mutualise.casefile.model import Answer, CaseFile, CaseOption, CaseSource, Collection, Item
from mutualise.casefile.places import OPTION, PRESENT, AnswerPlace, answers_in

CaseText = str | int | dt.date | None
# The parts of a case that are one text, number or date each.
TEXTS: Final = tuple(
    field.name
    for field in fields(CaseFile)
    if field.name not in ("sources", "present", "options", "collections")
)


@dataclass(frozen=True, slots=True)
class PartWords:
    """What an option or an item is called, and what is written about it."""

    title: str
    words: str = ""


@dataclass
class FlatCase:
    """Every part of a case under its place; `complete` has an entry for each collection."""

    texts: dict[str, CaseText]
    sources: dict[str, CaseSource]
    complete: dict[str, bool]
    parts: dict[AnswerPlace, PartWords]
    answers: dict[AnswerPlace, dict[str, Answer]]

    @classmethod
    def of(cls, case: CaseFile) -> FlatCase:
        return cls(
            texts={name: getattr(case, name) for name in TEXTS},
            sources=dict(case.sources),
            complete={name: held.complete for name, held in case.collections.items()},
            parts=dict(_parts(case)),
            answers={place: dict(answered) for place, answered in answers_in(case).items()},
        )

    def places(self, group: str) -> tuple[AnswerPlace, ...]:
        """The options, or the items of a collection, in their order."""
        return tuple(place for place in self.parts if place.group == group)

    def case(self) -> CaseFile:
        """The case that this is."""
        items: dict[str, list[Item]] = {name: [] for name in self.complete}
        options = {}
        for place, part in self.parts.items():
            if place.group == OPTION:
                options[place.id] = CaseOption(part.title, part.words, self.answers[place])
            else:
                item = Item(place.id, part.title, self.answers[place], part.words)
                items[place.group].append(item)
        texts: dict[str, Any] = self.texts
        return CaseFile(
            **texts,
            sources=self.sources,
            present=self.answers[PRESENT],
            options=options,
            collections={
                name: Collection(tuple(items[name]), complete)
                for name, complete in self.complete.items()
            },
        )


def _parts(case: CaseFile) -> Iterator[tuple[AnswerPlace, PartWords]]:
    for name, option in case.options.items():
        yield AnswerPlace(OPTION, name), PartWords(option.title, option.about)
    for name, collection in case.collections.items():
        for item in collection.items:
            yield AnswerPlace(name, item.id), PartWords(item.title, item.note)
