"""One question a page: saved on every Continue, never blocked, always changeable."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from mutualise.casefile import Answer, read_case
from mutualise.rules import load_law
from mutualise.web.structures.forms import question_form

FACTS = load_law().facts


def case_of(client):
    text = client.get(reverse("structures:download")).content
    return read_case(text, FACTS)


def test_the_start_page_says_what_you_get_and_leads_to_the_first_question(visitor):
    assert "Start now" in visitor.see("index")
    response = visitor.client.get(reverse("structures:next"))
    assert response["Location"] == visitor.question("team.kind")


def test_each_answer_leads_to_the_next_question(visitor):
    first = visitor.client.post(visitor.question("team.kind"), {"answer": "gp_partnership"})
    assert first["Location"] == visitor.question("contract.type")


def test_the_question_says_why_it_is_asked_with_the_law(practice):
    page = practice.client.get(practice.question("shares.gp_share")).content.decode()

    assert "Why we ask" in page
    assert "National Health Service Act 2006" in page
    assert "https://www.legislation.gov.uk/ukpga/2006/41" in page
    assert "I do not know" in page


def test_not_knowing_is_an_answer_and_is_not_asked_again(practice):
    practice.answers(shares__gp_share="not_known")

    assert case_of(practice.client).options["plan"].answers["shares.gp_share"] == Answer(None)
    response = practice.client.get(reverse("structures:next"))
    assert response["Location"] != practice.question("shares.gp_share")


def test_an_answer_that_rules_the_form_out_is_taken_like_any_other(practice):
    response = practice.client.post(practice.question("shares.gp_share"), {"answer": "no"})

    assert response.status_code == 302


def test_choosing_nothing_keeps_the_page_and_says_what_to_do(practice):
    response = practice.client.post(practice.question("shares.gp_share"), {})
    page = response.content.decode()

    assert response.status_code == 200
    assert "Choose an answer, or “I do not know”" in page
    assert "<title>Error: " in page


def test_a_changed_answer_leads_back_to_the_check_page(practice):
    everything = dict.fromkeys(("shares__gp_share", "shares__others_nhs_family"), "not_known")
    practice.answers(**everything)

    response = practice.client.post(
        practice.question("shares.gp_share", change="answers"), {"answer": "yes"}
    )

    assert response["Location"] == reverse("structures:answers")


def back_link_of(client, address):
    page = client.get(address).content.decode()
    return re.search(r'nhsuk-back-link" href="([^"]+)"', page)[1]


def test_back_leads_through_the_questions_in_the_order_they_were_answered(practice):
    last = practice.client.get(reverse("structures:next"))["Location"]

    assert back_link_of(practice.client, last) == practice.question("entity.form")
    for name, before in (
        ("entity.form", "team.present_form"),
        ("team.present_form", "contract.type"),
        ("contract.type", "team.kind"),
    ):
        assert back_link_of(practice.client, practice.question(name)) == practice.question(before)
    first = practice.question("team.kind")
    assert back_link_of(practice.client, first) == reverse("structures:index")


def test_back_from_a_change_leads_to_where_the_change_began(practice):
    address = practice.question("entity.form", change="answers")
    assert back_link_of(practice.client, address) == reverse("structures:answers")


def test_how_far_there_is_to_go_is_said_only_where_the_interview_stands(practice):
    asked = practice.client.get(reverse("structures:next"))["Location"]

    says = "more questions could change whether this legal form can hold the contract"
    assert says in practice.client.get(asked).content.decode()
    elsewhere = practice.client.get(practice.question("proc.value")).content.decode()
    assert "could change" not in elsewhere


def test_the_check_page_shows_answers_and_what_was_taken_from_them(practice):
    page = practice.see("answers")

    assert "A GP partnership or single practice" in page
    assert "What we took from your other answers" in page
    assert "You are a partnership today and are looking at a company." in page
    assert "Change<span" in page


def test_an_answer_can_be_taken_away(practice):
    practice.client.post(reverse("structures:remove"), {"fact": "entity.form"})

    assert "entity.form" not in case_of(practice.client).options["plan"].answers


def test_starting_again_asks_first_and_then_forgets(practice):
    assert "Start again?" in practice.see("restart")
    assert case_of(practice.client).present

    practice.client.post(reverse("structures:restart"))

    assert not case_of(practice.client).present


@pytest.mark.parametrize("name", ["no.such", "person.employer", "national.snp_rules_allow_holder"])
def test_what_cannot_be_asked_is_not_found(visitor, name):
    assert visitor.client.get(visitor.question(name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "value"),
    [
        ("shares.gp_share", {"answer": "yes"}, True),
        ("shares.gp_share", {"answer": "not_known"}, None),
        ("entity.form", {"answer": "llp"}, "llp"),
        ("entity.turnover", {"answer": "£1,250,000"}, 1250000),
        ("entity.turnover", {"answer": "", "not_known": "on"}, None),
        ("entity.turnover", {"answer": "lots", "not_known": "on"}, None),
        ("change.value_increase_pct", {"answer": "25%"}, 25),
        ("partners.count", {"answer": " 3 "}, 3),
    ],
)
def test_what_is_written_is_understood(name, data, value):
    form = question_form(FACTS[name], data)

    assert form.is_valid(), form.errors
    assert form.value == value


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("entity.turnover", {"answer": "lots"}, "is a number, such as 25. It cannot be 'lots'"),
        ("entity.turnover", {"answer": "-5"}, "cannot be below 0"),
        ("entity.turnover", {"answer": "1e999999999"}, "larger than we can use"),
        ("partners.count", {"answer": "2.5"}, "is a whole number"),
        ("partners.count", {}, "Write an answer, or choose “I do not know”"),
        ("entity.form", {"answer": "llc"}, "Choose one of the answers on this page"),
    ],
)
def test_what_is_not_understood_is_named_without_a_code_name(name, data, says):
    form = question_form(FACTS[name], data)

    assert not form.is_valid()
    (error,) = form.errors["answer"]
    assert says in error
    assert name not in error


@pytest.mark.parametrize(("written", "value"), [("3", 3), ("", None)])
def test_what_is_written_over_an_earlier_i_do_not_know_is_kept(written, value):
    data = {"answer": written, "not_known": "on"}
    form = question_form(FACTS["partners.count"], data, Answer(value=None))

    assert form.is_valid(), form.errors
    assert form.value == value


def test_what_is_written_wrongly_over_an_earlier_i_do_not_know_is_not_lost_in_silence():
    data = {"answer": "lots", "not_known": "on"}
    form = question_form(FACTS["partners.count"], data, Answer(value=None))

    assert not form.is_valid()


@pytest.mark.parametrize("slug", ["granta", "minehead", "back-office"])
def test_a_worked_case_that_is_opened_goes_on_with_what_is_still_open(visitor, slug):
    visitor.client.post(reverse("structures:example", kwargs={"slug": slug}))

    response = visitor.client.get(reverse("structures:next"))

    assert response["Location"].startswith(visitor.question("x").removesuffix("x/"))


@pytest.mark.parametrize("fact", [f for f in FACTS if f.askable and not f.collection],
                         ids=lambda fact: fact.name)  # fmt: skip
def test_every_question_can_be_shown(fact, visitor):
    response = visitor.client.get(visitor.question(fact.name))

    assert response.status_code == 200
    assert fact.ask in unescape(response.content.decode())
