"""The definitions, the test of an organisation, and the result side by side."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from mutualise.casefile import read_case
from mutualise.rules import load_law
from mutualise.structures.mutual_definitions import load_definition_content


def words(response):
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


def answer(client, **answers):
    data = {name.replace("__", "-"): value for name, value in answers.items()}
    return client.post(reverse("definitions:test"), data)


GP_PRACTICE = {
    "entity__public_services_purpose": "yes",
    "entity__mainly_reservable": "yes",
    "entity__not_for_profit": "no",
    "entity__profits_only_to_members": "yes",
    "entity__employee_controlled": "yes",
    "organisation__left_public_sector": "no",
}


def test_every_definition_is_told_with_what_was_read(client, db):
    page = words(client.get(reverse("definitions:index")))

    for definition in load_definition_content().definitions:
        assert definition.label in page
        assert definition.says in page
    assert "A mutual is not a legal form." in page
    assert "We found none." in page
    assert "Procurement Act 2023 s.33(6)" in page


def test_real_examples_stand_side_by_side(client, db):
    page = words(client.get(reverse("definitions:index")))

    assert "People2People CIC, May 2016 Procurement Act 2023 Does not fit" in page
    assert "Sirona care & health CIC, February 2022 Procurement Act 2023 Not known" in page


def test_a_staff_owned_practice_fits_the_law_and_not_the_description(client, db):
    assert answer(client, **GP_PRACTICE)["Location"] == reverse("definitions:result")
    page = words(client.get(reverse("definitions:result")))

    assert "It fits 1 of the definitions." in page
    assert "The law on reserved contracts Finding Fits" in page
    assert "The government's description Finding Does not fit" in page
    assert "The organisation was never part of the public sector." in page
    assert "Does it qualify for a reserved contract from this buyer now? Not known." in page
    assert "Recent reserved contract" in page


def test_the_answers_are_those_of_the_finder_and_are_given_once(client, db):
    question = reverse("structures:question", kwargs={"fact": "entity.not_for_profit"})
    client.post(question, {"answer": "yes"})
    form = client.get(reverse("definitions:test")).content.decode()
    assert re.search(r'name="entity-not_for_profit"[^>]*value="yes"[^>]*checked', form)

    answer(client, **GP_PRACTICE)
    saved = client.get(reverse("structures:download")).content
    case = read_case(saved, load_law().facts)
    held = {**case.present, **case.options["plan"].answers}
    assert held["entity.not_for_profit"].value is False
    assert held["organisation.left_public_sector"].value is False
    assert "organisation.social_impact" not in held


def test_an_answer_left_open_is_taken_back(client, db):
    answer(client, **GP_PRACTICE)
    answer(client, **{**GP_PRACTICE, "organisation__left_public_sector": "not_known"})

    assert "The government's description Finding Not known" in words(
        client.get(reverse("definitions:result"))
    )


def test_without_answers_the_result_leads_to_the_questions(client, db):
    page = words(client.get(reverse("definitions:result")))

    assert "You have not answered any of the questions yet." in page


@pytest.mark.parametrize("value", ["a lot", "101", "-1"])
def test_a_share_that_cannot_be_is_refused_in_words(client, db, value):
    page = words(answer(client, organisation__employee_owned_percent=value))

    assert "There is a problem" in page
    assert "“Share owned by employees”" in page


def test_the_finder_leads_to_the_definitions(client, db):
    assert reverse("definitions:index") in client.get(reverse("structures:index")).content.decode()
