"""What a change in the law would do to cases: whose answers differ, and by what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mutualise.casefile import CaseFile, case_collections
from mutualise.derivations.structures import answers_for, option_title
from mutualise.derivations.what_if_records import (
    BACKGROUND,
    CaseComparison,
    CellChange,
    ConsequenceChange,
    LawComparison,
    Position,
    Said,
)
from mutualise.rules import Assessment, Edition, Finding, Items, LawBase, Rule, Value
from mutualise.rules.differences import (
    Differing,
    LawDifference,
    deciding_differences,
    difference,
    differences_deciding_rule,
    differences_left_open,
)
from mutualise.rules.names import CONTRACTS, PRESENT_FORM, TEAM
from mutualise.rules.questions import open_facts
from mutualise.rules.reforms import Reform
from mutualise.structures import (
    CONTRACT,
    Cell,
    Contract,
    LegalForm,
    MatrixColumn,
    build_matrix,
    contract_column,
    form_of,
    load_contracts,
    load_forms,
    matrix_columns,
)
from mutualise.structures.consequences import consequences
from mutualise.structures.matrix import build_cell, situation_of_form_alone

Pair = tuple[Assessment, Assessment]


def compare_cases(before: Edition, after: Edition, cases: Iterable[CaseFile]) -> LawComparison:
    """Put every option and every contract of each case to both editions of the law.

    The date that a case names for itself is left aside: the editions say which law is asked.
    """
    law = difference(before, after)
    columns = tuple(c for c in matrix_columns() if law.beneath(c.definition))
    return LawComparison(
        law,
        tuple(CaseComparison(case, tuple(_positions(law, case, columns))) for case in cases),
    )


def compare_laws(
    before: LawBase, after: LawBase, cases: Iterable[CaseFile], day: dt.date
) -> LawComparison:
    """The same for two laws as at one day."""
    return compare_cases(before.at(day), after.at(day), cases)


def day_to_ask(reform: Reform, today: dt.date) -> dt.date:
    """The day on which to look at a reform if nobody says: today, or when it has begun."""
    return max(today, reform.begins or today)


def _positions(
    law: LawDifference, case: CaseFile, columns: tuple[MatrixColumn, ...]
) -> Iterator[Position]:
    compared = _Compared(law, columns, case_collections(case))
    held = case.collections.get(CONTRACTS)
    contracts: list[tuple[str | None, str]] = [(i.id, i.title) for i in held.items] if held else []
    for option in (None, *case.options):
        for contract_id, title in contracts or [(None, "")]:
            position = compared.position(answers_for(case, option, contract_id))
            words = title or (position.contract.label if position.contract else "")
            yield replace(
                position, option=option, title=option_title(case, option), contract_title=words
            )


Answers = frozenset[tuple[str, Value]]


@dataclass
class _Compared:
    """One case under both laws; the same answers are not worked out twice."""

    law: LawDifference
    columns: tuple[MatrixColumn, ...]
    collections: Mapping[str, Items]
    positions: dict[Answers, Position] = field(default_factory=dict)
    tables: dict[Answers, tuple[CellChange, ...]] = field(default_factory=dict)

    def position(self, answers: Mapping[str, Value]) -> Position:
        """What the answers give under both laws; the caller puts in the titles."""
        key = frozenset(answers.items())
        if key not in self.positions:
            self.positions[key] = self._position(answers)
        return self.positions[key]

    def _position(self, answers: Mapping[str, Value]) -> Position:
        law, pair = self.law, self._pair(answers)
        contract = load_contracts().get(str(answers.get(CONTRACT, "")))
        form = form_of(pair[0])
        column = contract_column(contract) if contract is not None else None
        before = after = None
        decided_by: tuple[Differing, ...] = ()
        asked: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        situations = pair
        if form is not None and column is not None:
            before, after = (build_cell(one, form, column) for one in pair)
            decided_by = cell_decided_by(law, before, after, column)
            situations = (before.assessment, after.assessment)
            if before.word == after.word and law.beneath(column.definition):
                asked = (_turns_on(before), _turns_on(after))
            if asked[0] != asked[1]:
                decided_by = differences_left_open(law, *situations, column.definition)
        return Position(
            option=None,
            title="",
            contract=contract,
            contract_title="",
            form=form,
            before=before,
            after=after,
            decided_by=decided_by,
            no_longer_asked=tuple(sorted(asked[0] - asked[1])),
            newly_asked=tuple(sorted(asked[1] - asked[0])),
            table=tuple(self._table(answers, pair, contract, before)),
            consequences=tuple(_consequences(law, situations, contract, form)),
        )

    def _pair(self, answers: Mapping[str, Value]) -> Pair:
        return (
            Assessment(self.law.before, answers, self.collections),
            Assessment(self.law.after, answers, self.collections),
        )

    def _table(
        self,
        answers: Mapping[str, Value],
        pair: Pair,
        contract: Contract | None,
        chosen: Cell | None,
    ) -> Iterator[CellChange]:
        """The cells that read differently, besides the chosen one."""
        for change in self._cells(answers, pair):
            form, column = change.about
            own_contract = contract is not None and column == contract.id
            open_to = load_forms()[form].is_open_to(pair[0].value(TEAM))
            if chosen is None or change.about != (chosen.form, chosen.column):
                yield replace(change, near=own_contract and open_to)

    def _cells(self, answers: Mapping[str, Value], pair: Pair) -> tuple[CellChange, ...]:
        # Each column of a contract lays its own contract over the answers.
        asks = any(column.contract is None for column in self.columns)
        key = frozenset(item for item in answers.items() if asks or item[0] != CONTRACT)
        if key not in self.tables:
            self.tables[key] = tuple(_changed_cells(self.law, pair, self.columns))
        return self.tables[key]


def _changed_cells(
    law: LawDifference, pair: Pair, columns: tuple[MatrixColumn, ...]
) -> Iterator[CellChange]:
    first, second = (build_matrix(one, columns) for one in pair)
    for column in columns:
        for form in first.rows:
            before, after = first.cell(form.id, column.id), second.cell(form.id, column.id)
            if before.word != after.word:
                decided_by = cell_decided_by(law, before, after, column)
                yield CellChange(before, after, decided_by)


def cell_decided_by(
    law: LawDifference, before: Cell, after: Cell, column: MatrixColumn
) -> tuple[Differing, ...]:
    """What makes two readings of a cell differ; nothing when they are the same."""
    if before.word == after.word:
        return ()
    pair = (before.assessment, after.assessment)
    if before.result.finding == after.result.finding:
        # The answer is no in both, but the form alone rules it out in one of them only.
        pair = (
            situation_of_form_alone(law.before, before.form, column),
            situation_of_form_alone(law.after, after.form, column),
        )
    return deciding_differences(law, *pair, column.definition)


def _turns_on(cell: Cell) -> frozenset[str]:
    """The facts that an answer that is not settled still waits for."""
    if cell.result.finding is not Finding.NOT_KNOWN:
        return frozenset()
    return frozenset(open_facts(cell.assessment, cell.result.about))


def _consequences(
    law: LawDifference, pair: Pair, contract: Contract | None, form: LegalForm | None
) -> Iterator[ConsequenceChange]:
    goals = contract.goals if contract else ()
    before, after = (_by_rule(situation, goals, form) for situation in pair)
    for rule_id in dict.fromkeys([*before, *after]):
        first, second = before.get(rule_id), after.get(rule_id)
        if first is not None and second is not None and first[2].means() == second[2].means():
            continue
        group, rule, _ = first or after[rule_id]
        yield ConsequenceChange(
            rule,
            group,
            first[2] if first else None,
            second[2] if second else None,
            differences_deciding_rule(law, *pair, rule_id),
        )


def _by_rule(
    situation: Assessment, goals: tuple[str, ...], form: LegalForm | None
) -> Mapping[str, tuple[str, Rule, Said]]:
    """What follows, by the rule that says so, with the heading it stands under."""
    today = load_forms().get(str(situation.value(PRESENT_FORM) or ""))
    found: dict[str, tuple[str, Rule, Said]] = {}
    for group in consequences(situation, goals, form, today):
        for item in (*group.applies, *group.open):
            said = Said(item.certainty.value, item.text, item.when, item.open_facts)
            found[item.rule.id] = (group.label, item.rule, said)
        for rule in group.background:
            found[rule.id] = (group.label, rule, Said(BACKGROUND, rule.statement))
    return found
