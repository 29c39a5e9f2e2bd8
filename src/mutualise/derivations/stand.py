"""One set of answers under one edition of the law, asked only for what is needed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mutualise.rules import Assessment, Edition, Items, Value
from mutualise.rules.names import PRESENT_FORM
from mutualise.structures import (
    CONTRACT,
    Cell,
    Contract,
    LegalForm,
    MatrixColumn,
    contract_column,
    form_of,
    load_contracts,
    load_forms,
    matrix_columns,
)
from mutualise.structures.consequences import consequences
from mutualise.structures.matrix import build_cell, without_other_forms

Pair = tuple[str, str]


@dataclass(frozen=True)
class Stand:
    """Where a team stands: what it answered, put to an edition of the law."""

    edition: Edition
    answers: Mapping[str, Value]
    collections: Mapping[str, Items]

    def cell(self, pair: Pair) -> Cell | None:
        """A form against a contract, as the table has it; None if either is not there."""
        form, column = load_forms().get(pair[0]), column_of(pair[1])
        if form is None or column is None:
            return None
        situation = self._assessment if form == self.form else self._whatever_the_form
        return build_cell(situation, form, column)

    def word(self, pair: Pair) -> str:
        """How the cell reads; empty where there is none."""
        cell = self.cell(pair)
        return "" if cell is None else cell.word

    @cached_property
    def form(self) -> LegalForm | None:
        return form_of(self._assessment)

    @cached_property
    def contract(self) -> Contract | None:
        return load_contracts().get(str(self.answers.get(CONTRACT, "")))

    @property
    def own(self) -> Pair | None:
        """The form and the contract chosen, if both are."""
        return (self.form.id, self.contract.id) if self.form and self.contract else None

    @cached_property
    def situation(self) -> Assessment:
        """The answers as the chosen form and contract see them."""
        own = self.own
        cell = None if own is None else self.cell(own)
        return self._assessment if cell is None else cell.assessment

    @cached_property
    def follows(self) -> Mapping[str, str]:
        """The certainty of everything that follows, by the rule that says so."""
        goals = self.contract.goals if self.contract else ()
        today = load_forms().get(str(self._assessment.value(PRESENT_FORM) or ""))
        return {
            item.rule.id: item.certainty.value
            for group in consequences(self.situation, goals, self.form, today)
            for item in (*group.applies, *group.open)
        }

    @cached_property
    def _assessment(self) -> Assessment:
        return Assessment(self.edition, self.answers, self.collections)

    @cached_property
    def _whatever_the_form(self) -> Assessment:
        return without_other_forms(self._assessment)


def column_of(contract: str) -> MatrixColumn | None:
    """The column of a contract, or another column of the table."""
    found = next((column for column in matrix_columns() if column.id == contract), None)
    if found is None and contract in load_contracts():
        return contract_column(load_contracts()[contract])
    return found
