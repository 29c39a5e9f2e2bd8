"""A reform is read and checked like the law itself, and the law is never touched."""

from __future__ import annotations

import datetime as dt
import gc
import weakref
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.content.loader import ContentError
from mutualise.expressions import parse
from mutualise.rules import load_law
from mutualise.rules.authoring import check_authoring
from mutualise.rules.reforms import (
    InferenceChange,
    Reform,
    RuleChange,
    load_reforms,
    read_figure,
    read_reform,
)
from mutualise.rules.what_if import NOT_LAW, reform_problems, reformed
from tests.rules.small_law import DAY, ask, dated, fact, rule, small_law

BEGINS = dt.date(2027, 4, 1)
DAY_BEFORE = dt.timedelta(days=1)


@pytest.fixture
def law(tmp_path):
    """A holder needs a doctor among its members, unless it is small; a fee falls due above 10."""
    return small_law(
        tmp_path,
        {"team.doctor": fact(), "team.size": fact("int"), "team.large": fact()},
        [
            rule("OK-01", "team.doctor", defines="team.ok"),
            rule(
                "OK-02",
                "team.size < parameter.small",
                exception_to="OK-01",
                gives=True,
                when_unknown="rule_stands",
            ),
            rule("FEE-01", "team.ok and team.size > parameter.fee_from"),
            rule("NOTE-01"),
        ],
        inferences=[
            {
                "id": "INF-LARGE",
                "fact": "team.large",
                "value": "team.size >= parameter.small",
                "because": "it is large",
                "provision": "plain",
            }
        ],
        parameters={
            "small": {"label": "Small", "unit": "people", "values": [dated(3)]},
            "fee_from": {
                "label": "Fee from",
                "unit": "people",
                "values": [dated(10), dated(20, "2026-01-01"), dated(30, "2028-01-01")],
            },
        },
    )


def test_a_rule_can_have_another_condition(law):
    changed = reformed(law, Reform("x", rules={"OK-01": RuleChange(condition="team.large")}))

    assert ask(law, {"team.doctor": False, "team.size": 5}).truth("team.ok") is False
    assert ask(changed, {"team.doctor": False, "team.size": 5}).truth("team.ok") is True


def test_an_id_may_be_written_in_small_letters(law):
    changed = reformed(law, Reform("x", rules={"ok-01": RuleChange(condition="True")}))

    assert changed.rules["OK-01"].condition == "True"


def test_an_exception_can_be_switched_off_and_can_give_the_opposite(law):
    small = {"team.doctor": False, "team.size": 2}

    off = reformed(law, Reform("x", rules={"OK-02": RuleChange(off=True)}))
    other = reformed(law, Reform("x", rules={"OK-02": RuleChange(gives=False)}))

    assert ask(law, small).truth("team.ok") is True
    assert ask(off, small).truth("team.ok") is False
    assert ask(other, {"team.doctor": True, "team.size": 2}).truth("team.ok") is False


def test_an_inference_can_be_switched_off_and_changed(law):
    off = reformed(law, Reform("x", inferences={"INF-LARGE": InferenceChange(off=True)}))
    other = reformed(
        law, Reform("x", inferences={"INF-LARGE": InferenceChange(value="team.doctor")})
    )

    assert ask(law, {"team.size": 5}).value("team.large") is True
    assert ask(off, {"team.size": 5}).value("team.large") is None
    assert ask(other, {"team.size": 1, "team.doctor": True}).value("team.large") is True


def test_a_figure_is_set_on_every_day_or_from_the_day_the_reform_begins(law):
    always = reformed(law, Reform("x", figures={"fee_from": 5}))
    later = reformed(law, Reform("x", figures={"fee_from": 5}, begins=BEGINS))
    days = [dt.date(2021, 1, 1), DAY, BEGINS - DAY_BEFORE, BEGINS, dt.date(2030, 1, 1)]

    assert [law.at(day).figures["fee_from"] for day in days] == [10, 20, 20, 20, 30]
    assert [always.at(day).figures["fee_from"] for day in days] == [5, 5, 5, 5, 5]
    assert [later.at(day).figures["fee_from"] for day in days] == [10, 20, 20, 5, 5]


def test_before_a_reform_begins_the_law_is_the_law_as_it_is(law):
    changed = reformed(
        law, Reform("x", rules={"OK-01": RuleChange(condition="True")}, begins=BEGINS)
    )

    assert changed.at(BEGINS - DAY_BEFORE) == law.at(BEGINS - DAY_BEFORE)
    assert ask(changed.at(BEGINS), {}).truth("team.ok") is True


def test_rules_can_be_added_and_say_that_they_are_not_law(law):
    text = """
title: A larger fee, and no fee for the very large
new_figures:
  huge: {label: Huge, unit: people, values: [{value: 100, in_force_from: 2020-01-01,
    published_on: 2020-01-01, source: S, confidence: low, checked: 2026-11-24}]}
new_rules:
  - {id: FEE-02, topic: topic, kind: consequence, statement: None for the huge, provision: none,
     consequence: No fee., effect: info, confidence: low, sources: [S], checked: 2026-11-24,
     condition: team.size > parameter.huge, exception_to: FEE-01}
"""
    changed = reformed(law, read_reform(text, "mine.yaml"))
    huge = {"team.doctor": True, "team.size": 101}

    assert (ask(law, huge).holds("FEE-01"), ask(changed, huge).holds("FEE-01")) == (True, False)
    assert NOT_LAW in changed.rules["FEE-02"].sources
    assert changed.sources[NOT_LAW].title.startswith("Not law: A larger fee")
    assert changed.places["FEE-02"] == "mine.yaml, line 7"


@pytest.mark.parametrize(
    ("reform", "said"),
    [
        (Reform("x", rules={"OK-1": RuleChange(off=True)}), "no rule called 'OK-1'. Did you mean"),
        (Reform("x", figures={"smal": 4}), "no figure of this name. Did you mean small?"),
        (
            Reform("x", inferences={"INF-LARG": InferenceChange(off=True)}),
            "no inference of this name. Did you mean INF-LARGE?",
        ),
        (Reform("x", rules={"OK-01": RuleChange(off=True)}), "give it the condition True, or"),
        (Reform("x", rules={"NOTE-01": RuleChange(condition="True")}), "guidance, which has no"),
        (
            Reform("x", rules={"OK-01": RuleChange(condition="team.doktor")}),
            "the reform, OK-01: team.doktor is not a declared name. Did you mean team.doctor?",
        ),
        (
            Reform("x", rules={"OK-01": RuleChange(condition="team.size")}),
            "This is a number, and a yes or no is needed here (character 1)",
        ),
        (
            Reform("x", rules={"OK-01": RuleChange(condition="team.doctor and team.size > 7")}),
            "The figure 7 stands in the condition. Name a figure instead",
        ),
        (
            Reform("x", rules={"OK-01": RuleChange(condition="team.ok")}),
            "A circle of definitions: team.ok needs team.ok",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_explained(law, reform, said):
    with pytest.raises(ContentError) as caught:
        reformed(law, reform)

    assert said in str(caught.value)


def test_a_change_written_against_words_that_have_moved_on_is_to_be_looked_at_again(law):
    written = RuleChange(condition="team.large", instead_of="team.doctor")
    moved = RuleChange(condition="team.large", instead_of="team.large or team.doctor")
    inference = InferenceChange(off=True, instead_of="team.doctor")

    assert reformed(law, Reform("x", rules={"OK-01": written})).rules["OK-01"]
    with pytest.raises(ContentError, match=r"write under 'instead_of' what is so now: team.doctor"):
        reformed(law, Reform("x", rules={"OK-01": moved}))
    broken = RuleChange(condition="team.large", instead_of="team.large or")
    with pytest.raises(ContentError, match="'instead_of' cannot be read"):
        reformed(law, Reform("x", rules={"OK-01": broken}))
    with pytest.raises(ContentError, match="what is so now: nothing"):
        reformed(law, Reform("x", inferences={"INF-LARGE": inference}))


def test_the_check_of_the_rules_finds_prepared_reforms_that_no_longer_fit():
    other = reformed(LAW, Reform("x", rules={"GMS-01": RuleChange(condition="holder.is_gp")}))

    assert list(reform_problems(LAW)) == []
    found = [problem.place for problem in reform_problems(other)]
    assert "law/reforms/society-holds-gms.yaml" in found
    assert "law/reforms/licence-limit-doubled.yaml" not in found


def test_each_prepared_reform_notices_when_the_law_it_would_change_has_moved_on():
    for reform in load_reforms().values():
        for change in (*reform.rules.values(), *reform.inferences.values()):
            conditional = "condition" in change.differs() or "when" in change.differs()
            assert change.instead_of or not conditional, reform.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel: x", "mine.yaml, line 1: 'titel' is not a known key. Did you mean title?"),
        ("title: x\nrules: {OK-01: {conditon: a}}", "is not a known key"),
        ("title: x\nrules: {OK-01: {}}", "this changes nothing: say what"),
        ("title: x\nrules: {OK-01: {off: true, gives: true}}", "keep one of the two"),
        ("title: x\nrules: {OK-01: {condition: ''}}", "mine.yaml, line 2"),
        ("- a\n- b", "this should be a set of 'name: value' lines"),
        ("title: [", "mine.yaml, line 2: This is not valid YAML"),
        ("title: " + "x" * 140_000, "a reform has at most 128 KB of text"),
        ("", "this should be a set of 'name: value' lines"),
    ],
)
def test_a_file_with_a_mistake_says_where_and_what_to_do(text, said):
    with pytest.raises(ContentError) as caught:
        read_reform(text, "mine.yaml")

    assert said in str(caught.value)


def test_true_and_false_may_be_written_without_quotation_marks():
    reform = read_reform("title: x\nrules: {OK-01: {condition: true}}", "mine.yaml")

    assert reform.rules["OK-01"].condition == "True"


@pytest.mark.parametrize(
    ("text", "value"),
    [("25", 25), ("£1,250,000", 1_250_000), (" 12.5% ", Decimal("12.5")), ("5.0", 5), ("0", 0)],
)
def test_a_figure_is_read_as_people_write_it(text, value):
    assert read_figure(text) == value


@pytest.mark.parametrize("text", ["", "ten", "-1", "NaN", "1e400", "9" * 16, "0.1234567"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(ValueError, match=r"figure|number"):
        read_figure(text)


LAW = load_law()
CONDITIONS = [rule_id for rule_id in LAW.rules if LAW.rules[rule_id].condition]


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1)))
def test_an_empty_reform_changes_nothing(day):
    same = reformed(LAW, Reform("nothing"))

    assert same.at(day).figures == LAW.at(day).figures
    assert [c.rule for c in same.at(day).rules.values()] == [
        c.rule for c in LAW.at(day).rules.values()
    ]
    assert same.trees == LAW.trees


@given(
    rule_id=st.sampled_from(CONDITIONS),
    condition=st.sampled_from(["True", "False", "holder.is_gp", "not work.compulsory"]),
    name=st.sampled_from(list(LAW.parameters.by_name)),
)
def test_a_reform_undone_is_the_law_as_it_was(rule_id, condition, name):
    before = LAW.at(DAY).figures[name]
    there = Reform("there", rules={rule_id: RuleChange(condition=condition)}, figures={name: 7})
    back = Reform(
        "back",
        rules={rule_id: RuleChange(condition=LAW.rules[rule_id].condition)},
        figures={name: before if before is not None else 7},
    )

    changed = reformed(LAW, there)
    undone = reformed(changed, back)

    assert changed.trees[rule_id] == parse(condition)
    assert changed.at(DAY).figures[name] in (7, None)
    assert undone.trees == LAW.trees
    assert undone.at(DAY).figures == LAW.at(DAY).figures


def test_each_prepared_reform_leaves_a_law_that_passes_the_checks_of_authors():
    # Scenarios are about the law as it is, so without them both lack the same proofs.
    found = {problem.sentence for problem in check_authoring(LAW, (), LAW.rules, DAY).problems}
    for reform in load_reforms().values():
        report = check_authoring(reformed(LAW, reform), (), LAW.rules, DAY)
        more = {problem.sentence for problem in report.problems} - found
        # A reform may make a question needless; and an open point that it settles needs proof.
        excused = ("nothing asks for", "has no scenario")
        assert [s for s in more if not any(words in s for words in excused)] == [], reform.id


def test_each_prepared_reform_says_its_question_and_names_what_was_read():
    for reform in load_reforms().values():
        assert reform.question.startswith("What would change if "), reform.id
        assert reform.question.endswith("?"), reform.id
        assert reform.why, reform.id
        assert set(reform.sources) <= set(LAW.sources), reform.id
        assert reform.sources, reform.id
        assert "should" not in f"{reform.title} {reform.question} {reform.why}", reform.id


def test_a_reform_that_is_let_go_leaves_nothing_behind():
    changed = reformed(LAW, Reform("x", figures={"licence_turnover_limit": 1}))
    edition = changed.at(DAY)
    ask(edition, {"contract.type": "gms"}).finding("gms.eligible")
    gone = weakref.ref(changed)

    del changed, edition
    gc.collect()

    assert gone() is None
