"""What the pages on sources and figures show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.parameters import DatedValue, Parameter
from mutualise.rules import Confidence, LawBase
from mutualise.web.law.uses import figures_by_source, rules_by_figure, rules_by_source
from mutualise.web.law.wording import CONFIDENCE, text_date_in_words


@dataclass(frozen=True)
class FigureName:
    """A figure in a list of links."""

    name: str
    label: str


@dataclass(frozen=True)
class SourceLine:
    """One source, and what rests on it."""

    id: str
    title: str
    url: str
    text_date: str
    checked: str
    how: str
    note: str
    rules: tuple[str, ...]
    figures: tuple[FigureName, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Every source."""

    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class ValueLine:
    """One dated value of a figure."""

    value: str
    now: str
    since: str
    published: str
    source: str
    source_title: str
    confidence: str
    note: str


@dataclass(frozen=True)
class FigureLine:
    """One figure over time."""

    name: str
    label: str
    note: str
    values: tuple[ValueLine, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class FiguresGroup:
    """The figures that rules on one question use."""

    heading: str
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True)
class FiguresPage:
    """Every figure."""

    groups: tuple[FiguresGroup, ...]
    today: str


def sources_page(law: LawBase) -> SourcesPage:
    """Each source with the rules and figures that rest on it."""
    rules, figures = rules_by_source(law), figures_by_source(law)
    return SourcesPage(
        tuple(
            SourceLine(
                id=source.id,
                title=source.title,
                url=source.url,
                text_date=text_date_in_words(source.text_date) or "Not recorded",
                checked=written_date(source.checked) if source.checked else "Not yet",
                how=source.read_via or "Not read yet",
                note=source.note,
                rules=rules.get(source.id, ()),
                figures=tuple(
                    FigureName(name, law.parameters[name].label)
                    for name in figures.get(source.id, ())
                ),
            )
            for source in law.sources.values()
        )
    )


def figures_page(law: LawBase, today: dt.date) -> FiguresPage:
    """Each figure under the question whose rules use it first."""
    grouped: dict[str, list[FigureLine]] = {group.label: [] for group in law.groups.values()}
    unused: list[FigureLine] = []
    for parameter in sorted(law.parameters, key=lambda one: one.label.lower()):
        rules = rules_by_figure(law).get(parameter.name, ())
        line = _figure(law, parameter, rules, today)
        if rules:
            topic = law.topics[law.rules[rules[0]].topic]
            grouped[law.groups[topic.group].label].append(line)
        else:
            unused.append(line)
    groups = [FiguresGroup(heading, tuple(lines)) for heading, lines in grouped.items() if lines]
    if unused:
        groups.append(FiguresGroup("Figures that no condition uses", tuple(unused)))
    return FiguresPage(tuple(groups), written_date(today))


def _figure(law: LawBase, parameter: Parameter, rules: Iterable[str], today: dt.date) -> FigureLine:
    current = parameter.on(today)
    return FigureLine(
        name=parameter.name,
        label=parameter.label,
        note=parameter.note,
        values=tuple(
            _value(law, parameter, dated, current, today) for dated in reversed(parameter.values)
        ),
        rules=tuple(rules),
    )


def _value(
    law: LawBase,
    parameter: Parameter,
    dated: DatedValue,
    current: DatedValue | None,
    today: dt.date,
) -> ValueLine:
    if dated == current:
        now = "In force"
    else:
        now = "Not yet in force" if dated.in_force_from > today else "Earlier value"
    source = law.sources.get(dated.source)
    return ValueLine(
        value=parameter.written(dated.value),
        now=now,
        since=written_date(dated.in_force_from),
        published=written_date(dated.published_on),
        source=dated.source,
        source_title=source.title if source else "",
        confidence=CONFIDENCE[Confidence(dated.confidence)].label,
        note=dated.note,
    )
