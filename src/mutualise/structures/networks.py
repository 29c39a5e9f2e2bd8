"""Ways to organise a primary care network, side by side for one purpose.

Each vehicle is a set of answers. What the rules decide is put to the law and keeps its rule
and its reason; what they do not decide is written, with its source.

    comparison = compare_networks(load_law().at(day), choice_for(NO_CASE, purpose="single"))
    comparison.cell("holds", "company").parts[0].word      # "not_settled"
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mutualise.rules import Confidence, Edition, Fact, LawBase, Rule, Source, Value
from mutualise.rules.model import Status
from mutualise.rules.names import CONTRACT, FORM
from mutualise.rules.open_points import Answered, OpenPoint, load_open_points
from mutualise.structures.forms import LegalForm
from mutualise.structures.network_content import (
    NetworkContent,
    Purpose,
    Row,
    RowSection,
    Vehicle,
    Work,
    load_networks,
)
from mutualise.structures.network_parts import (
    NO_CASE,
    NetworkCase,
    NetworkChoice,
    NetworkPart,
    Vehicles,
    figured,
)


@dataclass(frozen=True)
class NetworkColumn:
    """One vehicle in the form in which it is looked at."""

    vehicle: Vehicle
    form: LegalForm


@dataclass(frozen=True)
class NetworkCell:
    """What one row says of one vehicle."""

    column: NetworkColumn
    parts: tuple[NetworkPart, ...]


@dataclass(frozen=True)
class NetworkRow:
    """One question across the vehicles."""

    row: Row
    cells: tuple[NetworkCell, ...]


@dataclass(frozen=True)
class NetworkQuestion:
    """Something to ask before choosing, the rule behind it, and the vehicles it concerns."""

    rule: Rule
    text: str
    unsettled: bool
    vehicles: tuple[str, ...]


@dataclass(frozen=True)
class NetworkSummaryLine:
    """One of the few lines that say what matters most, with the rules and sources behind it."""

    lead: str
    text: str
    confidence: Confidence
    checked: dt.date
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class NetworkComparison:
    """The whole table for one purpose, what to ask, and the answers that would settle more.

    `assumed` is what is taken as given of each vehicle, by its id, as clauses.
    """

    choice: NetworkChoice
    purpose: Purpose
    work: Work | None
    summary: tuple[NetworkSummaryLine, ...]
    columns: tuple[NetworkColumn, ...]
    rows: tuple[NetworkRow, ...]
    questions: tuple[NetworkQuestion, ...]
    open_points: tuple[OpenPoint, ...]
    turns_on: tuple[Fact, ...]
    assumed: Mapping[str, tuple[str, ...]]
    content: NetworkContent
    edition: Edition

    def sections(self) -> Iterator[tuple[RowSection, tuple[NetworkRow, ...]]]:
        """The rows under their headings."""
        for section in self.content.sections.values():
            yield section, tuple(row for row in self.rows if row.row.section == section.id)

    def cell(self, row: str, vehicle: str) -> NetworkCell:
        """One cell. Raises LookupError for a row or vehicle that this purpose does not have."""
        for found in self.rows:
            for cell in found.cells:
                if (found.row.id, cell.column.vehicle.id) == (row, vehicle):
                    return cell
        raise LookupError(f"The table has no cell for {row} and {vehicle}")


def compare_networks(
    edition: Edition, choice: NetworkChoice, case: NetworkCase = NO_CASE
) -> NetworkComparison:
    """Put every vehicle to the law for one purpose. Raises LookupError for an unknown one."""
    content = load_networks()
    vehicles = Vehicles(content, edition, choice, case)
    purpose = vehicles.purpose
    columns = tuple(
        NetworkColumn(vehicle, choice.form_of(vehicle)) for vehicle in content.vehicles.values()
    )
    rows = tuple(
        NetworkRow(row, tuple(_cell(vehicles, row, column) for column in columns))
        for row in content.rows
        if row.is_for(purpose.id)
    )
    return NetworkComparison(
        choice=choice,
        purpose=purpose,
        work=content.works.get(choice.work),
        summary=tuple(_summary(content, purpose, edition)),
        columns=columns,
        rows=rows,
        questions=_questions([edition.base.rules[name] for name in purpose.known], rows),
        open_points=_open_points(edition.base, purpose),
        turns_on=_turns_on(rows),
        assumed={
            column.vehicle.id: vehicles.assumed(column.vehicle, _parts_of(column, rows))
            for column in columns
        },
        content=content,
        edition=edition,
    )


def choice_for(
    case: NetworkCase = NO_CASE,
    *,
    purpose: str = "",
    work: str | None = None,
    forms: Mapping[str, str] | None = None,
) -> NetworkChoice:
    """What was asked for and, where nothing was asked, what the case itself says.

    `work` empty asks for both kinds of work; None leaves it to the case. Raises LookupError,
    with the names there are, for a purpose, work or form that the comparison does not know.
    """
    content = load_networks()
    wanted = case.answers.get(CONTRACT)
    of_case = [p.id for p in content.purposes.values() if wanted in p.contracts]
    form = str(case.answers.get(FORM, ""))
    own = {v.id: form for v in content.vehicles.values() if form in v.describes_case and v.forms}
    chosen = NetworkChoice(
        purpose=purpose or next(iter(of_case), next(iter(content.purposes))),
        work=_work_of(content, case.answers) if work is None else work,
        forms={**own, **{k: v for k, v in (forms or {}).items() if v}},
    )
    _check_known("purpose", chosen.purpose, content.purposes)
    _check_known("kind of work", chosen.work, ["", *content.works])
    for vehicle, asked in chosen.forms.items():
        _check_known("way to organise", vehicle, content.vehicles)
        _check_known(f"form of {vehicle}", asked, content.vehicles[vehicle].forms)
    return chosen


def _check_known(what: str, asked: str, known: Mapping[str, object] | Sequence[str]) -> None:
    if asked not in known:
        named = ", ".join(name for name in known if name)
        if not named:
            raise LookupError(f"The {what} cannot be chosen")
        raise LookupError(f"There is no {what} called '{asked}'. Choose one of: {named}")


def _work_of(content: NetworkContent, answers: Mapping[str, Value]) -> str:
    """The kind of work a case describes; nothing where it says neither, or both."""
    said = [
        work.id
        for work in content.works.values()
        if any(answers.get(name) == value for name, value in work.recognised_by.items())
    ]
    return said[0] if len(said) == 1 else ""


def _summary(
    content: NetworkContent, purpose: Purpose, edition: Edition
) -> Iterator[NetworkSummaryLine]:
    for line in purpose.summary:
        yield NetworkSummaryLine(
            lead=line.lead,
            text=figured(edition, line.says),
            confidence=line.confidence,
            checked=line.checked,
            rules=tuple(edition.base.rules[name] for name in line.rules),
            sources=tuple(content.sources[key] for key in line.sources),
        )


def _cell(vehicles: Vehicles, row: Row, column: NetworkColumn) -> NetworkCell:
    parts = row.parts_for(column.vehicle.id, vehicles.purpose.id)
    return NetworkCell(column, tuple(vehicles.parts(column.vehicle, parts)))


def _parts_of(column: NetworkColumn, rows: Sequence[NetworkRow]) -> Iterator[NetworkPart]:
    for row in rows:
        for cell in row.cells:
            if cell.column == column:
                yield from cell.parts


def _questions(known: Iterable[Rule], rows: Sequence[NetworkRow]) -> tuple[NetworkQuestion, ...]:
    """What to ask: first what nobody has settled, then what is contested, then the unsure.

    A question that comes from what is `known` of the purpose concerns every vehicle.
    """
    raised = [(rule, _rank(rule), "") for rule in known]
    raised += [
        (rule, min(_rank(rule), _rank_of_part(part)), cell.column.vehicle.id)
        for row in rows
        for cell in row.cells
        for part in cell.parts
        for rule in part.rules
    ]
    found: dict[str, NetworkQuestion] = {}
    ranks: dict[str, int] = {}
    for rule, rank, vehicle in raised:
        text = rule.ask_solicitor
        if text and rank < _SURE:
            before = found.get(text)
            concerned = (*(before.vehicles if before else ()), *((vehicle,) if vehicle else ()))
            ranks[text] = min(rank, ranks.get(text, rank))
            found[text] = NetworkQuestion(
                rule, text, ranks[text] == _OPEN, tuple(dict.fromkeys(concerned))
            )
    return tuple(sorted(found.values(), key=lambda question: ranks[question.text]))


def _open_points(law: LawBase, purpose: Purpose) -> tuple[OpenPoint, ...]:
    """What could not be found out; a point that has been closed since is left out."""
    points = (load_open_points(law)[name] for name in purpose.open_points)
    return tuple(point for point in points if point.status is not Answered.CLOSED)


# How soon to ask: what nobody has settled, what is contested, what we are not sure of.
_OPEN, _CONTESTED, _SURE = 0, 1, 4
_UNSURE = {Confidence.LOW: 2, Confidence.MEDIUM: 3, Confidence.HIGH: _SURE}


def _rank_of_part(part: NetworkPart) -> int:
    if part.unsettled:
        return _OPEN
    return _CONTESTED if part.contested else _SURE


def _rank(rule: Rule) -> int:
    if rule.status is Status.EXPECTED:
        return _OPEN
    return _CONTESTED if rule.qualifies else _UNSURE[rule.confidence]


def _turns_on(rows: Sequence[NetworkRow]) -> tuple[Fact, ...]:
    """The answers that would settle the most parts of the table, most first."""
    facts: dict[str, Fact] = {}
    count: Counter[str] = Counter()
    for row in rows:
        for cell in row.cells:
            for part in cell.parts:
                facts |= {fact.name: fact for fact in part.open_facts}
                count.update(fact.name for fact in part.open_facts)
    return tuple(facts[name] for name, _ in count.most_common())
