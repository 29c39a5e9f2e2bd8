"""The pages that ask what would change if the law were different."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mutualise.casefile import case_to_yaml, load_examples
from mutualise.rules import load_law
from mutualise.rules.reforms import load_reforms
from mutualise.web.what_if.forms import LONGEST, ChangeCondition

LAW = load_law()
INDEX = reverse("what_if:index")
FIGURE = reverse("what_if:figure")


def rule_address(rule_id):
    return reverse("what_if:rule", kwargs={"rule_id": rule_id})


def text_of(response):
    """The words of a page, on one line."""
    body = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.partition("<main")[2]))


@pytest.fixture
def own_case(client):
    """A visitor whose own case is one of the worked ones."""
    session = client.session
    session["case"] = case_to_yaml(load_examples()["granta"])
    session.save()
    return client


def test_the_first_page_lists_every_prepared_reform_and_says_what_it_is_not(client):
    text = text_of(client.get(INDEX))

    assert "This is not the law" in text
    for reform in load_reforms().values():
        assert reform.title.replace("'", "&#39;") in text


@pytest.mark.django_db
@pytest.mark.parametrize("reform", ["society-holds-gms", "wider-nhs-family"])
def test_a_prepared_reform_says_why_it_is_asked_and_whose_answers_change(client, reform):
    text = text_of(client.get(reverse("what_if:reform", kwargs={"reform": reform})))

    assert "This is not the law" in text
    assert load_reforms()[reform].question in text
    if reform == "society-holds-gms":
        assert "2 of the 6 worked cases get another answer." in text
        assert "Decided by" in text
    else:
        assert "None of the 6 worked cases gets another answer." in text
        assert "No worked case lists its owners one by one" in text


@pytest.mark.django_db
def test_a_figure_with_another_value_shows_who_it_turns(client):
    asked = {"figure": "reserved_contract_max_years", "value": "3"}

    text = text_of(client.get(FIGURE, asked))

    assert "Today 5 years. Then 3 years ." in text
    assert "1 of the 6 worked cases gets another answer." in text
    assert "Not known yet → would become It does not follow." in text


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        ("reserved_contract_max_years", "5", "This is the value today. Write another one"),
        ("reserved_contract_max_years", "ten", "&#39;ten&#39; is not a number"),
        ("reserved_contract_max_years", "", "Answer “New value”"),
        ("", "7", "Answer “Figure”"),
        ("no_such_figure", "7", "Choose a figure from the list"),
    ],
)
def test_a_figure_that_cannot_be_asked_about_is_explained(client, figure, value, said):
    response = client.get(FIGURE, {"figure": figure, "value": value})

    assert said in text_of(response)
    assert "The worked cases" not in text_of(response)


def test_every_figure_and_rule_can_be_chosen(client):
    body = client.get(INDEX).content.decode()

    assert '<option value="GMS-02">GMS-02: In a company, a GP must own at least one share.' in body
    assert '<option value="licence_turnover_limit">' in body
    assert "(today £10,000,000)</option>" in body


def test_choosing_a_rule_leads_to_its_page(client):
    assert client.get(INDEX, {"rule": "GMS-02"})["Location"] == rule_address("GMS-02")
    assert "Choose a rule from the list" in text_of(client.get(INDEX, {"rule": "GMS-0"}))
    assert "Answer “Rule”" in text_of(client.get(INDEX, {"rule": ""}))


def test_the_page_of_a_rule_holds_its_condition_and_says_what_its_names_mean(client):
    response = client.get(rule_address("PA-03"))
    body = response.content.decode()

    assert "proc.term_years &lt;= parameter.reserved_contract_max_years" in body
    assert "Longest term of a contract reserved for public service mutuals: 5 years" in (
        text_of(response)
    )
    assert "proc.light_touch" in text_of(response)


@pytest.mark.django_db
def test_another_condition_shows_who_it_turns_and_why(client):
    response = client.post(rule_address("GMS-04"), {"condition": "True"})
    text = text_of(response)

    assert response.status_code == 200
    assert "2 of the 6 worked cases get another answer." in text
    assert "It depends → would become Yes" in text
    assert "Everyone involved passes the fitness test for a GMS contract." in text


@pytest.mark.parametrize(
    ("condition", "said", "marked"),
    [
        ("gms.fitt", "gms.fitt is not a declared name. Did you mean gms.fit? (character 1)", "gms"),
        ("holder.is_gp and\r\n partners.count", "a yes or no is needed here (character 19)", "par"),
        ("partners.count > 7", "The figure 7 cannot stand in a condition.", "7"),
        ("holder.is_gp and", "This is not a complete condition", " "),
        ("import os", "This is not a complete condition", ""),
        ("not holder.any_disqualified", "This is the condition of today. Change it first", ""),
        ("", "Answer “Condition”", ""),
        ("holder.is_gp or " * 200, f"no more than {LONGEST:,} characters", ""),
        ("not " * 400 + "holder.is_gp", "nested more than", "not"),
        ("gms.eligible", "A circle of definitions", ""),
    ],
)
def test_a_mistake_in_a_condition_is_pointed_at(client, condition, said, marked):
    response = client.post(rule_address("GMS-04"), {"condition": condition})
    body = response.content.decode()

    assert response.status_code == 200
    assert said in text_of(response)
    assert "<title>Error: " in body
    if marked.strip():
        assert f"<mark>{marked}" in body
    assert "The worked cases" not in text_of(response)


def test_the_place_of_a_mistake_is_cut_out_of_the_text_as_it_was_written():
    form = ChangeCondition(LAW, LAW.rules["GMS-04"], {"condition": "holder.is_gp and gms.fitt"})

    assert not form.is_valid()
    [fault] = form.faults
    assert (fault.before, fault.place, fault.after) == ("holder.is_gp and ", "gms.fitt", "")
    assert fault.character == 18


@pytest.mark.parametrize("address", ["reforms/nothing/", "rules/XYZ-1/", "rules/GMS-15/"])
def test_what_does_not_exist_or_has_no_condition_is_not_found(client, address):
    assert client.get(INDEX + address).status_code == 404


@pytest.mark.django_db
def test_the_visitors_own_case_is_put_to_both_laws(own_case):
    text = text_of(own_case.post(rule_address("GMS-04"), {"condition": "True"}))

    assert "Your own case" in text
    own = text.partition("Your own case")[2].partition("The worked cases")[0]
    assert "It depends → would become Yes" in own


@pytest.mark.django_db
def test_a_copy_of_a_worked_case_does_not_take_its_place_on_the_page(own_case):
    body = own_case.post(rule_address("GMS-04"), {"condition": "True"}).content.decode()

    anchors = re.findall(r'id="([^"]+)"', body)
    assert {"case-own", "case-granta"} <= set(anchors)
    assert len(anchors) == len(set(anchors))


@pytest.mark.django_db
def test_an_own_case_in_which_nothing_changes_is_told_so(own_case):
    asked = {"figure": "reserved_contract_max_years", "value": "3"}

    assert "None of your answers would change." in text_of(own_case.get(FIGURE, asked))


@pytest.mark.django_db
def test_a_case_that_is_too_large_for_a_page_is_led_to_the_command(client):
    options = "\n".join(
        f"  option_{n}: {{title: Option {n}, answers: {{entity.form: cls}}}}" for n in range(30)
    )
    session = client.session
    session["case"] = f"mutualise: 1\ntitle: Large\noptions:\n{options}\n"
    session.save()

    asked = {"figure": "reserved_contract_max_years", "value": "3"}

    assert "too many options, contracts or owners" in text_of(client.get(FIGURE, asked))


@pytest.mark.django_db
def test_looking_writes_nothing_into_the_session(own_case):
    before = dict(own_case.session)
    own_case.get(INDEX, {"option": "staff_cic"})
    own_case.get(reverse("what_if:reform", kwargs={"reform": "licence-limit-doubled"}))
    own_case.get(FIGURE, {"figure": "licence_turnover_limit", "value": "1", "option": ""})
    own_case.post(rule_address("GMS-04"), {"condition": "True"})

    assert dict(own_case.session) == before


@pytest.mark.django_db
def test_a_case_that_can_no_longer_be_read_is_left_as_it_is(client):
    session = client.session
    session["case"] = "mutualise: 99"
    session.save()

    response = client.get(FIGURE, {"figure": "licence_turnover_limit", "value": "1"})

    assert "Your own case" not in text_of(response)
    assert client.session["case"] == "mutualise: 99"


def test_a_page_about_a_rule_leads_to_asking_what_if(client):
    page = client.get(reverse("law:rule", kwargs={"rule_id": "GMS-02"}))

    assert f'href="{rule_address("GMS-02")}"' in page.content.decode()
