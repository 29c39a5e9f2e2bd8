"""What a policy officer is told before a rule goes out."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules.authoring import check_authoring
from mutualise.rules.scenarios import read_scenarios
from tests.rules.small_law import DAY, dated, fact, rule, small_law

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

    assert (said, report.freshness.stale_rules) == ([], ("R-1",))


def inference(number, value, when, **more):
    return {
        "id": f"I-{number}",
        "fact": "a.x",
        "value": value,
        "when": when,
        "because": "it is usual",
        "provision": "s.1",
        **more,
    }


CLASH = "I-1 and I-2 give it two values where b.y is True, b.z is True. Narrow one of them"


def two_inferences(tmp_path, **more):
    facts = {"a.x": fact(), "b.y": fact(), "b.z": fact()}
    inferences = [inference(1, "True", "b.y"), inference(2, "False", "b.z", **more)]
    return small_law(tmp_path, facts, [rule("R-1", "a.x", defines="d.ok")], inferences=inferences)


FOLLOWS = """
- {id: S-3, facts: {b.y: true}, ask: a.x, expected: true}
- {id: S-4, facts: {b.z: true}, ask: a.x, expected: false}
"""


def test_two_inferences_that_give_a_fact_two_values_are_named_with_a_case(tmp_path):
    assert sentences(two_inferences(tmp_path), PROVED + FOLLOWS)[0] == [CLASH]


def test_what_the_law_makes_so_goes_before_what_is_usual(tmp_path):
    assert sentences(two_inferences(tmp_path, binding=True), PROVED + FOLLOWS)[0] == []


def test_each_inference_needs_a_scenario(tmp_path):
    law = two_inferences(tmp_path, binding=True)

    said, _ = sentences(law, PROVED + FOLLOWS.partition("- {id: S-4")[0])

    assert said == ["I-2 has no scenario in which a.x follows by it. Write one"]


def test_two_exceptions_that_displace_a_rule_differently_are_named(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "b.y": fact(), "b.z": fact()},
        [
            rule("R-1", "a.x", defines="d.ok"),
            rule("R-2", "b.y", exception_to="R-1", gives=True),
            rule("R-3", "b.z", exception_to="R-1", gives=False),
        ],
    )

    said, _ = sentences(law, PROVED)

    assert any(s.startswith("R-2 and R-3 displace R-1 differently where b.y is True") for s in said)


def test_two_rules_that_decide_one_question_differently_are_named(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "b.y": fact()},
        [rule("R-1", "a.x", defines="d.ok"), rule("R-2", "b.y", defines="d.ok")],
    )

    said, _ = sentences(law, PROVED)

    assert any(s.startswith("R-1 and R-2 decide d.ok differently where") for s in said)


def test_a_limit_is_tried_at_itself_and_just_past_it(tmp_path):
    law = small_law(
        tmp_path,
        {"n.y": fact("int")},
        [rule("R-1", "n.y <= parameter.limit", defines="d.ok")],
        parameters={"limit": {"label": "Limit", "unit": "people", "values": [dated(35)]}},
    )
    far = """
- {id: S-1, facts: {n.y: 35}, ask: d.ok, expected: true}
- {id: S-2, facts: {n.y: 90}, ask: d.ok, expected: false}
"""

    said, _ = sentences(law, far)
    near, _ = sentences(law, far.replace("90", "36"))

    assert said == [
        "R-1 needs a scenario at the limit of 'n.y <= parameter.limit', and one just past it"
    ]
    assert near == []


def test_a_rule_that_makes_a_finding_less_certain_is_shown_to_do_so(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.x", defines="d.ok"),
            rule(
                "R-2",
                "a.trust",
                qualifies=[{"findings": ["d.ok"], "from": "no", "to": "precedent"}],
            ),
        ],
    )
    both_ways = """
- {id: S-3, facts: {a.trust: true}, ask: "rule:R-2", expected: true}
- {id: S-4, facts: {a.trust: false}, ask: "rule:R-2", expected: false}
"""
    shown = """
- {id: S-5, facts: {a.x: false, a.trust: true}, ask: d.ok, expected: false, outcome: precedent}
"""

    said, _ = sentences(law, PROVED + both_ways)

    assert said == [
        "R-2 has no scenario in which it turns the finding on d.ok to precedent. Write one"
    ]
    assert sentences(law, PROVED + both_ways + shown)[0] == []


@pytest.mark.parametrize(
    ("expected", "says"),
    [("true", "S-3 repeats S-1"), ("false", "S-3 has the facts and question, and another answer")],
)
def test_the_same_facts_and_question_stand_once(law, expected, says):
    again = f"- {{id: S-3, facts: {{a.x: true}}, ask: d.ok, expected: {expected}}}"

    (said,) = sentences(law, f"{PROVED}{again}")[0]

    assert said.startswith(says)


def test_an_id_names_one_scenario(law):
    other = "- {id: S-1, facts: {}, ask: d.ok, expected: unknown}"

    assert sentences(law, f"{PROVED}{other}")[0] == ["S-1 names two scenarios"]


def test_a_scenario_may_not_say_what_the_law_rules_out(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "b.y": fact()},
        [rule("R-1", "a.x", defines="d.ok")],
        inferences=[inference(1, "True", "b.y", binding=True)],
    )
    follows = "- {id: S-3, facts: {b.y: true}, ask: a.x, expected: true}\n"
    against = "- {id: S-4, facts: {a.x: false, b.y: true}, ask: d.ok, expected: true}"

    (said,) = sentences(law, f"{PROVED}{follows}{against}")[0]

    assert said == "S-4 says a.x is False, which I-1 rules out. Leave it out, or correct it"


def test_a_source_without_a_date_is_told(law):
    assert sentences(law)[1].freshness.undated_sources == ("S",)


@pytest.mark.parametrize(
    ("provision", "named"),
    [
        ("Imagined Services Act 2031 s.4", "“… Act 2031”"),
        ("SI 2031/7 reg 2", "SI 2031/7"),
    ],
)
def test_a_statute_without_a_title_is_named(tmp_path, provision, named):
    law = small_law(
        tmp_path, {"a.x": fact()}, [rule("R-1", "a.x", defines="d.x", provision=provision)]
    )
    [said] = [said for said in sentences(law, "[]")[0] if "statutes.yaml" in said]
    assert said.startswith(f"R-1 cites {named}, which is not in law/statutes.yaml. ")


def test_a_statute_with_a_title_is_not(tmp_path):
    provision = "NHS Act 2006 s.86(3), as amended by the Health and Social Care Act 2012 s.28"
    law = small_law(
        tmp_path, {"a.x": fact()}, [rule("R-1", "a.x", defines="d.x", provision=provision)]
    )
    assert not [said for said in sentences(law, "[]")[0] if "statutes.yaml" in said]
