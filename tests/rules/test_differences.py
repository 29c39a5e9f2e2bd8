"""What two laws differ by, and which of it decides an answer."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.rules import Assessment, Items, load_law
from mutualise.rules.differences import (
    Differing,
    Part,
    deciding_differences,
    difference,
    differences_deciding_rule,
)
from mutualise.rules.reforms import InferenceChange, Reform, RuleChange, load_reforms
from mutualise.rules.what_if import reformed
from tests.rules.small_law import DAY, dated, fact, rule, small_law

LAW = load_law()


@pytest.fixture
def law(tmp_path):
    facts = {
        "a.one": fact(),
        "a.two": fact(),
        "a.three": fact(),
        "n.people": fact("int"),
        "person.doctor": fact(collection="owners"),
        "person.nurse": fact(collection="owners"),
    }
    rules = [
        rule("D-ONE", "a.one", defines="d.one"),
        rule("D-TWO", "a.two", defines="d.two"),
        rule("D-BOTH", "d.one and d.two", defines="d.both"),
        rule("D-MANY", "n.people > parameter.many", defines="d.many"),
        rule("D-OWNER", "person.doctor", defines="person.ok"),
        rule("D-OWNERS", "all(person.ok for person in owners)", defines="d.owners"),
        rule("EXC", "a.three", exception_to="D-ONE", gives=True),
        rule("OTHER", "n.people > 1", exception_to="D-TWO", gives=True),
        rule(
            "SOFT",
            "a.three",
            qualifies=[{"findings": ["d.two"], "from": "no", "to": "arguable", "when": "a.one"}],
        ),
        rule("THEN", "d.both"),
    ]
    inferences = [
        {"id": "INF", "fact": "a.two", "value": "a.one", "because": "so", "provision": "plain"}
    ]
    many = {"label": "Many", "unit": "people", "values": [dated(5), dated(9, "2030-01-01")]}
    return small_law(tmp_path, facts, rules, inferences=inferences, parameters={"many": many})


def decides(law, reform, answers, name, collections=None, *, of_rule=False):
    """The ids of what decides the difference that a reform makes to a definition or rule."""
    compared = difference(law.at(DAY), reformed(law, reform).at(DAY))
    pair = [
        Assessment(edition, answers, collections) for edition in (compared.before, compared.after)
    ]
    find = differences_deciding_rule if of_rule else deciding_differences
    return [part.id for part in find(compared, *pair, name)]


def change(*rules, **figures):
    return Reform("x", rules={r: RuleChange(condition="False") for r in rules}, figures=figures)


def test_what_is_different_is_named_by_kind_in_the_order_of_the_files(law):
    reform = Reform(
        "x",
        rules={"D-TWO": RuleChange(condition="True"), "D-ONE": RuleChange(condition="True")},
        inferences={"INF": InferenceChange(off=True)},
        figures={"many": 7},
    )
    compared = difference(law.at(DAY), reformed(law, reform).at(DAY))

    assert compared.parts == (
        Differing(Part.RULE, "D-ONE"),
        Differing(Part.RULE, "D-TWO"),
        Differing(Part.INFERENCE, "INF"),
        Differing(Part.FIGURE, "many"),
    )


def test_only_the_part_that_turns_the_answer_decides(law):
    both = {"a.one": True, "a.two": True}
    off = Reform("x", inferences={"INF": InferenceChange(off=True)})

    assert decides(law, change("D-ONE", "D-MANY"), both, "d.both") == ["D-ONE"]
    assert decides(law, change("D-ONE", "D-TWO"), both, "d.both") == ["D-ONE", "D-TWO"]
    assert decides(law, off, {"a.one": True}, "d.both") == ["INF"]


def test_a_figure_decides_where_it_is_the_figure_that_turns_it(law):
    assert decides(law, change(many=7), {"n.people": 6}, "d.many") == ["many"]


def test_an_exception_that_no_longer_applies_decides(law):
    off = Reform("x", rules={"EXC": RuleChange(off=True), "OTHER": RuleChange(off=True)})

    assert decides(law, off, {"a.one": False, "a.three": True}, "d.one") == ["EXC"]


def test_a_difference_about_one_of_a_list_is_followed_into_the_list(law):
    owners = {"owners": Items(({"person.doctor": True}, {"person.doctor": False}))}
    reform = Reform("x", rules={"D-OWNER": RuleChange(condition="person.doctor or True")})

    assert decides(law, reform, {}, "d.owners", owners) == ["D-OWNER"]


def test_what_makes_a_no_less_certain_decides(law):
    answers = {"a.one": True, "a.two": False, "a.three": True, "n.people": 1}
    off = Reform("x", rules={"SOFT": RuleChange(off=True)})

    assert decides(law, off, answers, "d.two") == ["SOFT"]


def test_what_a_softer_no_rests_on_decides(law):
    answers = {"a.two": False, "a.three": True, "n.people": 1}
    reform = Reform(
        "x",
        new_inferences=(
            law.inferences[0].model_copy(
                update={"id": "INF-NEW", "fact": "a.one", "value": "True"}
            ),
        ),
    )

    assert decides(law, reform, answers, "d.two") == ["INF-NEW"]


def test_a_consequence_rests_on_its_own_rule_and_on_what_that_needs(law):
    both = {"a.one": True, "a.two": True}
    words = Reform("x", rules={"THEN": RuleChange(consequence="Something else follows.")})

    assert decides(law, change("D-ONE"), both, "THEN", of_rule=True) == ["D-ONE"]
    assert decides(law, words, both, "THEN", of_rule=True) == ["THEN"]


def test_two_days_of_one_law_differ_by_what_changed_between_them(law):
    compared = difference(law.at(DAY), law.at(dt.date(2030, 1, 1)))

    assert compared.parts == (Differing(Part.FIGURE, "many"),)


def test_what_lies_beneath_a_name_goes_through_exceptions_and_inferences(law):
    reform = Reform(
        "x", rules={"OTHER": RuleChange(off=True)}, inferences={"INF": InferenceChange(off=True)}
    )
    compared = difference(law.at(DAY), reformed(law, reform).at(DAY))

    assert [part.id for part in compared.beneath("THEN")] == ["OTHER", "INF"]
    assert compared.beneath("d.many") == ()


@given(
    reform=st.sampled_from(list(load_reforms().values())),
    form=st.sampled_from(list(LAW.facts["entity.form"].values)),
    contract=st.sampled_from(["gms", "pms", "apms", "nhs_standard", "single_neighbourhood"]),
    yes=st.frozensets(st.sampled_from([f.name for f in LAW.facts if f.type == "bool"]), max_size=8),
    no=st.frozensets(st.sampled_from([f.name for f in LAW.facts if f.type == "bool"]), max_size=8),
)
def test_whatever_differs_has_a_cause_and_what_has_no_cause_does_not_differ(
    reform, form, contract, yes, no
):
    compared = difference(LAW.at(DAY), reformed(LAW, reform).at(DAY))
    answers = {"entity.form": form, "contract.type": contract}
    answers |= dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    before, after = (Assessment(one, answers) for one in (compared.before, compared.after))

    for name in LAW.definitions:
        beneath = compared.beneath(name)
        if before.finding(name).finding != after.finding(name).finding:
            found = deciding_differences(compared, before, after, name)
            assert found
            assert set(found) <= set(beneath), name
        elif not beneath:
            assert before.value(name) == after.value(name)
