"""What the pages on changes in the law show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.casefile import CaseFile, load_examples
from mutualise.derivations.what_if import compare_laws, day_to_ask
from mutualise.expressions import Name, names_in
from mutualise.rules import Edition, LawBase, Rule, load_law
from mutualise.rules.names import CONTRACTS
from mutualise.rules.reforms import Reform, load_reforms
from mutualise.rules.truth import PARAMETER
from mutualise.rules.what_if import reformed
from mutualise.rules.words import clause
from mutualise.web.design.components import Link
from mutualise.web.law.clauses import Clause, clauses
from mutualise.web.what_if.result_page import CaseView, ResultView, case_view, result_view

# A visitor's case is worked out on every request: it may not keep others waiting.
MOST_POSITIONS: Final = 16
MOST_ITEMS: Final = 60


@dataclass(frozen=True)
class ReformLine:
    """A prepared reform in the list."""

    id: str
    title: str


@dataclass(frozen=True)
class Own:
    """The visitor's own case under the change: what turns, or why it is not shown."""

    case: CaseView | None
    changes: bool
    too_large: bool = False


@dataclass(frozen=True)
class Comparison:
    """What every result page shows."""

    day: str
    begins: str
    result: ResultView
    own: Own | None


@dataclass(frozen=True)
class ReformPage:
    """A prepared reform, and what it would turn."""

    title: str
    question: str
    why: str
    note: str
    no_worked_case: str
    links: tuple[Link, ...]
    comparison: Comparison


@dataclass(frozen=True)
class NameLine:
    """A name that may stand in a condition, and what it says."""

    name: str
    says: str


@dataclass(frozen=True)
class RulePage:
    """A rule whose condition can be changed, and what the change would turn."""

    id: str
    statement: str
    provision: str
    condition: Clause
    names: tuple[NameLine, ...]
    every_name: tuple[NameLine, ...]
    comparison: Comparison | None


def reform_lines() -> tuple[ReformLine, ...]:
    """The prepared reforms, in order."""
    return tuple(ReformLine(reform.id, reform.title) for reform in load_reforms().values())


def reform_page(reform: Reform, today: dt.date, own: CaseFile | None) -> ReformPage:
    """A prepared reform with what it turns in the worked cases and in the visitor's own."""
    day = day_to_ask(reform, today)
    return ReformPage(
        title=reform.title,
        question=reform.question,
        why=reform.why,
        note=reform.note,
        no_worked_case=reform.no_worked_case,
        links=tuple(Link(target.title, target.url) for target in reform.links),
        comparison=Comparison(
            written_date(day),
            written_date(reform.begins) if reform.begins else "",
            _of_prepared(reform.id, day),
            _own(reform, day, own),
        ),
    )


# Words alone are kept, for as many days and reforms as a site needs at one time.
@lru_cache(maxsize=64)
def _of_prepared(reform_id: str, day: dt.date) -> ResultView:
    return _of_examples(load_reforms()[reform_id], day)


def comparison(reform: Reform, today: dt.date, own: CaseFile | None) -> Comparison:
    """What a visitor's own change would turn. Raises ContentError if it cannot be."""
    day = day_to_ask(reform, today)
    return Comparison(written_date(day), "", _of_examples(reform, day), _own(reform, day, own))


def _of_examples(reform: Reform, day: dt.date) -> ResultView:
    law = load_law()
    return result_view(compare_laws(law, reformed(law, reform), load_examples().values(), day))


def _own(reform: Reform, day: dt.date, case: CaseFile | None) -> Own | None:
    if case is None:
        return None
    contracts = case.collections.get(CONTRACTS)
    positions = (1 + len(case.options)) * max(1, len(contracts.items) if contracts else 1)
    items = sum(len(held.items) for held in case.collections.values())
    if positions > MOST_POSITIONS or items > MOST_ITEMS:
        return Own(None, changes=False, too_large=True)
    law = load_law()
    compared = compare_laws(law, reformed(law, reform), [case], day)
    [found] = compared.cases
    return Own(case_view(compared, found, own=True), changes=found.changes)


def rule_page(law: LawBase, rule: Rule, today: dt.date, compared: Comparison | None) -> RulePage:
    """A rule with the words of its condition and the names that another one could use."""
    edition = law.at(today)
    tree = law.trees[rule.id]
    return RulePage(
        id=rule.id,
        statement=rule.statement,
        provision=rule.provision,
        condition=clauses(edition, tree),
        names=tuple(_lines(edition, names_in(tree))),
        every_name=_every_name(edition),
        comparison=compared,
    )


@lru_cache(maxsize=2)
def _every_name(edition: Edition) -> tuple[NameLine, ...]:
    base = edition.base
    figures = (PARAMETER + figure.name for figure in base.parameters)
    return tuple(_lines(edition, sorted(chain(base.facts.by_name, base.definitions, figures))))


def _lines(edition: Edition, names: Iterable[str]) -> Iterator[NameLine]:
    for name in names:
        yield NameLine(name, _says(edition, name))


def _says(edition: Edition, name: str) -> str:
    """What a name stands for: a choice with its values, a figure with its value today."""
    if name.startswith(PARAMETER):
        figure = edition.base.parameters[name.removeprefix(PARAMETER)]
        value = edition.figures[figure.name]
        return figure.label if value is None else f"{figure.label}: {figure.written(value)}"
    fact = edition.facts.by_name.get(name)
    if fact is not None and fact.values:
        return f"{fact.label}: {', '.join(repr(value) for value in fact.values)}"
    if fact is not None and not fact.yes:
        return f"{fact.label} (a {'number' if fact.measure else 'value'})"
    return clause(edition, Name(name))
