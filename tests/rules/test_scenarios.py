"""Scenario files: run, reported, and read with errors that teach."""

from __future__ import annotations

import re

import pytest

from mutualise.rules import Finding
from mutualise.rules.scenarios import ScenarioError, read_scenarios, run_scenarios
from tests.rules.small_law import DAY, fact, rule, small_law


@pytest.fixture
def law(tmp_path):
    return small_law(
        tmp_path,
        {
            "entity.form": fact("enum", values={"cls": "Shares", "clg": "Guarantee"}),
            "a.trust": fact(),
        },
        [
            rule("R-1", "entity.form == 'cls' and not a.trust", defines="d.ok"),
            rule(
                "R-2",
                "a.trust",
                qualifies=[{"findings": ["d.ok"], "from": "no", "to": "precedent"}],
            ),
            rule("R-3"),
            rule("R-4", "a.trust", in_force_from="2025-07-21"),
        ],
    )


def run(text, law):
    return run_scenarios(read_scenarios(text, law), law, DAY)


def test_a_scenario_tests_a_definition_a_rule_and_a_finding(law):
    results = run(
        """
- {id: S-1, facts: {entity.form: cls, a.trust: false}, ask: d.ok, expected: true}
- {id: S-2, facts: {entity.form: cls}, ask: d.ok, expected: unknown, outcome: not known}
- {id: S-3, facts: {a.trust: true}, ask: "rule:R-2", expected: true}
- id: S-4
  facts: {a.trust: true}
  ask: d.ok
  expected: false
  outcome: text says no but there is precedent
- {id: S-5, facts: {d.ok: true}, ask: d.ok, expected: true}
""",
        law,
    )

    assert [result.passed for result in results] == [True] * 5


def test_a_failure_carries_what_was_found_and_why(law):
    (result,) = run(
        "- {id: S-1, facts: {a.trust: true}, ask: d.ok, expected: false, outcome: no}", law
    )

    assert not result.passed
    assert result.finding is Finding.PRECEDENT
    assert result.reason.because


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{facts: {a.trusts: true}, ask: d.ok, expected: true}", "Did you mean a.trust?"),
        ("{facts: {entity.form: clss}, ask: d.ok, expected: true}", "Did you mean cls?"),
        ("{facts: {a.trust: maybe}, ask: d.ok, expected: true}", "cannot be 'maybe'"),
        ("{facts: {a.trust: true}, ask: d.okay, expected: true}", "Did you mean d.ok?"),
        ("{facts: {a.trust: true}, ask: 'rule:R-9', expected: true}", "there is no rule 'R-9'"),
        ("{facts: {a.trust: true}, ask: 'rule:R-3', expected: true}", "has no condition"),
        ("{facts: {a.trust: true}, ask: d.ok, expected: perhaps}", "true, false or unknown"),
        ("{facts: {a.trust: true}, ask: d.ok}", "true, false or unknown"),
        ("{facts: {a.trust: true}, ask: d.ok, expected: no, outcome: maybe}", "not a finding"),
        ("{ask: d.ok, expected: true}", "'facts' is missing"),
        ("just words", "a set of 'name: value' lines"),
    ],
)
def test_a_faulty_scenario_is_named_by_line_with_the_remedy(law, line, says):
    with pytest.raises(ScenarioError) as caught:
        read_scenarios(f"# a comment\n- {line}\n", law)

    assert "Line 2" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", "a: 1", "- [", "\0"])
def test_what_is_not_a_list_of_scenarios_is_refused(law, text):
    with pytest.raises(ScenarioError):
        read_scenarios(text, law)


@pytest.mark.parametrize(
    ("written", "finding"),
    [
        ("yes", Finding.YES),
        ("yes-if-commissioner-agrees", Finding.YES_IF_AGREED),
        ("yes if a third party agrees", Finding.YES_IF_AGREED),
        ("Arguable", Finding.ARGUABLE),
        ("text-no-but-precedent", Finding.PRECEDENT),
        ("not known", Finding.NOT_KNOWN),
        ("unknown", Finding.NOT_KNOWN),
        ("no", Finding.NO),
    ],
)
def test_a_finding_may_be_written_in_the_usual_ways(written, finding):
    assert Finding.read(written) is finding


OWNERS = {
    "person.gp": fact(collection="owners"),
    "a.gp_owns": fact(),
    "a.kind": fact("enum", values={"many": "Many", "one": "One"}),
    "a.trust": fact(),
}


@pytest.fixture
def law_of_owners(tmp_path):
    return small_law(
        tmp_path,
        OWNERS,
        [
            rule("R-1", "a.gp_owns and not a.trust", defines="d.ok"),
            rule("R-2", "a.kind == 'one'", defines="d.one"),
        ],
        inferences=[
            {
                "id": "I-1",
                "fact": "a.gp_owns",
                "value": "any(person.gp for person in owners)",
                "because": "the list says so",
                "provision": "s.1",
            },
            {
                "id": "I-2",
                "fact": "a.kind",
                "value": "'one'",
                "when": "a.trust",
                "because": "it is usual",
                "provision": "s.2",
            },
        ],
    )


def test_a_scenario_may_list_owners_and_say_that_there_are_more(law_of_owners):
    results = run(
        """
- id: S-1
  facts: {}
  collections: {owners: [{person.gp: false}, {person.gp: true}]}
  ask: a.gp_owns
  expected: true
- id: S-2
  facts: {}
  collections: {owners: [{person.gp: false}]}
  ask: a.gp_owns
  expected: false
- id: S-3
  facts: {}
  collections: {owners: [{person.gp: false}, "..."]}
  ask: a.gp_owns
  expected: unknown
""",
        law_of_owners,
    )

    assert [result.passed for result in results] == [True] * 3


def test_a_scenario_may_ask_for_a_fact_that_follows(law_of_owners):
    follows, does_not, wrong = run(
        """
- {id: S-1, facts: {a.trust: true}, ask: a.kind, expected: one}
- {id: S-2, facts: {a.trust: false}, ask: a.kind, expected: unknown}
- {id: S-3, facts: {a.trust: true}, ask: a.kind, expected: many}
""",
        law_of_owners,
    )

    assert (follows.passed, does_not.passed, wrong.passed) == (True, True, False)


def test_a_page_of_the_manual_says_why_and_what_would_change_it(law_of_owners):
    page = """
- id: S-1
  facts: {a.gp_owns: true, a.trust: true}
  ask: d.ok
  expected: false
  because:
    - it is so
  changes:
    - - change: it is not so
"""

    (right,) = run(page, law_of_owners)
    (without_reason,) = run(page.replace("- it is so", "- something else"), law_of_owners)
    (without_change,) = run(page.replace("change: it", "confirm: it"), law_of_owners)

    assert right.passed
    assert (without_reason.passed, without_change.passed) == (False, False)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("because: it is so", "'because' is a list of clauses"),
        ("changes: [it is so]", "'changes' is a list of ways"),
        ("changes: [[{alter: it is so}]]", "'changes' is a list of ways"),
        ("becuase: [it is so]", "Did you mean because?"),
        ("collections: {ownrs: []}", "'ownrs' should be a list of a kind that facts are about"),
        ("collections: {owners: [{person.g: true}]}", "Did you mean person.gp?"),
    ],
)
def test_what_a_page_of_the_manual_may_not_say(law_of_owners, line, says):
    with pytest.raises(ScenarioError, match=re.escape(says)):
        run(f"- {{id: S-1, facts: {{}}, ask: d.ok, expected: true, {line}}}", law_of_owners)


def test_an_expected_value_must_be_one_of_the_facts_own(law_of_owners):
    with pytest.raises(ScenarioError, match="It can be one of: many, one"):
        run("- {id: S-1, facts: {}, ask: a.kind, expected: few}", law_of_owners)


def test_a_rule_does_not_hold_before_the_day_it_begins(law):
    before, after = run(
        """
- {id: S-1, facts: {a.trust: true}, ask: "rule:R-4", expected: false, as_at: 2025-07-20}
- {id: S-2, facts: {a.trust: true}, ask: "rule:R-4", expected: true, as_at: 2025-07-21}
""",
        law,
    )

    assert before.passed
    assert after.passed
    assert before.reason.text == "R-4 is not in force on 20 July 2025"
