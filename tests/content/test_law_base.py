"""The law base as it ships: no rule may vanish, none is without a source."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.content.loader import content_root
from mutualise.expressions import Literal, subtrees
from mutualise.rules import RuleKind, load_law

LAW = load_law()
LISTED = (content_root() / "law/rule_ids.txt").read_text(encoding="utf-8").split()


def test_every_rule_ever_listed_is_still_there():
    assert sorted(set(LISTED) - set(LAW.rules)) == []


def test_every_rule_is_on_the_list():
    assert sorted(set(LAW.rules) - set(LISTED)) == []


@pytest.mark.parametrize("rule_id", LISTED)
def test_a_rule_says_where_it_comes_from_and_when_it_was_checked(rule_id):
    rule = LAW.rules[rule_id]

    assert rule.provision
    assert rule.sources
    assert dt.date(2026, 1, 1) <= rule.checked <= dt.date(2026, 12, 31)
    assert rule.statement.endswith((".", "?"))
    assert rule.consequence.endswith(".")


@pytest.mark.parametrize("rule_id", [key for key, rule in LAW.rules.items() if rule.condition])
def test_no_legal_or_money_figure_stands_inside_a_condition(rule_id):
    figures = [
        part.value
        for part in subtrees(LAW.trees[rule_id])
        if isinstance(part, Literal) and not isinstance(part.value, bool | str)
    ]

    assert set(figures) <= {0, 1}


def test_what_is_uncertain_has_a_question_for_a_solicitor():
    without = [rule.id for rule in LAW.rules.values() if rule.qualifies and not rule.ask_solicitor]

    assert without == []


def test_the_three_kinds_of_rule_are_all_in_use():
    assert {rule.kind for rule in LAW.rules.values()} == set(RuleKind)
