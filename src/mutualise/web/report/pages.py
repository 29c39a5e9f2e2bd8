"""What the page on the commissioning report shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.content.recommendations import (
    NOT_DATED,
    Feature,
    Figure,
    Item,
    Report,
    Section,
)
from mutualise.rules.facts import in_a_row
from mutualise.web.design.components import Link, SummaryRow

SECTION_TITLES: Final[Mapping[Section, str]] = {
    Section.PRIMARY_CARE: "Primary care",
    Section.INTEGRATION: "Joined-up health and social care",
    Section.ADULT_SOCIAL_CARE: "Adult social care",
    Section.WHOLE_SECTOR: "The whole sector",
}


@dataclass(frozen=True)
class FigureView:
    """One value in the list of an item's figures."""

    value: str
    definition: str
    about: str
    caution: str
    sources: tuple[int, ...]
    conflicts: tuple[FigureView, ...] = ()


@dataclass(frozen=True)
class StatementView:
    """Something that happened, with its date in words."""

    date: str
    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class AnswerView:
    """A feature that exists, and what it does about the item."""

    link: Link
    does: str


@dataclass(frozen=True)
class ItemView:
    """One point, recommendation or request."""

    id: str
    label: str
    heading: str
    text: str
    owners: tuple[str, ...]
    figures: tuple[FigureView, ...]
    since: tuple[StatementView, ...]
    not_known: str
    not_known_sources: tuple[int, ...]
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class Group:
    """The recommendations of one section of the report."""

    id: str
    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class BodyView:
    """A body that the report names, with its short name spelt out."""

    short: str
    name: str
    now: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class SourceView:
    """One line of the list of sources."""

    number: int
    title: str
    publisher: str
    url: str
    date: str


@dataclass(frozen=True)
class ReportPage:
    """The whole page."""

    about: tuple[SummaryRow, ...]
    title_note: str
    report_sources: tuple[int, ...]
    points: tuple[ItemView, ...]
    recommendations: tuple[Group, ...]
    closing: ItemView
    bodies: tuple[BodyView, ...]
    unconfirmed: tuple[str, ...]
    sources: tuple[SourceView, ...]
    checked: str

    @property
    def items(self) -> tuple[ItemView, ...]:
        """Every item in the report's order."""
        grouped = tuple(item for group in self.recommendations for item in group.items)
        return (*self.points, *grouped, self.closing)


def report_page(report: Report, links: Mapping[Feature, Link]) -> ReportPage:
    """The page, with links to the features that exist."""
    return _Builder(report, links).page()


class _Builder:
    """Turns content into what the page shows, numbering sources as they are first cited."""

    def __init__(self, report: Report, links: Mapping[Feature, Link]) -> None:
        self._report = report
        self._links = links
        self._numbers = {key: number for number, key in enumerate(report.source_order(), start=1)}

    def page(self) -> ReportPage:
        report = self._report
        return ReportPage(
            about=(
                SummaryRow("Title", report.title),
                SummaryRow("Also called", report.other_title),
                SummaryRow("Asked for by", report.commissioner),
                SummaryRow("Written by", in_a_row(report.authors)),
                SummaryRow("Date", report.dated),
                SummaryRow("Based on", report.based_on),
            ),
            title_note=report.title_note,
            report_sources=self._cited(report.report_sources),
            points=self._points(),
            recommendations=tuple(self._groups()),
            closing=self._item(report.closing, "Closing request"),
            bodies=tuple(
                BodyView(short, body.name, body.now, self._cited(body.sources))
                for short, body in report.bodies.items()
            ),
            unconfirmed=report.unconfirmed,
            sources=tuple(self._source(key) for key in self._numbers),
            checked=date_in_words(report.checked.isoformat()),
        )

    def _points(self) -> tuple[ItemView, ...]:
        # The report sorts only its recommendations by section; the points are sorted by us.
        return tuple(
            self._item(item, f"Point {number}: {SECTION_TITLES[item.section].lower()}")
            for number, item in enumerate(self._report.points, start=1)
        )

    def _groups(self) -> Iterable[Group]:
        views = [
            (item.section, self._item(item, f"Recommendation {number}"))
            for number, item in enumerate(self._report.recommendations, start=1)
        ]
        for section, title in SECTION_TITLES.items():
            items = tuple(view for found, view in views if found == section)
            yield Group(section.value.replace("_", "-"), title, items)

    def _item(self, item: Item, label: str) -> ItemView:
        return ItemView(
            id=item.id,
            label=label,
            heading=item.heading,
            text=item.text,
            owners=tuple(_owner_lines(item)),
            figures=tuple(self._figure(figure) for figure in item.figures),
            since=tuple(
                StatementView(date_in_words(said.date), said.text, self._cited(said.sources))
                for said in item.since
            ),
            not_known=item.not_known,
            not_known_sources=self._cited(item.not_known_sources),
            answers=tuple(
                AnswerView(self._links[answer.feature], answer.does)
                for answer in item.answered_by
                if answer.feature in self._links
            ),
        )

    def _figure(self, figure: Figure) -> FigureView:
        return FigureView(
            value=figure.value,
            definition=figure.definition,
            about=f"Base: {figure.base}. Year: {figure.year}.",
            caution=figure.caution,
            sources=self._cited(figure.sources),
            conflicts=tuple(
                FigureView(other.value, other.definition, "", "", self._cited(other.sources))
                for other in figure.conflicts
            ),
        )

    def _cited(self, keys: Sequence[str]) -> tuple[int, ...]:
        """The numbers that lead to these sources in the list at the foot of the page."""
        return tuple(self._numbers[key] for key in keys)

    def _source(self, key: str) -> SourceView:
        source = self._report.sources[key]
        return SourceView(
            number=self._numbers[key],
            title=source.title,
            publisher=source.publisher,
            url=source.url,
            date=date_in_words(source.date),
        )


def _owner_lines(item: Item) -> Iterable[str]:
    settled = [owner.name for owner in item.owners if not owner.tentative]
    tentative = [owner.name for owner in item.owners if owner.tentative]
    if settled:
        word = "owner" if len(settled) == 1 else "owners"
        yield f"Published {word}: {in_a_row(settled)}"
    if tentative:
        yield f"Suggested, in brackets in the report: {in_a_row(tentative)}"


def date_in_words(text: str) -> str:
    """2025-06-24 as 24 June 2025; 2025-06 as June 2025; a year as it is."""
    if text == NOT_DATED:
        return "No date given"
    parts = text.split("-")
    if len(parts) == 1:
        return text
    day = dt.date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    return written_date(day) if len(parts) == 3 else f"{day:%B %Y}"
