"""What an answer may rest on, and which scenarios prove a rule."""

from mutualise.rules import load_law
from mutualise.rules.behind import rules_behind, rules_behind_all
from mutualise.rules.proving import load_scenarios, proofs
from tests.rules.small_law import fact, rule, small_law

LAW = load_law()


def chain(folder):
    return small_law(
        folder,
        {"a.x": fact(), "a.y": fact()},
        [
            rule("R-1", "a.x", defines="d.low"),
            rule("R-2", "d.low", defines="d.high"),
            rule("R-3", "a.y", exception_to="R-1"),
            rule(
                "R-4",
                "a.y",
                ask_solicitor="Is it?",
                qualifies=[{"findings": ["d.high"], "from": "no", "to": "precedent"}],
            ),
            rule("R-5", "a.y", defines="d.apart"),
            rule("R-6"),
        ],
    )


def test_what_a_definition_builds_on_is_behind_it_with_exceptions_and_doubts(tmp_path):
    law = chain(tmp_path)
    assert rules_behind(law, "d.high") == ("R-2", "R-1", "R-4", "R-3")
    assert rules_behind(law, "rule:R-1") == ("R-1", "R-3")
    assert rules_behind_all(law, ["d.apart", "rule:R-1"]) == ("R-5", "R-1", "R-3")


def test_a_fact_and_guidance_have_no_rules_behind_them(tmp_path):
    law = chain(tmp_path)
    assert rules_behind(law, "a.x") == ()
    assert rules_behind(law, "rule:R-6") == ()


def test_each_scenario_proves_what_it_asks_about():
    for scenario in load_scenarios(LAW):
        if scenario.ask.startswith("rule:"):
            assert scenario in proofs(LAW)[scenario.ask.removeprefix("rule:")].asking
        for defining in LAW.definitions.get(scenario.ask, ()):
            assert scenario in proofs(LAW)[defining.id].asking


def test_a_scenario_about_what_builds_on_a_rule_counts_as_a_further_one():
    proof = proofs(LAW)["GMS-01"]
    asked = {scenario.ask for scenario in proof.asking}
    assert asked <= {"gms.eligible_type", "rule:GMS-01"}
    whole = [s for s in load_scenarios(LAW) if "GMS-01" in rules_behind(LAW, s.ask)]
    assert len(proof.asking) + proof.further == len(whole)
