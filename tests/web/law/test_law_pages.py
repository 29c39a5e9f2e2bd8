"""What the pages on the law show."""

import datetime as dt

import pytest
from django.urls import reverse

from mutualise.rules import load_law
from mutualise.structures import load_contracts, load_forms
from mutualise.web.law.form_pages import form_page
from mutualise.web.law.pages import index_page, topic_page
from mutualise.web.law.reference_pages import figures_page, sources_page
from tests.web.law.reading import read

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def law():
    return load_law()


def test_every_topic_is_listed_once_and_the_counts_add_up(law):
    page = index_page(law, TODAY)
    topics = [topic for group in page.groups for topic in group.topics]
    assert sorted(topic.id for topic in topics) == sorted(law.topics)
    assert sum(int(topic.rules.split()[0]) for topic in topics) == len(law.rules) == page.rules


def test_a_topic_page_has_each_of_its_rules_once(law):
    for topic in law.topics.values():
        page = topic_page(law, topic)
        shown = [line.id for kind in page.kinds for line in kind.rules]
        assert sorted(shown) == sorted(r.id for r in law.rules.values() if r.topic == topic.id)


def test_the_search_that_was_on_this_page_leads_to_the_browser(client):
    answer = client.get(reverse("law:index") + "?topic=gms&words=GP+share")
    assert answer.status_code == 301
    assert answer["Location"] == reverse("law:rules") + "?topic=gms&words=GP+share"


def test_every_figure_is_shown_with_all_its_values(law):
    page = figures_page(law, TODAY)
    shown = {line.name: line for group in page.groups for line in group.figures}
    assert set(shown) == set(law.parameters.by_name)
    for name, line in shown.items():
        assert len(line.values) == len(law.parameters[name].values)
        assert sum(value.now == "In force" for value in line.values) <= 1
    assert "LIC-01" in shown["licence_turnover_limit"].rules


def test_a_figure_not_yet_in_force_is_not_shown_as_in_force(law):
    page = figures_page(law, dt.date(1990, 1, 1))
    values = [value for group in page.groups for line in group.figures for value in line.values]
    assert {value.now for value in values} == {"Not yet in force"}


def test_every_source_says_what_rests_on_it(law):
    page = sources_page(law)
    assert [line.id for line in page.sources] == list(law.sources)
    rules = {rule for line in page.sources for rule in line.rules}
    assert rules == {rule.id for rule in law.rules.values() if rule.sources}


def test_every_form_and_contract_is_listed(client):
    forms = read(client, reverse("law:forms"))
    assert all(form.label in forms for form in load_forms().values())
    contracts = read(client, reverse("law:contracts"))
    assert all(contract.label in contracts for contract in load_contracts().values())


def test_a_form_shows_what_it_can_hold_by_itself(law):
    edition = law.at(TODAY)
    llp = {line.label: line.words.id for line in form_page(edition, load_forms()["llp"]).holdings}
    assert llp["General Medical Services (GMS) contract"] == "never"
    cic = form_page(edition, load_forms()["cic_cls"])
    words = {line.label: line.words.id for line in cic.holdings}
    assert words["General Medical Services (GMS) contract"] == "depends"


def test_a_form_marks_what_is_not_checked(client, law):
    form = next(form for form in load_forms().values() if not form.liability.verified)
    assert "Not yet checked" in read(client, reverse("law:form", args=[form.id]))


@pytest.mark.parametrize(
    "path", ["/law/topics/nothing/", "/law/forms/nothing/", "/law/rules/NOT-01/"]
)
def test_unknown_topic_form_or_rule_is_a_page_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_menu_leads_to_the_law(client):
    assert "The law" in read(client, "/")
