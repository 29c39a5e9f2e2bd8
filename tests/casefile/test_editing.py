"""An answer goes where it belongs: what can be chosen to the option, the rest to the present."""

from __future__ import annotations

import pytest

from mutualise.casefile import (
    PLAN,
    Answer,
    CaseFile,
    CaseOption,
    case_answers,
    case_for_option,
    load_examples,
    with_answer,
    without_answer,
)
from mutualise.rules import load_law

FACTS = load_law().facts
YES = Answer(value=True)


def test_the_first_choice_starts_a_plan():
    case, option = with_answer(CaseFile("t"), FACTS["shares.gp_share"], YES, None)

    assert option == PLAN
    assert case.present == {}
    assert case_answers(case, PLAN) == {"shares.gp_share": True}


def test_a_fact_of_the_world_belongs_to_the_present_position():
    case, option = with_answer(CaseFile("t"), FACTS["cqc.regulated_activity"], YES, None)

    assert (option, case.options) == (None, {})
    assert case_answers(case) == {"cqc.regulated_activity": True}


def test_looking_at_the_present_of_a_case_with_options_changes_the_present():
    case = CaseFile("t", options={"cic": CaseOption("CIC")})

    changed, option = with_answer(case, FACTS["shares.gp_share"], YES, None)

    assert option is None
    assert changed.present == {"shares.gp_share": YES}
    assert changed.options == case.options


def test_the_case_before_is_untouched_and_an_answer_can_be_taken_away():
    before, _ = with_answer(CaseFile("t"), FACTS["shares.gp_share"], YES, None)
    after, _ = with_answer(before, FACTS["cqc.regulated_activity"], YES, PLAN)

    assert "cqc.regulated_activity" not in before.present
    assert case_answers(without_answer(after, "shares.gp_share", PLAN), PLAN) == {
        "cqc.regulated_activity": True
    }
    assert case_answers(without_answer(after, "cqc.regulated_activity", PLAN)) == {}


CASES = [
    pytest.param(case, option, id=f"{slug}-{option}")
    for slug, case in load_examples().items()
    for option in (None, *case.options)
]


@pytest.mark.parametrize(("case", "option"), CASES)
def test_an_answer_given_is_the_answer_seen_whatever_the_option_already_held(case, option):
    given = Answer(None, why="asked again")

    for fact in FACTS:
        changed, seen_in = with_answer(case, fact, given, option)

        assert case_for_option(changed, seen_in)[fact.name] == given, fact.name
