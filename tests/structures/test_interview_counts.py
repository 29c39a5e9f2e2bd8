"""A first useful answer within 5 questions and the finding within 25, for each worked case."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.casefile import (
    case_answers,
    case_collections,
    case_for_option,
    load_examples,
)
from mutualise.rules import Finding, load_law
from mutualise.rules.limits import telling_values
from mutualise.structures import answer_structures, load_interview, progress

EDITION = load_law().at(dt.date(2026, 11, 24))
OPTIONS = [(slug, name) for slug, case in load_examples().items() for name in case.options]


def walk(slug, option):
    """Answer as the case does, and "I do not know" where it is silent."""
    known = case_answers(load_examples()[slug], option)
    answers, not_known = {}, []
    while (step := progress(EDITION, answers, not_known=not_known)).question:
        if step.question in known:
            answers[step.question] = known[step.question]
        else:
            not_known.append(step.question)
    return answers, not_known


def questions_until_holding_is_settled(slug, option):
    """After how many no further answer could change who may hold the contract."""
    known = case_answers(load_examples()[slug], option)
    answers, not_known = {}, []
    while not (step := progress(EDITION, answers, not_known=not_known)).holding_settled:
        if step.question in known:
            answers[step.question] = known[step.question]
        else:
            not_known.append(step.question)
    return len(answers) + len(not_known)


@pytest.mark.parametrize(("slug", "option"), OPTIONS)
def test_the_interview_is_short(slug, option):
    answers, not_known = walk(slug, option)

    asked = len(answers) + len(not_known)
    holding = questions_until_holding_is_settled(slug, option)
    print(f"{slug}, {option}: who may hold it after {holding} questions, all after {asked}")
    assert holding <= asked
    assert asked <= load_interview().most_questions == 25
    assert answer_structures(EDITION, answers).holding is not None


@pytest.mark.parametrize(("slug", "option"), OPTIONS)
def test_after_the_opening_questions_there_is_already_something_to_see(slug, option):
    known = case_answers(load_examples()[slug], option)
    opening = load_interview().opening_questions
    found = answer_structures(EDITION, {name: known[name] for name in opening if name in known})

    assert len(opening) <= 5
    words = {found.matrix.cell(form.id, found.contract.id).word for form in found.matrix.rows}
    assert words
    assert found.groups


@pytest.mark.parametrize(
    ("slug", "option"), [("granta", "employee_trust"), ("minehead", "trust_as_done")]
)
def test_a_team_that_plans_a_trust_is_asked_about_it_and_learns_of_the_precedent(slug, option):
    answers, _ = walk(slug, option)

    assert answers["shares.held_on_trust"] is True
    assert answer_structures(EDITION, answers).holding.result.finding is Finding.PRECEDENT
    assert questions_until_holding_is_settled(slug, option) == 5


@pytest.mark.parametrize("form", ["partnership", "single_gp", "clg", "llp", "cbs"])
def test_a_body_for_which_it_could_change_nothing_is_not_asked_about_a_trust(form):
    answers = {
        "team.kind": "gp_partnership",
        "contract.type": "gms",
        "team.present_form": "partnership",
        "entity.form": form,
    }
    not_known = []
    while step := progress(EDITION, answers, not_known=not_known).question:
        assert step != "shares.held_on_trust"
        not_known.append(step)


@pytest.mark.parametrize(("slug", "option"), OPTIONS)
def test_asking_more_than_the_interview_does_would_not_change_who_may_hold(slug, option):
    case = load_examples()[slug]
    answers, _ = walk(slug, option)
    asked = answer_structures(EDITION, answers).holding.result.finding
    whole = answer_structures(EDITION, case_answers(case, option)).holding.result.finding

    assert asked is whole or Finding.NOT_KNOWN in (asked, whole)


def stands(slug, option, **more):
    case = load_examples()[slug]
    answered = case_for_option(case, option)
    return progress(
        EDITION,
        case_answers(case, option),
        not_known=[name for name, answer in answered.items() if answer.value is None],
        collections=case_collections(case),
        **more,
    )


@pytest.mark.parametrize(("slug", "option"), OPTIONS)
def test_a_case_that_was_loaded_is_asked_what_is_still_open(slug, option):
    step = stands(slug, option, put=())

    assert (step.question is None) == (step.open_questions == 0)
    assert step.asked == 0


def test_some_cases_that_ship_have_more_to_be_asked():
    assert any(stands(slug, option, put=()).question for slug, option in OPTIONS)


OPENING = {
    "team.kind": "gp_partnership",
    "contract.type": "gms",
    "team.present_form": "partnership",
    "entity.form": "cls",
}
BESIDE_THE_POINT = {
    fact.name: telling_values(EDITION, fact.name)[0]
    for fact in EDITION.facts
    if fact.askable and fact.name.partition(".")[0] in ("eot", "cic", "society", "dental", "care")
    and telling_values(EDITION, fact.name)
}  # fmt: skip


def test_answers_that_the_interview_would_not_ask_for_are_not_counted_as_questions():
    step = progress(EDITION, OPENING | BESIDE_THE_POINT)

    assert len(BESIDE_THE_POINT) > 10
    assert step.asked < len(OPENING) + 5
    assert step.question == progress(EDITION, OPENING).question


def test_no_limit_stops_the_questions_about_who_may_hold_the_contract():
    everything = [fact.name for fact in EDITION.facts]
    not_known = [name for name in everything if not name.startswith(("shares.", "holder."))]

    step = progress(EDITION, OPENING, not_known=not_known, put=everything)

    assert step.asked > load_interview().most_questions
    assert not step.holding_settled
    assert step.question is not None


def test_the_limit_stops_what_follows_and_counts_only_what_was_put_and_answered():
    answers, not_known = walk("granta", "today")
    dropped = next(name for name in reversed(not_known) if not name.startswith("shares."))
    silent = [name for name in not_known if name != dropped]
    crowded = answers | BESIDE_THE_POINT
    put = [*crowded, *silent]

    assert progress(EDITION, crowded, not_known=silent, put=put).question is None
    assert progress(EDITION, crowded, not_known=silent, put=put[:20]).question == dropped
    # What was put about another option and is not answered for this one leaves room here.
    assert progress(EDITION, OPENING, put=put).asked == len(OPENING)
