"""Every answer of a case stands at a place that can be kept in a column and put in a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.casefile import (
    PRESENT,
    Answer,
    AnswerPlace,
    CaseFile,
    CaseOption,
    Collection,
    Item,
    PlaceError,
    answers_in,
    place_title,
    with_answer_at,
)
from mutualise.casefile.model import COLLECTIONS
from mutualise.casefile.places import LONGEST_PLACE, OPTION

YES, NO = Answer(value=True), Answer(value=False)
CASE = CaseFile(
    "Riverside practice",
    present={"cqc.regulated_activity": YES},
    options={"plan": CaseOption("A CIC", answers={"shares.gp_share": NO}), "wait": CaseOption("B")},
    collections={"owners": Collection((Item("gp-1", "GP 1", {"person.is_gp": YES}),))},
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("present", PRESENT),
        ("option:plan", AnswerPlace("option", "plan")),
        ("option:present", AnswerPlace("option", "present")),
        ("owners:gp-1", AnswerPlace("owners", "gp-1")),
    ],
)
def test_a_place_is_written_and_read_back(text, place):
    assert str(place) == text
    assert AnswerPlace.parse(text) == place


@given(
    st.builds(
        AnswerPlace,
        st.sampled_from([OPTION, *COLLECTIONS]),
        st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", fullmatch=True),
    )
)
def test_every_place_survives_its_text_form_and_fits_its_column(place):
    assert AnswerPlace.parse(str(place)) == place
    assert len(str(place)) <= LONGEST_PLACE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no place ''. A place is 'present'"),
        ("plan", "There is no place 'plan'."),
        (":plan", "There is no place ':plan'."),
        ("owner:gp-1", "Did you mean owners?"),
        ("option:", "'' is not a name"),
        ("option:two words", "'two words' is not a name"),
        ("owners:gp-1:more", "'gp-1:more' is not a name"),
        ("option:plan\n", "is not a name"),
    ],
)
def test_what_is_not_a_place_is_answered_with_what_one_looks_like(text, says):
    with pytest.raises(PlaceError) as caught:
        AnswerPlace.parse(text)
    assert says in str(caught.value)


def test_a_place_knows_its_option_or_its_collection():
    plan, owner = AnswerPlace.parse("option:plan"), AnswerPlace.parse("owners:gp-1")

    assert (plan.option, plan.collection) == ("plan", None)
    assert (owner.option, owner.collection) == (None, "owners")
    assert AnswerPlace.of_option("plan") == plan
    assert AnswerPlace.of_option(None) == PRESENT


def test_a_case_shows_its_answers_place_by_place():
    assert {str(place): dict(held) for place, held in answers_in(CASE).items()} == {
        "present": {"cqc.regulated_activity": YES},
        "option:plan": {"shares.gp_share": NO},
        "option:wait": {},
        "owners:gp-1": {"person.is_gp": YES},
    }


def test_a_place_is_called_what_the_team_calls_it():
    called = [place_title(CASE, place) for place in answers_in(CASE)]

    assert called == ["As you are today", "A CIC", "B", "GP 1"]
    assert place_title(CASE, AnswerPlace.parse("sites:main")) == "main"


@pytest.mark.parametrize("text", ["present", "option:plan", "owners:gp-1"])
def test_an_answer_is_given_and_taken_back_at_exactly_one_place(text):
    place = AnswerPlace.parse(text)

    given_ = with_answer_at(CASE, place, "shares.held_on_trust", YES)
    changed = {at for at, held in answers_in(given_).items() if held != answers_in(CASE)[at]}
    assert changed == {place}
    assert with_answer_at(given_, place, "shares.held_on_trust", None) == CASE


@pytest.mark.parametrize("text", ["option:gone", "owners:gone", "sites:main"])
def test_no_answer_is_given_at_a_place_that_the_case_does_not_have(text):
    with pytest.raises(PlaceError, match="It may have been removed"):
        with_answer_at(CASE, AnswerPlace.parse(text), "shares.gp_share", YES)
