"""The rule browser, its downloads, and the pages of statutes and open points."""

import csv
import datetime as dt
import io
import json
import re

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from mutualise.derivations.rulebook import COLUMNS, NONE, Order, RuleFilter, rulebook
from mutualise.rules import Confidence, RuleKind, load_law
from mutualise.rules.freshness import Stale, Standing
from mutualise.rules.open_points import Answered, load_open_points
from mutualise.web.law.browser_page import browser_page
from mutualise.web.law.rule_filters import FilterRules
from mutualise.web.law.statute_pages import statute_page, statutes_page
from tests.web.law.reading import read

TODAY = dt.date(2026, 11, 24)
BROWSER = "/law/rules/"


@pytest.fixture(scope="module")
def book():
    return rulebook(load_law(), TODAY)


def filled(book, query):
    form = FilterRules(book, QueryDict(query))
    assert form.is_valid(), form.errors
    return form


def shown(client, query):
    text = client.get(BROWSER + query).content.decode()
    table = text[text.index("<table") :] if "<table" in text else ""
    return re.findall(r'<a class="app-code" href="/law/rules/([^/]+)/">', table)


def test_without_filters_every_rule_is_shown_once(client):
    assert sorted(shown(client, "")) == sorted(load_law().rules)
    assert f"All {len(load_law().rules)} rules" in read(client, BROWSER)


def test_which_rules_rest_on_section_86(client, book):
    query = "?statute=nhs-act-2006&section=86"
    wanted = book.select(RuleFilter(statute="nhs-act-2006", section="86"))
    assert shown(client, query) == [entry.rule.id for entry in wanted]
    words = read(client, BROWSER + query)
    assert f"{len(wanted)} rules found" in words
    assert "Act or regulations: National Health Service Act 2006 Remove" in words
    assert "Section or regulation: 86 Remove" in words


def test_every_part_of_the_form_narrows_the_rules_as_the_book_does(book):
    form = filled(
        book,
        "words=share&statute=nhs-act-2006&section=s.86&topic=gms&form=cic_cls&contract=gms"
        "&kind=definition&kind=consequence&confidence=high&confidence=medium&standing=in_force"
        "&stale=memory&stale=text-2&sort=checked",
    )
    assert form.wanted == RuleFilter(
        words="share",
        statute="nhs-act-2006",
        section="s.86",
        topic="gms",
        form="cic_cls",
        contract="gms",
        kinds=(RuleKind.DEFINITION, RuleKind.CONSEQUENCE),
        confidences=(Confidence.HIGH, Confidence.MEDIUM),
        standings=(Standing.IN_FORCE,),
        stale=(Stale.MEMORY, Stale.TEXT_2),
    )
    assert form.order is Order.CHECKED


def test_each_filter_can_be_taken_away_and_leaves_the_others(book):
    form = filled(book, "topic=gms&kind=definition&kind=guidance&sort=checked")
    without = {(one.label, one.value): one.without for one in form.chosen()}
    assert without == {
        ("Topic", "General Medical Services (GMS)"): "?kind=definition&kind=guidance&sort=checked",
        ("Kind of rule", "Decides a question"): "?topic=gms&kind=guidance&sort=checked",
        ("Kind of rule", "Good to know"): "?topic=gms&kind=definition&sort=checked",
    }


def test_one_question_has_one_address(client):
    sent = "?words=&statute=nhs-act-2006&section=+86&topic=&form=&contract=&sort=id&utm=x"
    answer = client.get(BROWSER + sent)
    assert answer.status_code == 302
    assert answer["Location"] == BROWSER + "?statute=nhs-act-2006&section=86"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(BROWSER + "?words=++")["Location"] == BROWSER
    twice = client.get(BROWSER + "?topic=gms&topic=pms&kind=definition&kind=definition")
    assert twice["Location"] == BROWSER + "?topic=pms&kind=definition"


def test_filters_behind_the_fold_are_opened_when_they_are_on(book):
    assert filled(book, "form=llp").opens_more
    assert not filled(book, "topic=gms").opens_more
    assert not FilterRules(book).opens_more


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("?words=xyzzy", "Use fewer words"),
        ("?statute=nhs-act-2006&section=1", "Leave out the section"),
        ("?topic=gms&contract=gds&kind=guidance&confidence=low", "Take away one of the filters"),
    ],
)
def test_when_nothing_is_found_the_page_says_what_to_do(client, query, advice):
    words = read(client, BROWSER + query)
    assert "No rule found" in words
    assert advice in words


def test_when_no_rule_is_that_old_the_page_says_so(book):
    form = filled(book, "stale=checked-12")
    page = browser_page(book, form)
    assert page.rules == ()
    assert "Choose a shorter time: it may be that no rule is that old." in page.advice


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("?topic=gsm", "Choose one from the list"),
        ("?statute=no-such-act", "Choose one from the list"),
        ("?section=somewhere", "Write the section as 86, s.86, reg 5 or Sch 3 para 58"),
        ("?stale=checked-13", "Choose one from the list"),
        ("?words=" + "a" * 101, "Use fewer words"),
    ],
)
def test_what_cannot_be_read_is_said_and_no_wrong_rules_are_shown(client, query, error):
    words = read(client, BROWSER + query)
    assert words.startswith("Error: ")
    assert error in words
    assert shown(client, query) == []
    download = client.get(reverse("law:rules_csv") + query)
    assert download.status_code == 400
    assert error.split(",")[0] in download.content.decode()


QUERIES = [
    "",
    "?statute=nhs-act-2006&section=86",
    "?topic=gms&kind=definition&sort=confidence",
    f"?statute={NONE}&confidence=low",
    "?form=llp&contract=gms",
    "?stale=memory&sort=text",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_download_holds_exactly_the_rules_shown_in_their_order(client, query):
    rules = shown(client, query)
    sheet = client.get(reverse("law:rules_csv") + query)
    assert "attachment" in sheet["Content-Disposition"]
    assert sheet["Content-Disposition"].endswith('.csv"')
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == rules
    whole = json.loads(client.get(reverse("law:rules_json") + query).content)
    assert [rule["id"] for rule in whole["rules"]] == rules
    assert all(list(rule) == list(COLUMNS) for rule in whole["rules"])
    assert whole["as_at"] == timezone.localdate().isoformat()


def test_the_page_links_to_the_download_of_what_it_shows(client):
    text = client.get(BROWSER + "?topic=gms").content.decode()
    assert 'href="/law/rules.csv?topic=gms"' in text
    assert 'href="/law/rules.json?topic=gms"' in text


def test_statutes_are_listed_once_with_the_number_of_their_rules(book):
    page = statutes_page(book)
    lines = [line for group in page.groups for line in group.statutes]
    assert sorted(line.id for line in lines) == sorted(book.statutes)
    assert [group.heading for group in page.groups][:2] == ["Acts", "Regulations and orders"]
    acts = {line.id for line in page.groups[0].statutes}
    assert {"nhs-act-2006", "partnership-act-1890"} <= acts
    assert "gms-regulations-2015" not in acts
    counts = {line.id: int(line.rules.split()[0]) for line in lines}
    assert counts["nhs-act-2006"] == len(book.select(RuleFilter(statute="nhs-act-2006")))


def test_a_statute_shows_each_of_its_rules_under_a_section_or_as_a_whole(book):
    for statute in book.statutes.values():
        page = statute_page(book, statute)
        under = {line.id for section in page.sections for line in section.rules}
        under |= {line.id for line in page.whole}
        assert under == {entry.rule.id for entry in book.citing(statute.id)}
        keys = [section.key for section in page.sections]
        assert len(set(keys)) == len(keys)


def test_a_section_leads_to_its_words_and_to_the_same_rules_in_the_browser(client, book):
    page = statute_page(book, book.statutes["nhs-act-2006"])
    section = next(section for section in page.sections if section.key == "section-86")
    assert section.address == "https://www.legislation.gov.uk/ukpga/2006/41/section/86"
    assert shown(client, section.query) == [line.id for line in section.rules]
    assert any("s.86" in view.provision for view in section.filled)


def test_an_unknown_statute_is_a_page_not_found(client):
    assert client.get("/law/statutes/no-such-act/").status_code == 404


def test_open_points_are_shown_under_how_far_they_are_answered(client):
    words = read(client, reverse("law:open_points"))
    points = load_open_points(load_law())
    for point in points.values():
        for said in (point.title, point.question, point.matters, point.found):
            assert " ".join(said.split()) in words
    waiting = sum(point.status is not Answered.CLOSED for point in points.values())
    assert f"{waiting} points are not settled" in words


def test_an_open_point_is_shown_on_the_pages_of_its_rules(client):
    for point in list(load_open_points(load_law()).values())[::5]:
        for rule_id in point.rules[:1]:
            words = read(client, reverse("law:rule", args=[rule_id]))
            assert point.title in words
            assert " ".join(point.matters.split()) in words


def test_the_first_page_on_the_law_leads_to_them(client):
    text = client.get(reverse("law:index")).content.decode()
    for name in ("law:rules", "law:statutes", "law:open_points"):
        assert f'href="{reverse(name)}"' in text


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/law/forms/cic_cls/", "?form=cic_cls"),
        ("/law/contracts/", "?contract=gms"),
        ("/law/topics/gms/", "?topic=gms"),
    ],
)
def test_a_form_a_contract_and_a_topic_lead_to_their_rules(client, address, query):
    assert f'href="{BROWSER}{query}"' in client.get(address).content.decode()
    assert shown(client, query)


def test_where_a_team_is_today_is_no_form_to_filter_by(client):
    assert "?form=" not in client.get("/law/forms/part_of_nhs/").content.decode()
