"""A first useful answer within 5 questions and the finding within 25, for each worked case."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.casefile import case_answers, load_examples
from mutualise.rules import Finding, load_law
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
