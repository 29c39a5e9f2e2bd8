"""The comparison of networks as a visitor reads it."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualise.casefile import Answer, CaseFile, CaseOption, load_examples
from mutualise.rules import load_law
from mutualise.rules.limits import telling_values
from mutualise.structures.network_content import load_networks
from mutualise.web.networks.cell_page import cell_page
from mutualise.web.networks.comparison import asked_comparison
from mutualise.web.networks.pages import comparison_page
from mutualise.web.structures.session import Visit

LAW, DAY = load_law(), dt.date(2026, 11, 24)
EDITION = LAW.at(DAY)
NETWORK = load_examples()["network-considering-company"]
NO_VISIT = Visit(CaseFile("Nothing yet"), None, DAY)
ASKABLE = [fact for fact in LAW.facts if fact.askable and not fact.collection]
VALUES = {fact.name: telling_values(EDITION, fact.name) or (5,) for fact in ASKABLE}
ADDRESS = re.compile(r"href='[^']*'")
CODE_NAME = re.compile(r"\b[a-z]+\.[a-z]+_[a-z_]+")


def page_for(visit=NO_VISIT, **asked):
    return comparison_page(asked_comparison(visit, asked))


def read(client, **asked):
    return unescape(client.get(reverse("networks:index"), asked).content.decode())


def read_cell(client, row, vehicle):
    address = reverse("networks:cell", kwargs={"row": row, "vehicle": vehicle})
    return unescape(client.get(address, {"purpose": "des"}).content.decode())


def row_of(page, name):
    return next(row for section in page.sections for row in section.rows if row.id == name)


@pytest.mark.django_db
def test_the_page_shows_four_ways_and_what_to_ask(client):
    page = read(client)

    assert "<h1>Compare ways to organise a primary care network</h1>" in page
    for title in ("Stay a network", "Lead practice", "Federation", "New company"):
        assert f'<th scope="col" role="columnheader">{title}</th>' in page
    assert "What to ask before you choose" in page
    assert "Not yet settled</h3>" not in page


@pytest.mark.django_db
def test_a_neighbourhood_contract_is_shown_as_not_yet_settled(client):
    page = read(client, purpose="single")

    assert "The national rules on who may hold this contract are not settled." in page
    assert "Not yet settled</h3>" in page
    assert "NEI-01" in page


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["des", "single", "multi"])
def test_the_page_begins_with_what_matters_most_and_the_figures_of_the_day(client, purpose):
    page = read(client, purpose=purpose)

    short = page[page.index('id="in-short"') : page.index("What is known, and when")]
    assert short.count("<li>") == 5
    assert "carries VAT at 20%" in " ".join(short.split())
    assert "Do not form a company only" in short or "do not form a company only" in short
    assert 'class="app-code"' in short


@pytest.mark.django_db
def test_the_page_does_not_claim_to_have_checked_what_it_marks_as_not_checked(client):
    page = read(client)

    assert "Every rule was checked" not in page
    assert "was not checked. This is information" in page
    from_memory = read_cell(client, "leaves", "company")
    assert "not yet checked against the source" in from_memory
    assert "Checked 2" not in from_memory


@pytest.mark.django_db
def test_a_choice_that_there_is_not_is_told_and_the_usual_table_shown(client):
    page = read(client, purpose="triple")

    assert "There is a problem" in page
    assert "Choose a contract from the list" in page
    assert "Each practice holds the network contract in its own name" in page


@pytest.mark.parametrize(
    ("row", "vehicle"),
    [("holds", "club"), ("wages", "company"), ("holds_today", "company")],
)
@pytest.mark.django_db
def test_a_cell_that_the_table_does_not_have_is_not_found(client, row, vehicle):
    address = reverse("networks:cell", kwargs={"row": row, "vehicle": vehicle})
    assert client.get(address).status_code == 404


def test_the_legal_form_of_the_company_changes_what_follows():
    guarantee = page_for(purpose="single", company="cic_clg")
    shares = page_for(purpose="single", company="cls")

    assert row_of(guarantee, "pension_apms").cells[-1].parts[0].word == "No"
    assert row_of(shares, "pension_apms").cells[-1].parts[0].word == "It depends"
    assert [column.form for column in shares.columns] == [
        *("", ""),
        *("a company limited by shares", "a company limited by shares"),
    ]


def test_one_kind_of_work_shows_one_answer_and_both_show_two():
    both, care = page_for(), page_for(work="care")

    assert [part.lead for part in row_of(both, "vat").cells[-1].parts] == [
        "If it gives the care itself.",
        "If it lends staff to the practices.",
    ]
    (part,) = row_of(care, "cqc").cells[-1].parts
    assert (part.lead, part.word, part.colour) == ("", "Yes", "white")


def test_ways_that_come_to_the_same_share_a_cell():
    cells = row_of(page_for(), "signs").cells

    assert [cell.span for cell in cells] == [1, 1, 2]
    assert cells[-1].title == "Federation, New company"
    for section in page_for(purpose="multi").sections:
        for row in section.rows:
            assert sum(cell.span for cell in row.cells) == 4, row.id


def test_every_why_leads_to_a_page_about_that_cell_with_the_same_choices(client, db):
    page = page_for(purpose="single", work="staff", company="cbs")

    for section in page.sections:
        for row in section.rows:
            for cell in row.cells:
                assert "purpose=single" in cell.why.href
                assert "company=cbs" in cell.why.href
                response = client.get(cell.why.href)
                assert response.status_code == 200, cell.why.href
                assert row.question in unescape(response.content.decode())


def test_a_network_sees_its_own_answers_and_can_set_them_aside():
    own = Visit(NETWORK, "shares_company", DAY)
    with_answers = page_for(own)
    without = page_for(own, answers="no")

    assert with_answers.own
    assert with_answers.columns[-1].form == "a company limited by shares"
    assert not without.own
    assert "(CIC) limited by guarantee" in without.columns[-1].form
    assert with_answers.other_view.href.endswith("?answers=no")
    assert "answers=no" in row_of(without, "vat").cells[0].why.href
    assert all(item.href for item in with_answers.turns_on)


def test_a_practice_that_answers_for_itself_sees_networks_in_general():
    practice = CaseFile("Riverside", present={"team.kind": Answer("gp_partnership")})
    page = page_for(Visit(practice, None, DAY))

    assert not page.own
    assert page.other_view is None


def test_the_explanation_in_general_does_not_speak_of_your_answers():
    asked = asked_comparison(NO_VISIT, {"work": "staff"})
    (part,) = cell_page(asked, "vat", "company").parts

    assert part.reason
    assert "You have not answered" not in str(part.reason)
    assert part.turns_on
    assert not any(link.href for link in part.turns_on)
    assert part.sources
    assert "23 November 2026" in part.checked or "24 November 2026" in part.checked


some_names = st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=40)
some_answers = some_names.flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in names})
)


@settings(max_examples=10)
@given(some_answers, st.sampled_from(["", *load_networks().purposes]))
def test_whatever_a_network_answers_the_table_can_be_built_in_plain_words(answers, purpose):
    answered = {name: Answer(value) for name, value in answers.items()}
    plan = CaseOption("Plan", answers={**answered, "team.kind": Answer("pcn")})
    visit = Visit(CaseFile("Any network", options={"plan": plan}), "plan", DAY)

    page = page_for(visit, purpose=purpose)

    assert page.own
    assert not CODE_NAME.search(ADDRESS.sub("", str(page)))
    for section in page.sections:
        for row in section.rows:
            for cell in row.cells:
                assert cell.parts
                assert all(part.text for part in cell.parts), (row.id, answers)
