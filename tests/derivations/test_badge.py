"""The definition badge: what a proposal meets now, what is missing, and what to ask next."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.casefile import Answer, CaseFile, CaseOption, load_examples
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.derivations.badge import derive_badge
from mutualise.rules import load_law
from mutualise.structures.mutual_definitions import DefinitionWord

LAW = load_law()
DAY = dt.date(2026, 11, 24)
LAW_OF_2023 = {
    "entity.public_services_purpose": True,
    "entity.mainly_reservable": True,
    "entity.not_for_profit": True,
    "entity.employee_controlled": True,
}
DESCRIPTIONS = {
    "organisation.left_public_sector": True,
    "organisation.delivers_public_services": True,
    "organisation.staff_control_embedded": True,
    "organisation.social_impact": True,
    "organisation.staff_influence_significant": True,
}


def case(**facts):
    answers = {name: Answer(value) for name, value in facts.items()}
    return CaseFile("A team", options={"plan": CaseOption("A staff-owned CIC", "", answers)})


def badge(facts, day=DAY):
    return derive_badge(LAW, case(**facts), "plan", as_at=day)


def line(found, definition):
    return next(one for one in found.lines if one.definition.id == definition)


def test_nothing_is_known_of_a_plan_without_answers():
    found = badge({})

    assert found.headline == "Meets none of the 5 definitions; 5 are not known yet"
    assert found.title == "A staff-owned CIC"
    assert line(found, "DEF-GOV").text == (
        "Not known yet. It is met if the organisation delivers public services, the organisation "
        "has left the public sector and control by the staff is built into how the organisation "
        "is run."
    )
    assert line(found, "DEF-GOV").can_be_met


def test_a_definition_is_met_when_all_of_it_is_confirmed():
    found = badge({**LAW_OF_2023, **DESCRIPTIONS})

    assert [one.definition.id for one in found.of(DefinitionWord.YES)] == [
        "DEF-PA23", "DEF-GOV", "DEF-MSP2",
    ]  # fmt: skip
    assert found.headline == "Meets 3 of the 5 definitions; 2 are not known yet"
    assert line(found, "DEF-PA23").text == "Met on the answers so far."
    assert line(found, "DEF-PA23").missing == ()


def test_what_stands_in_the_way_is_told_with_what_would_have_to_change():
    found = line(badge({**LAW_OF_2023, "entity.employee_controlled": False}), "DEF-PA23")

    assert found.word is DefinitionWord.NO
    assert found.text == (
        "Not met: the employees do not manage and control the organisation. It would be met if "
        "you change this: the employees manage and control the organisation."
    )
    assert [step.fact for step in found.changes] == ["entity.employee_controlled"]
    assert found.confirms == ()


def test_what_must_change_and_what_must_be_confirmed_are_kept_apart():
    found = line(badge({"entity.employee_controlled": False, "entity.not_for_profit": True,
                        "entity.public_services_purpose": True}), "DEF-PA23")  # fmt: skip

    assert [step.fact for step in found.changes] == ["entity.employee_controlled"]
    assert [step.fact for step in found.confirms] == ["entity.mainly_reservable"]
    assert ", and if the organisation mainly delivers" in found.text


def test_where_it_came_from_is_not_for_the_team_to_change():
    found = line(badge({"organisation.left_public_sector": False}), "DEF-GOV")

    assert found.word is DefinitionWord.NO
    assert not found.can_be_met
    assert found.text.endswith(
        "Nothing that you can change would meet it. It turns on: Left the public sector."
    )


def test_a_proposal_for_a_definition_only_warns_and_counts_for_nothing():
    found = badge({**DESCRIPTIONS, "organisation.left_public_sector": False})
    proposal = line(found, "DEF-2019C")

    assert proposal.word is DefinitionWord.FLAGS
    assert proposal.text.startswith("A proposal, used for nothing today. ")
    assert not proposal.text.endswith("No warning on the answers so far.")
    assert proposal not in found.in_use
    assert line(badge({}), "DEF-2019C").text.endswith("No warning on the answers so far.")


def test_before_the_act_its_definition_was_not_in_force():
    day_before, day = (badge(LAW_OF_2023, dt.date(2025, 2, d)) for d in (23, 24))

    assert line(day_before, "DEF-PA23").text == "Not in force on this date."
    assert day_before.headline.startswith("Meets none of the 4 definitions")
    assert line(day, "DEF-PA23").word is DefinitionWord.YES


def test_the_question_that_would_settle_most_comes_first():
    found = badge({"organisation.delivers_public_services": True})

    first = found.questions[0]
    assert first.ask == LAW.facts["organisation.left_public_sector"].ask
    assert first.settles == ("DEF-GOV", "DEF-MSP2", "DEF-BAX")
    counts = [len(question.settles) for question in found.questions]
    assert counts == sorted(counts, reverse=True)


def test_no_question_is_left_when_every_definition_is_settled():
    # It left the public sector under no description, has no shares and is not controlled by staff.
    found = badge({"entity.employee_controlled": False, "organisation.left_public_sector": False,
                   "organisation.has_share_capital": False})  # fmt: skip

    assert found.questions == ()
    assert found.headline == "Meets none of the 5 definitions; 5 are not met"


@pytest.mark.parametrize("slug", load_examples())
def test_answering_as_the_badge_says_meets_the_definition(slug):
    case_file = load_examples()[slug]
    for option in (None, *case_file.options):
        for one in derive_badge(LAW, case_file, option, as_at=DAY).lines:
            steps = {step.fact: step.value for step in (*one.changes, *one.confirms)}
            if not steps:
                continue
            answers = {n: Answer(v) for n, v in steps.items()}
            now = {} if option is None else case_file.options[option].answers
            after = CaseFile(
                "After", present=case_file.present, as_at=case_file.as_at,
                options={"after": CaseOption("After", "", {**now, **answers})},
            )  # fmt: skip
            reached = derive_badge(LAW, after, "after", as_at=DAY)
            assert line(reached, one.definition.id).word is DefinitionWord.YES


def test_an_option_that_is_not_there_is_named():
    with pytest.raises(UnknownOptionError, match="Did you mean plan"):
        derive_badge(LAW, case(), "plann", as_at=DAY)
