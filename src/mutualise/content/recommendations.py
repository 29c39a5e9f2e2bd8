"""The commissioning report item by item: what it asks, of whom, and what has happened since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from mutualise.content.loader import ContentError, Record, build_one

WHERE = "report/report.yaml"
NOT_DATED = "not dated"


class Section(StrEnum):
    """The four parts under which the report groups its recommendations."""

    PRIMARY_CARE = "primary_care"
    INTEGRATION = "integration"
    ADULT_SOCIAL_CARE = "adult_social_care"
    WHOLE_SECTOR = "whole_sector"


class Feature(StrEnum):
    """A part of the product that answers an item. Naming one here does not mean it exists."""

    STRUCTURE_FINDER = "structure_finder"
    OWNERS = "owners"
    DEFINITIONS = "definitions"
    WORKED_CASES = "worked_cases"
    LAW_PAGES = "law_pages"
    NETWORKS = "networks"
    ROUTES = "routes"
    FINANCE = "finance"
    BLUEPRINT = "blueprint"
    GOVERN = "govern"
    EVIDENCE = "evidence"
    SUPPORT = "support"


def _date_text(value: Any) -> str:
    """A date known to the day, month or year as ISO text: 2025-06-24, 2025-06 or 2025."""
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    if text != NOT_DATED and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"write a date as 2025-06-24, 2025-06 or 2025, or '{NOT_DATED}'")
    return text


DateText = Annotated[str, BeforeValidator(_date_text)]
Text = Annotated[str, Field(min_length=1)]
SourceKeys = Annotated[tuple[str, ...], Field(min_length=1)]


class Source(Record):
    """A text that was read: who published it, where, and when it was written."""

    title: Text
    publisher: Text
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    date: DateText


class Body(Record):
    """A body that the report asks to act: its full name, and what has become of it."""

    name: Text
    now: str = ""
    sources: tuple[str, ...] = ()


class Owner(Record):
    """A body named beside a recommendation; tentative where the report prints it in brackets."""

    name: Text
    tentative: bool = False


class Conflict(Record):
    """Another source's value for the same thing, kept beside ours and never averaged away."""

    value: Text
    definition: Text
    sources: SourceKeys


class Figure(Record):
    """A number the report gives, with what it counts and why to be careful with it."""

    value: Text
    definition: Text
    base: Text
    year: Annotated[str, BeforeValidator(str)]
    sources: SourceKeys
    self_reported: bool
    caution: str = ""
    conflicts: tuple[Conflict, ...] = ()


class Statement(Record):
    """One thing that happened after the report, with the source that says so."""

    date: DateText
    text: Text
    sources: SourceKeys


class Answer(Record):
    """A feature that answers an item, and what it does about it."""

    feature: Feature
    does: str = ""


class Item(Record):
    """One point, recommendation or request of the report, in our own words."""

    id: Text
    section: Section
    heading: Text
    text: Text
    owners: tuple[Owner, ...] = ()
    figures: tuple[Figure, ...] = ()
    since: tuple[Statement, ...] = ()
    not_known: str = ""
    not_known_sources: tuple[str, ...] = ()
    answered_by: tuple[Answer, ...] = ()

    def source_keys(self) -> Iterator[str]:
        """Every source this item cites, in the order a reader meets them."""
        for figure in self.figures:
            yield from figure.sources
            for conflict in figure.conflicts:
                yield from conflict.sources
        for statement in self.since:
            yield from statement.sources
        yield from self.not_known_sources


class Report(Record):
    """The whole report: eight points, eight recommendations and a closing request, in order."""

    title: Text
    other_title: Text
    title_note: Text
    commissioner: Text
    authors: tuple[str, ...]
    dated: Text
    based_on: Text
    checked: dt.date
    bodies: Mapping[str, Body]
    points: tuple[Item, ...]
    recommendations: tuple[Item, ...]
    closing: Item
    unconfirmed: tuple[str, ...]
    report_sources: SourceKeys
    sources: Mapping[str, Source]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in the report's order."""
        return (*self.points, *self.recommendations, self.closing)

    def source_order(self) -> tuple[str, ...]:
        """Source keys in the order they are first cited: the numbers of the source list."""
        cited = list(self.report_sources)
        for item in self.items:
            cited.extend(item.source_keys())
            for owner in item.owners:
                cited.extend(self.bodies[owner.name].sources)
        return tuple(dict.fromkeys(cited))


@cache
def load_report() -> Report:
    """Read and check the report's content, or raise ContentError with every problem."""
    report = build_one(Report, WHERE)
    if problems := list(_problems(report)):
        raise ContentError(problems)
    return report


def _problems(report: Report) -> Iterator[str]:
    for item in report.items:
        if not item.since and not item.not_known:
            yield f"{WHERE}: {item.id} needs 'since' or 'not_known'"
        for owner in item.owners:
            if owner.name not in report.bodies:
                yield f"{WHERE}: {item.id} names '{owner.name}', which 'bodies' does not explain"
        for figure in item.figures:
            if figure.self_reported and not figure.caution:
                yield f"{WHERE}: {item.id}: the figure {figure.value} is self-reported: say so"
    yield from _source_problems(report)


def _source_problems(report: Report) -> Iterator[str]:
    cited = set(report.report_sources)
    cited.update(key for item in report.items for key in item.source_keys())
    cited.update(key for body in report.bodies.values() for key in body.sources)
    for key in sorted(cited - set(report.sources)):
        yield f"{WHERE}: the source '{key}' is cited and not listed under 'sources'"
    for key in sorted(set(report.sources) - cited):
        yield f"{WHERE}: the source '{key}' is listed and never cited"
