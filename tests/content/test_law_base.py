"""The law base as it ships: no rule may vanish, none is without a source."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.content.loader import content_files, content_root
from mutualise.rules import RuleKind, load_law
from mutualise.rules.authoring import check_authoring
from mutualise.rules.scenarios import read_scenarios

LAW = load_law()
LISTED = (content_root() / "law/rule_ids.txt").read_text(encoding="utf-8").split()


def test_the_base_passes_the_authoring_checks():
    scenarios = [
        scenario
        for _, source in content_files(content_root(), "law/scenarios")
        for scenario in read_scenarios(source.read_text(encoding="utf-8"), LAW)
    ]
    report = check_authoring(LAW, scenarios, LISTED, dt.date(2026, 11, 24))

    assert [f"{problem.place}: {problem.sentence}" for problem in report.problems] == []


@pytest.mark.parametrize("rule_id", LISTED)
def test_a_rule_says_where_it_comes_from_and_when_it_was_checked(rule_id):
    rule = LAW.rules[rule_id]

    assert rule.provision
    assert rule.sources
    assert dt.date(2026, 1, 1) <= rule.checked <= dt.date(2026, 12, 31)
    assert rule.statement.endswith((".", "?"))
    assert rule.consequence.endswith(".")


def test_what_is_uncertain_has_a_question_for_a_solicitor():
    without = [rule.id for rule in LAW.rules.values() if rule.qualifies and not rule.ask_solicitor]

    assert without == []


def test_the_three_kinds_of_rule_are_all_in_use():
    assert {rule.kind for rule in LAW.rules.values()} == set(RuleKind)
