"""Where the law says a rule, and what was read of it, as the rule's page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from mutualise.calendars.words import written_date
from mutualise.derivations.rulebook import Rulebook
from mutualise.derivations.rulebook.book import RuleEntry
from mutualise.rules.cards import MEMORY
from mutualise.rules.freshness import Stale, read_text_age
from mutualise.rules.model import Source
from mutualise.rules.statutes import Citation, cited_in, instrument_path
from mutualise.web.design.components import Link
from mutualise.web.law.wording import counted, text_date_in_words

_OLD: Final = 5


@dataclass(frozen=True)
class StatuteUse:
    """A statute, and for each section how many rules rest on it."""

    statute: Link
    sections: tuple[Link, ...]


@dataclass(frozen=True)
class SourceView:
    """A text that was read for the rule."""

    id: str
    title: str
    url: str
    from_memory: bool
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    note: str


def law_links(entry: RuleEntry) -> tuple[Link, ...]:
    """Where to read the provision: the rule's own links, then what its words lead to.

    A rule of guidance or case law that has no link to a provision leads to what was read.
    """
    own = [Link(link.title, link.url) for link in entry.rule.links]
    linked = {instrument_path(link.url) for link in entry.rule.links}
    derived = [
        link
        for citation in cited_in(entry.rule.provision)
        if citation.statute.url and (citation.statute.path or citation.statute.url) not in linked
        for link in _deep(citation)
    ]
    known = {link.href for link in own}
    return (*own, *(link for link in derived if link.href not in known))


def read_links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """What was read, for a rule that has no provision to lead to."""
    return tuple(Link(source.title, source.url) for source in sources if source.url)


def statute_uses(book: Rulebook, entry: RuleEntry) -> tuple[StatuteUse, ...]:
    """The pages that show what else rests on the same sections."""
    return tuple(_use(book, citation) for citation in entry.citations)


def source_view(source: Source, today: dt.date) -> SourceView:
    """What was read, how, when, and what to be careful of."""
    return SourceView(
        id=source.id,
        title=source.title,
        url=source.url,
        from_memory=source.id == MEMORY,
        facts=tuple(_facts(source)) if source.id != MEMORY else (),
        warnings=tuple(_warnings(source, today)) if source.id != MEMORY else (),
        note=source.note,
    )


def stale_warning(entry: RuleEntry) -> str:
    """What a reader must know of the age of the texts; nothing if they are fresh."""
    oldest = entry.text.oldest
    if Stale.TEXT_10 in entry.stale or Stale.TEXT_5 in entry.stale:
        assert oldest is not None  # noqa: S101 - a text without a date is not old
        return f"The oldest text that we read for this rule is of {oldest:%B %Y}."
    return ""


def _deep(citation: Citation) -> Iterator[Link]:
    statute = citation.statute
    for place in citation.places:
        yield Link(f"{statute.title}, {place}", statute.address(place))
    if not citation.places:
        yield Link(statute.title, statute.url)


def _use(book: Rulebook, citation: Citation) -> StatuteUse:
    statute = citation.statute
    address = reverse("law:statute", args=[statute.id])
    total = counted(len(book.citing(statute.id)))
    sections = (
        Link(
            f"{place}: {counted(len(book.citing(statute.id, place)))}",
            f"{address}#{place.key}",
            f"on this place in the {statute.title}",
        )
        for place in citation.places
    )
    return StatuteUse(Link(f"{statute.title}: {total}", address), tuple(sections))


def _facts(source: Source) -> Iterator[str]:
    if source.text_date:
        yield f"Date of the text: {text_date_in_words(source.text_date)}."
    if source.read_via:
        yield f"How we read it: {source.read_via}."
    if source.checked:
        yield f"Checked on {written_date(source.checked)}."


def _warnings(source: Source, today: dt.date) -> Iterator[str]:
    age = read_text_age(source.text_date)
    if age.undated:
        yield "Date of text not known"
    if age.oldest is not None:
        years = (
            today.year
            - age.oldest.year
            - ((today.month, today.day) < (age.oldest.month, age.oldest.day))
        )
        if years >= _OLD:
            yield f"Text of {age.oldest.year}"
    if source.checked is None:
        yield "Not checked yet"
