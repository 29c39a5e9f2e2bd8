"""What a policy officer is told before a rule goes out."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules.authoring import check_authoring
from mutualise.rules.scenarios import read_scenarios
from tests.rules.small_law import DAY, fact, rule, small_law

PROVED = """
- {id: S-1, facts: {a.x: true}, ask: d.ok, expected: true}
- {id: S-2, facts: {a.x: false}, ask: d.ok, expected: false}
"""


def sentences(law, scenarios=PROVED, listed=None, day=DAY):
    read = read_scenarios(scenarios, law)
    report = check_authoring(law, read, list(law.rules) if listed is None else listed, day)
    return [problem.sentence for problem in report.problems], report


@pytest.fixture
def law(tmp_path):
    return small_law(tmp_path, {"a.x": fact()}, [rule("R-1", "a.x", defines="d.ok")])


def test_a_sound_base_has_nothing_to_mend(law):
    assert sentences(law)[0] == []


def test_a_rule_that_vanished_is_missed(law):
    said, _ = sentences(law, listed=["R-1", "R-2"])

    assert said == ["R-2 has vanished. Put it back, as superseded if it is no longer law"]


def test_a_new_rule_must_be_listed(law):
    assert sentences(law, listed=[])[0] == ["add R-1 to law/rule_ids.txt"]


def test_a_rule_must_be_proved_both_ways(law):
    said, _ = sentences(law, "- {id: S-1, facts: {a.x: true}, ask: d.ok, expected: true}")

    assert said == ["R-1 has no scenario in which it does not hold. Write one"]


def test_a_rule_beneath_the_one_asked_about_is_proved_with_it(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact()},
        [rule("R-1", "a.x", defines="d.below"), rule("R-2", "d.below", defines="d.ok")],
    )

    assert sentences(law)[0] == []


def test_a_fact_nobody_asks_for_is_named(tmp_path):
    law = small_law(tmp_path, {"a.x": fact(), "b.y": fact()}, [rule("R-1", "a.x", defines="d.ok")])

    assert sentences(law)[0] == ["nothing asks for b.y. Use it in a rule, or remove it"]


def test_a_figure_in_a_condition_is_named(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "n.y": fact("int")},
        [rule("R-1", "a.x and n.y >= 0 and n.y <= 35", defines="d.ok")],
    )
    said, _ = sentences(
        law,
        "- {id: S-1, facts: {a.x: true, n.y: 5}, ask: d.ok, expected: true}\n"
        "- {id: S-2, facts: {a.x: false}, ask: d.ok, expected: false}",
    )

    assert said == ["R-1 holds the figure 35: make it a parameter"]


def test_what_nobody_can_answer_yet_needs_no_proof(tmp_path):
    law = small_law(
        tmp_path,
        {"national.x": fact(askable=False, unsettled="Not published.")},
        [rule("R-1", "national.x", defines="d.ok")],
    )

    assert sentences(law, "- {id: S-1, facts: {}, ask: d.ok, expected: unknown}")[0] == []


def test_what_was_checked_long_ago_is_told_and_not_refused(law):
    said, report = sentences(law, day=DAY + dt.timedelta(days=366))

    assert (said, report.stale) == ([], ("R-1",))
