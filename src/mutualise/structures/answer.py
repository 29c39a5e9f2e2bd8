"""The whole answer for one option: can it hold the contract, why, what follows, what to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mutualise.rules import (
    Assessment,
    Confidence,
    Conflict,
    Contradiction,
    Edition,
    FindingResult,
    Items,
    Reason,
    Remedies,
    Value,
)
from mutualise.rules.facts import Fact
from mutualise.rules.names import CONTRACT, PRESENT_FORM, TEAM
from mutualise.structures.consequences import ConsequenceGroup, consequences
from mutualise.structures.forms import Contract, LegalForm, load_contracts, load_forms
from mutualise.structures.matrix import (
    Cell,
    Matrix,
    build_cell,
    build_matrix,
    contract_column,
    form_of,
    without_other_forms,
)
from mutualise.structures.solicitor import SolicitorQuestion, rules_in, solicitor_questions


@dataclass(frozen=True)
class HoldingAnswer:
    """Whether the chosen form can hold the chosen contract, and everything around it."""

    form: LegalForm
    contract: Contract
    cell: Cell
    reason: Reason
    remedies: Remedies
    confidence: Confidence
    from_memory: bool

    @property
    def result(self) -> FindingResult:
        return self.cell.result


@dataclass(frozen=True)
class StructureAnswer:
    """The answer for one set of answers on one date.

    `holding` is None until both a form and a contract are named; the matrix and the
    consequences are there from the start.
    """

    day: dt.date
    checked: dt.date
    contract: Contract | None
    form: LegalForm | None
    present_form: LegalForm | None
    holding: HoldingAnswer | None
    matrix: Matrix
    groups: tuple[ConsequenceGroup, ...]
    questions: tuple[SolicitorQuestion, ...]
    contradictions: tuple[Contradiction, ...]
    conflicts: tuple[Conflict, ...]
    assessment: Assessment

    @property
    def fact(self) -> Mapping[str, Fact]:
        """The vocabulary, to put names into words."""
        return self.assessment.edition.facts.by_name


def answer_structures(
    edition: Edition,
    answers: Mapping[str, Value],
    collections: Mapping[str, Items] | None = None,
) -> StructureAnswer:
    """What the law of the edition says about these answers.

    Cells of the matrix are found at once; their reasons and changes are worked out when a
    cell is opened.
    """
    assessment = Assessment(edition, answers, collections)
    contract = load_contracts().get(str(answers.get(CONTRACT, "")))
    form = form_of(assessment)
    holding = _holding(assessment, form, contract)
    situation = holding.cell.assessment if holding else assessment
    groups = consequences(
        situation,
        contract.goals if contract else (),
        form,
        load_forms().get(str(assessment.value(PRESENT_FORM) or "")),
    )
    questions: tuple[SolicitorQuestion, ...] = ()
    if holding is not None:
        questions = solicitor_questions(situation, holding.result, holding.reason, groups)
    return StructureAnswer(
        day=edition.day,
        checked=edition.base.checked_on,
        contract=contract,
        form=form,
        present_form=load_forms().get(str(assessment.value(PRESENT_FORM) or "")),
        holding=holding,
        matrix=build_matrix(assessment),
        groups=groups,
        questions=questions,
        # Of what the team said itself: what the form chosen makes so is laid over the situation.
        contradictions=tuple(c for c in assessment.contradictions() if c.binding),
        conflicts=situation.conflicts(),
        assessment=situation,
    )


# The surest first; the words of the matrix under which a form can or may hold a contract.
_MAY_HOLD = ("yes", "yes_if_agreed", "depends", "arguable", "precedent")


def cell_of(answer: StructureAnswer, form_id: str, column_id: str) -> Cell | None:
    """One form against one column, by their ids; None if there is no such form or column.

    Contracts that the table leaves out, to stay readable, have cells all the same.
    """
    form = load_forms().get(form_id)
    if form is None or not form.in_matrix:
        return None
    if (form_id, column_id) in answer.matrix.cells:
        return answer.matrix.cell(form_id, column_id)
    contract = load_contracts().get(column_id)
    column = contract_column(contract) if contract is not None else None
    if column is None:
        return None
    own = answer.form == form
    situation = answer.assessment if own else without_other_forms(answer.assessment)
    return build_cell(situation, form, column)


def forms_that_may_hold(answer: StructureAnswer, column_id: str) -> list[tuple[LegalForm, Cell]]:
    """The forms open to the team that can or may hold a contract, the surest first."""
    team = answer.assessment.value(TEAM)
    forms = [form for form in answer.matrix.rows if form.is_open_to(team)]
    cells = [(form, cell_of(answer, form.id, column_id)) for form in forms]
    found = [(form, cell) for form, cell in cells if cell is not None and cell.word in _MAY_HOLD]
    return sorted(found, key=lambda pair: _MAY_HOLD.index(pair[1].word))


def holding_for(cell: Cell) -> tuple[Reason, Confidence, bool]:
    """Why a cell reads as it does, how sure the law base is, and whether part is unread."""
    reason = cell.reason()
    rules = cell.assessment.edition.base.rules
    used = [rules[rule_id] for rule_id in {*rules_in(reason), *cell.result.qualified_by}]
    order = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]
    confidence = max((rule.confidence for rule in used), key=order.index, default=Confidence.HIGH)
    return reason, confidence, any("M" in rule.sources for rule in used)


def _holding(
    assessment: Assessment, form: LegalForm | None, contract: Contract | None
) -> HoldingAnswer | None:
    if form is None or contract is None:
        return None
    column = contract_column(contract)
    if column is None:
        return None
    cell = build_cell(assessment, form, column)
    reason, confidence, from_memory = holding_for(cell)
    return HoldingAnswer(form, contract, cell, reason, cell.changes(), confidence, from_memory)
