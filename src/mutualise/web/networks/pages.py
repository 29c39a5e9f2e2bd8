"""What the comparison shows, without a word of how it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mutualise.rules import Rule, Source
from mutualise.rules.facts import with_article, written_date
from mutualise.rules.open_points import OpenPoint
from mutualise.structures import load_contracts
from mutualise.structures.network_content import Row
from mutualise.structures.network_parts import NetworkPart
from mutualise.structures.networks import (
    NetworkCell,
    NetworkComparison,
    NetworkQuestion,
    NetworkSummaryLine,
)
from mutualise.web.design.components import Link
from mutualise.web.networks.comparison import Asked
from mutualise.web.places import address
from mutualise.web.structures.finding_view import RuleLink, question_link, rule_link
from mutualise.web.structures.sentences import sentence

# Whether a registration is needed is neither good news nor bad: its yes and no have no colour.
_NO_COLOUR = "white"
_PLAIN_WORDS = ("yes", "no")


@dataclass(frozen=True)
class PartLine:
    """One thing that a cell says: on what it hangs, the word for the finding, the sentence."""

    lead: str
    word: str
    colour: str
    text: str
    unread: bool


@dataclass(frozen=True)
class CellView:
    """A cell of the table, and the page behind it.

    Ways side by side for which the table says the same share one cell, over `span` columns.
    """

    title: str
    span: int
    parts: tuple[PartLine, ...]
    why: Link


@dataclass(frozen=True)
class RowView:
    id: str
    label: str
    question: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class SectionView:
    label: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class ColumnView:
    """The head of a column: the way to organise, its legal form, and what it is."""

    title: str
    form: str
    plain: str
    form_href: str


@dataclass(frozen=True)
class ShortLine:
    """One of the few lines that say what matters most, with its rules and sources."""

    lead: str
    text: str
    confidence: str
    checked: str
    rules: tuple[RuleLink, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class KnownLine:
    """What is known of the contract, when it was checked, and its rule."""

    text: str
    checked: str
    rule: RuleLink


@dataclass(frozen=True)
class AskedLine:
    """A question to put to somebody, the ways that it concerns and the rule behind it."""

    text: str
    unsettled: bool
    concerns: str
    rule: RuleLink


@dataclass(frozen=True)
class Assumed:
    """What is taken as given of one way."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ComparisonPage:
    heading: str
    intro: str
    reading: tuple[str, ...]
    purpose: str
    unsettled: str
    in_short: tuple[ShortLine, ...]
    known: tuple[KnownLine, ...]
    columns: tuple[ColumnView, ...]
    sections: tuple[SectionView, ...]
    first_asked: tuple[AskedLine, ...]
    then_asked: tuple[AskedLine, ...]
    open_points: tuple[OpenPoint, ...]
    turns_on: tuple[Link, ...]
    assumed: tuple[Assumed, ...]
    own: bool
    other_view: Link | None
    day: str
    checked: str


def comparison_page(asked: Asked) -> ComparisonPage:
    """The table with what to know before and what to do after."""
    found = asked.comparison
    words, base = found.content.words, found.edition.base
    contract = load_contracts()[found.purpose.contract]
    questions = tuple(_asked_line(found, question) for question in found.questions)
    return ComparisonPage(
        heading=words.heading,
        intro=words.intro,
        reading=words.reading,
        purpose=found.purpose.label,
        unsettled="" if found.purpose.settled else contract.unsettled,
        in_short=tuple(_short(line) for line in found.summary),
        known=tuple(_known(base.rules[name]) for name in found.purpose.known),
        columns=tuple(_columns(found)),
        sections=tuple(
            SectionView(section.label, tuple(_row(asked, row.row, row.cells) for row in rows))
            for section, rows in found.sections()
        ),
        first_asked=tuple(line for line in questions if line.unsettled),
        then_asked=tuple(line for line in questions if not line.unsettled),
        open_points=found.open_points,
        turns_on=tuple(question_link(fact.name, fact.label, fact.ask) for fact in found.turns_on),
        assumed=tuple(_assumed(found)),
        own=asked.own,
        other_view=_other_view(asked),
        day=written_date(found.edition.day),
        checked=written_date(base.checked_on),
    )


def part_line(found: NetworkComparison, row: Row, part: NetworkPart) -> PartLine:
    """A part as it is shown; a plain yes or no has a colour only where it is good or bad news."""
    words = found.content.labels[part.word] if part.word else None
    plain = row.tone == "plain" and part.word in _PLAIN_WORDS
    return PartLine(
        lead=part.lead,
        word=words.label if words else "",
        colour=_NO_COLOUR if plain else words.colour if words else "",
        text=part.text,
        unread=part.from_memory,
    )


def cell_link(asked: Asked, row: str, vehicle: str, text: str, hidden: str = "") -> Link:
    """To the page behind a cell, for the same choices."""
    href = address("networks:cell", row=row, vehicle=vehicle)
    return Link(text, f"{href}?{asked.query}", hidden)


def table_link(asked: Asked, row: str = "") -> str:
    """Back to the table, at a row of it."""
    return f"{address('networks:index')}?{asked.query}{f'#{row}' if row else ''}"


def _row(asked: Asked, row: Row, cells: tuple[NetworkCell, ...]) -> RowView:
    shared: list[CellView] = []
    for cell in cells:
        found = _cell(asked, row, cell)
        if shared and shared[-1].parts == found.parts:
            before = shared.pop()
            title = f"{before.title}, {found.title}"
            found = replace(before, title=title, span=before.span + 1)
        shared.append(found)
    return RowView(row.id, row.label, row.question, tuple(shared))


def _cell(asked: Asked, row: Row, cell: NetworkCell) -> CellView:
    vehicle = cell.column.vehicle
    return CellView(
        title=vehicle.short,
        span=1,
        parts=tuple(part_line(asked.comparison, row, part) for part in cell.parts),
        why=cell_link(asked, row.id, vehicle.id, "Why", f"{row.label}, {vehicle.short}"),
    )


def _columns(found: NetworkComparison) -> Iterator[ColumnView]:
    for column in found.columns:
        chosen = bool(column.vehicle.forms)
        yield ColumnView(
            title=column.vehicle.short,
            form=with_article(column.form.label) if chosen else "",
            plain=column.vehicle.plain,
            form_href=address("law:form", form=column.form.id) if chosen else "",
        )


def _short(line: NetworkSummaryLine) -> ShortLine:
    return ShortLine(
        lead=line.lead,
        text=line.text,
        confidence=line.confidence.value,
        checked=written_date(line.checked),
        rules=tuple(rule_link(rule) for rule in line.rules),
        sources=line.sources,
    )


def _known(rule: Rule) -> KnownLine:
    return KnownLine(rule.statement, written_date(rule.checked), rule_link(rule))


def _asked_line(found: NetworkComparison, question: NetworkQuestion) -> AskedLine:
    names = [c.vehicle.short for c in found.columns if c.vehicle.id in question.vehicles]
    everyone = not names or len(names) == len(found.columns)
    return AskedLine(
        text=question.text,
        unsettled=question.unsettled,
        concerns="" if everyone else ", ".join(names),
        rule=rule_link(question.rule),
    )


def _assumed(found: NetworkComparison) -> Iterator[Assumed]:
    for column in found.columns:
        sentences = found.assumed[column.vehicle.id]
        if sentences:
            yield Assumed(column.vehicle.short, tuple(sentence(text) for text in sentences))


def _other_view(asked: Asked) -> Link | None:
    """From a network's own answers to networks in general, and back."""
    if not asked.has_own:
        return None
    here = address("networks:index")
    if asked.own:
        return Link("Show it without your answers", f"{here}?answers=no")
    return Link("Use your answers", here)
