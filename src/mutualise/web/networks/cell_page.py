"""Why the table says what it says of one way to organise a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mutualise.rules import Source
from mutualise.rules.facts import written_date
from mutualise.structures.network_content import Row
from mutualise.structures.network_parts import NetworkPart
from mutualise.web.design.components import Link
from mutualise.web.networks.comparison import Asked
from mutualise.web.networks.pages import PartLine, cell_link, part_line, table_link
from mutualise.web.structures.finding_view import (
    ReasonLine,
    RuleLink,
    question_link,
    reason_view,
    rule_link,
)
from mutualise.web.structures.sentences import confidence_words


@dataclass(frozen=True)
class AboutPart:
    """One thing that the cell says, with all that it rests on."""

    line: PartLine
    explains: str
    reason: ReasonLine | None
    provided: tuple[str, ...]
    waiting_for: tuple[str, ...]
    turns_on: tuple[Link, ...]
    rules: tuple[tuple[str, RuleLink], ...]
    sources: tuple[Source, ...]
    confidence: str
    checked: str


@dataclass(frozen=True)
class NetworkCellPage:
    title: str
    form: str
    label: str
    question: str
    purpose: str
    parts: tuple[AboutPart, ...]
    others: tuple[Link, ...]
    back: str
    day: str


def cell_page(asked: Asked, row_id: str, vehicle: str) -> NetworkCellPage:
    """Everything about one cell. Raises LookupError where the table has none."""
    found = asked.comparison
    cell = found.cell(row_id, vehicle)
    row = next(row.row for row in found.rows if row.row.id == row_id)
    return NetworkCellPage(
        title=cell.column.vehicle.label,
        form=cell.column.form.label if cell.column.vehicle.forms else "",
        label=row.label,
        question=row.question,
        purpose=found.purpose.label,
        parts=tuple(_about(asked, row, part) for part in cell.parts),
        others=tuple(
            cell_link(asked, row_id, column.vehicle.id, column.vehicle.label)
            for column in found.columns
            if column != cell.column
        ),
        back=table_link(asked, row_id),
        day=written_date(found.edition.day),
    )


def _about(asked: Asked, row: Row, part: NetworkPart) -> AboutPart:
    labels = asked.comparison.content.labels
    reason = None
    if part.reason:
        reason = reason_view(part.assessment, part.reason, asked.answered)
        reason = reason if asked.own else _without_links(reason)
    return AboutPart(
        line=part_line(asked.comparison, row, part),
        explains=labels[part.word].explains if part.unsettled or part.contested else "",
        reason=reason,
        provided=part.provided,
        waiting_for=part.waiting_for,
        turns_on=tuple(_turns_on(asked, part)),
        rules=tuple((rule.statement, rule_link(rule)) for rule in part.rules),
        sources=part.sources,
        confidence=confidence_words(part.confidence, from_memory=part.from_memory),
        checked=written_date(part.checked),
    )


def _turns_on(asked: Asked, part: NetworkPart) -> Iterator[Link]:
    for fact in part.open_facts:
        found = question_link(fact.name, fact.label, fact.ask)
        yield found if asked.own else Link(fact.ask, "")


def _without_links(line: ReasonLine) -> ReasonLine:
    """The explanation for networks in general, whose facts are nobody's answers to change."""
    because = tuple(_without_links(inner) for inner in line.because)
    # With a link, the origin says that the visitor has or has not answered.
    origin = "" if line.change else line.origin
    return replace(line, origin=origin, change=None, because=because)
