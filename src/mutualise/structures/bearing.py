"""Which rules bear on a legal form or a contract: worked out from the law, not listed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from mutualise.rules import Assessment, Edition, Value
from mutualise.rules.base import topic_key
from mutualise.rules.behind import rules_behind_all
from mutualise.rules.deciding import truth_of
from mutualise.structures.forms import LegalForm, load_contracts, load_forms
from mutualise.structures.matrix import CONTRACT, build_cell, matrix_columns
from mutualise.structures.solicitor import rules_in

RulesByKey = Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def rules_by_form(edition: Edition) -> RulesByKey:
    """For each legal form or pattern, the rules that bear on it.

    A rule bears on a form if some forms rule it out and this one does not, if whether the
    form can hold a contract rests on it, or if what we say of the form rests on it.
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

    A rule bears on a contract if some contracts rule it out and this one does not, or if
    who can hold the contract, or what else matters with it, is decided by the rule.
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


def _turning(
    edition: Edition, situations: Mapping[str, dict[str, Value]]
) -> dict[str, frozenset[str]]:
    """For each situation, the rules that another situation rules out and this one does not."""
    truths = {key: dict(_truths(edition, answers)) for key, answers in situations.items()}
    decided = {
        rule_id for found in truths.values() for rule_id, truth in found.items() if truth is False
    }
    return {
        key: frozenset(rule_id for rule_id in decided if found[rule_id] is not False)
        for key, found in truths.items()
    }


def _truths(edition: Edition, answers: dict[str, Value]) -> Iterator[tuple[str, bool | None]]:
    """Whether each rule can apply when no more than these answers is known."""
    situation = Assessment(edition, answers)
    topics = {
        topic_id: truth_of(situation, edition.base.trees[topic_key(topic_id)])
        for topic_id in edition.topics
    }
    for rule in edition.base.rules.values():
        if not rule.in_force_on(edition.day):
            continue
        holds = situation.holds(rule.id) if rule.id in edition.rules else None
        concerns = topics.get(rule.topic)
        yield rule.id, False if concerns is False else holds


def _in_the_matrix(edition: Edition, form: LegalForm) -> Iterator[str]:
    nothing = Assessment(edition, {})
    for column in matrix_columns():
        yield from rules_in(build_cell(nothing, form, column).reason())


def _said_of(form: LegalForm) -> Iterator[str]:
    for fact in (form.liability, *form.attributes.values()):
        if fact.rule:
            yield fact.rule
