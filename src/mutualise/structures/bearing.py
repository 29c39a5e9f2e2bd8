"""Which rules bear on a legal form or a contract: worked out from the law, not listed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from mutualise.expressions import And, Expression, Or, names_in
from mutualise.rules import Assessment, Edition, Value
from mutualise.rules.base import topic_key
from mutualise.rules.behind import rules_behind_all
from mutualise.rules.deciding import truth_of
from mutualise.rules.names import CONTRACT, PRESENT_FORM
from mutualise.structures.consequences import SETTLED, consequences
from mutualise.structures.forms import LegalForm, load_contracts, load_forms
from mutualise.structures.matrix import build_cell, contract_column, form_of, matrix_columns
from mutualise.structures.solicitor import rules_in

RulesByKey = Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def rules_by_form(edition: Edition) -> RulesByKey:
    """For each legal form or pattern, the rules that bear on it.

    A rule bears on a form if it can matter for this form and not for every other, if whether
    the form can hold a contract rests on it, or if what we say of the form rests on it.
    """
    forms = {form.id: form for form in load_forms().values() if form.form}
    turning = _turning(edition, {form.id: dict(form.sets) for form in forms.values()})
    return {
        key: frozenset({*turning[key], *_in_the_matrix(edition, form), *_said_of(form)})
        for key, form in forms.items()
    }


@lru_cache(maxsize=4)
def rules_by_contract(edition: Edition) -> RulesByKey:
    """For each contract, the rules that bear on it.

    A rule bears on a contract if it can matter for this contract and not for every other, or
    if who can hold the contract, or what else matters with it, is decided by the rule.
    """
    contracts = load_contracts()
    turning = _turning(edition, {key: {CONTRACT: key} for key in contracts})
    return {
        key: frozenset(
            {
                *turning[key],
                *rules_behind_all(
                    edition.base, [name for name in (item.definition, *item.goals) if name]
                ),
            }
        )
        for key, item in contracts.items()
    }


def rules_of_answer(assessment: Assessment) -> dict[str, bool]:
    """The rules that an answer rests on: True for those that decide who can hold the contract.

    The rest are among what follows. It is the same as for the whole answer, without the table
    of all forms and contracts, and without what would have to change.
    """
    forms, contract = load_forms(), load_contracts().get(str(assessment.value(CONTRACT) or ""))
    form = form_of(assessment)
    column = contract_column(contract) if contract is not None else None
    deciding: list[str] = []
    situation = assessment
    if form is not None and column is not None:
        cell = build_cell(assessment, form, column)
        result, situation = cell.result, cell.assessment
        deciding = [*rules_in(cell.reason()), *result.qualified_by, *result.provisos]
    present = forms.get(str(assessment.value(PRESENT_FORM) or ""))
    groups = consequences(situation, contract.goals if contract else (), form, present)
    follows = (i.rule.id for g in groups for i in g.applies if i.certainty in SETTLED)
    return dict.fromkeys(follows, False) | dict.fromkeys(deciding, True)


def _turning(
    edition: Edition, situations: Mapping[str, dict[str, Value]]
) -> dict[str, frozenset[str]]:
    """For each situation, the rules that can matter in it and not in every other one."""
    live = {key: frozenset(_Live(edition, answers).rules()) for key, answers in situations.items()}
    in_all = frozenset.intersection(*live.values())
    return {key: rules - in_all for key, rules in live.items()}


class _Live:
    """The rules that can still matter when no more than a few answers is known.

    Begins at what is asked for itself (every consequence, and each definition that no rule
    builds on) and follows each condition as far as the answers leave it open.
    """

    def __init__(self, edition: Edition, answers: dict[str, Value]) -> None:
        self.edition = edition
        self.situation = Assessment(edition, answers)
        self.found: dict[str, None] = {}
        self.off = {
            topic_id
            for topic_id in edition.topics
            if truth_of(self.situation, edition.base.trees[topic_key(topic_id)]) is False
        }

    def rules(self) -> Iterable[str]:
        """Their ids; guidance is among them where its topic is."""
        base = self.edition.base
        used = {name for rule in self.edition.rules.values() for name in names_in(rule.tree)}
        for rule in base.rules.values():
            if not rule.condition and rule.in_force_on(self.edition.day):
                if rule.topic not in self.off:
                    self.found[rule.id] = None
            elif rule.defines not in used and not rule.exception_to:
                self._visit(rule.id)
        return self.found

    def _visit(self, rule_id: str) -> None:
        compiled = self.edition.rules.get(rule_id)
        if compiled is None or rule_id in self.found or compiled.rule.topic in self.off:
            return
        if self.situation.holds(rule_id) is not False:
            self.found[rule_id] = None
            self._follow(compiled.tree)
            for exception in compiled.exceptions:
                self._visit(exception.rule.id)

    def _follow(self, tree: Expression) -> None:
        if isinstance(tree, And | Or):
            for part in tree.parts:
                if truth_of(self.situation, part) is not False:
                    self._follow(part)
            return
        for name in names_in(tree):
            for rule in self.edition.base.definitions.get(name, ()):
                self._visit(rule.id)


def _in_the_matrix(edition: Edition, form: LegalForm) -> Iterator[str]:
    nothing = Assessment(edition, {})
    for column in matrix_columns():
        yield from rules_in(build_cell(nothing, form, column).reason())


def _said_of(form: LegalForm) -> Iterator[str]:
    for fact in (form.liability, *form.attributes.values()):
        if fact.rule:
            yield fact.rule
