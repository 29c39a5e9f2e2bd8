"""The comparison of two laws as text for a terminal."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator

from mutualise.cli.asking import NOT_ADVICE
from mutualise.derivations.what_if_records import (
    CaseComparison,
    CellChange,
    ConsequenceChange,
    LawComparison,
    Position,
    Shared,
)
from mutualise.derivations.what_if_words import certainty, part_words, where, where_in_table
from mutualise.rules.differences import Differing
from mutualise.rules.facts import Facts, written_date
from mutualise.rules.reasons import reason_lines
from mutualise.rules.reforms import Reform
from mutualise.structures import Cell, load_finding_words, load_forms, matrix_columns


def report(comparison: LawComparison, reform: Reform, *, whole: bool) -> Iterator[str]:
    """What is different, how many cases change, and each change with what it comes from.

    `whole` adds the reasons line by line, and what is different outside the cases.
    """
    first, last = comparison.law.before.day, comparison.law.after.day
    if first != last:
        yield f"The law on {written_date(first)}, and the law on {written_date(last)}"
    else:
        yield f"What if: {reform.title}"
        yield "This is not the law. It shows what the answers would be if the law were different."
        yield f"Asked as at {written_date(first)}."
    yield ""
    yield from _different(comparison, reform, first)
    yield ""
    yield from _totals(comparison)
    for case in comparison.cases:
        if case.changes or (whole and case.changes_elsewhere):
            yield ""
            yield from _case(comparison, case, whole=whole)
    yield ""
    yield NOT_ADVICE


def _different(comparison: LawComparison, reform: Reform, day: dt.date) -> Iterator[str]:
    law = comparison.law
    if not law.parts:
        late = ""
        if reform.begins is not None and reform.begins > day:
            begins = written_date(reform.begins)
            late = f" The reform would begin on {begins}: ask about a day from then on."
        yield f"Nothing in the law is different.{late}"
        return
    yield "What is different in the law"
    for part in law.parts:
        words = part_words(law, part)
        yield from _wrapped(f"- {words.id} ({words.part}): {words.label}", 2)
        yield from _wrapped(f"before: {words.before or 'not in force'}", 6)
        yield from _wrapped(f"after:  {words.after or 'not in force'}", 6)
    if comparison.unused and comparison.changed:
        yield f"In these cases nothing turns on: {_listed(comparison.unused)}."


def _totals(comparison: LawComparison) -> Iterator[str]:
    every, own = len(comparison.cases), len(comparison.changed)
    yield f"{own} of {every} cases get another answer."
    number = len(comparison.changed_elsewhere)
    if number:
        more = "1 other" if number == 1 else f"{number} others"
        yield f"In {more}, only forms and contracts that are not the team's own read otherwise."


def _case(comparison: LawComparison, case: CaseComparison, *, whole: bool) -> Iterator[str]:
    yield case.case.title
    facts = comparison.law.after.facts
    for position in case.positions:
        yield from _position(position, facts, whole=whole)
    for change in case.consequences:
        yield from _consequence(change, case, facts)
    same = sum(not position.changes for position in case.positions)
    yield f"  Unchanged: {same} of {len(case.positions)} pairs of an option and a contract."
    if case.near:
        yield "  Other forms for the same contracts"
        yield from (f"    {_table(found, case)}" for found in case.near)
    if case.far and whole:
        yield "  Forms and contracts that are not the team's own"
        yield from (f"    {_table(found, case)}" for found in case.far)
    elif case.far:
        yield f"  Elsewhere in the table of forms and contracts: {len(case.far)} (see --why)."


def _position(position: Position, facts: Facts, *, whole: bool) -> Iterator[str]:
    if not position.holding_changes and not position.no_longer_asked + position.newly_asked:
        return
    yield from _wrapped(f"{position.title}; {position.contract_title}", 2)
    by = f"[{_listed(position.decided_by)}]"
    if position.holding_changes and position.before and position.after:
        yield f"    Can it hold it? {_turn(position.before, position.after)}  {by}"
        for lead, cell in (("Before", position.before), ("After", position.after)):
            if whole:
                yield f"      {lead}:"
                law = cell.assessment.edition.base
                yield from reason_lines(law, cell.reason(), depth=4)
    yield from _asked(position.no_longer_asked, position.newly_asked, facts, by)


def _consequence(
    shared: Shared[ConsequenceChange], case: CaseComparison, facts: Facts
) -> Iterator[str]:
    change = shared.change
    by = f"[{_listed(change.decided_by)}]"
    same = change.before and change.after and change.before.certainty == change.after.certainty
    turn = f"{certainty(change.before)} -> {certainty(change.after)}"
    said = f"still {certainty(change.after)}" if same else turn
    yield f"  {change.group}, {change.rule.id}: {said}  {by}"
    yield from _wrapped(f"In: {where(shared.positions, case)}", 4)
    shown = change.after or change.before
    if shown is not None and not change.no_longer_asked + change.newly_asked:
        yield from _wrapped(shown.text, 4)
    yield from _asked(change.no_longer_asked, change.newly_asked, facts, "")


def _asked(
    no_longer: tuple[str, ...], newly: tuple[str, ...], facts: Facts, by: str
) -> Iterator[str]:
    for lead, names in (("It no longer turns on", no_longer), ("It would turn on", newly)):
        if names:
            labels = "; ".join(facts[name].label for name in names)
            yield from _wrapped(f"{lead}: {labels}  {by}".rstrip(), 4)


def _turn(before: Cell, after: Cell) -> str:
    words = load_finding_words()
    return f"{words[before.word].label} -> {words[after.word].label}"


def _table(shared: Shared[CellChange], case: CaseComparison) -> str:
    change, seen, every = shared.change, len(shared.positions), len(case.positions)
    form = load_forms()[change.before.form].short
    column = next(c.short for c in matrix_columns() if c.id == change.before.column)
    often = f"; in {seen} of {every} pairs" if where_in_table(shared, case) else ""
    turn = _turn(change.before, change.after)
    return f"{form} and {column}: {turn}  [{_listed(change.decided_by)}{often}]"


def _listed(parts: Iterable[Differing]) -> str:
    return ", ".join(part.id for part in parts)


def _wrapped(text: str, indent: int) -> list[str]:
    lead = " " * indent
    return textwrap.wrap(
        text, 100, initial_indent=lead, subsequent_indent=f"{lead}  ", break_on_hyphens=False
    )
