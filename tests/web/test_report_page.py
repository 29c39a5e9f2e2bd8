"""The report's own page: every item, in order, with links only to what exists."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from mutualise.content.recommendations import Feature, load_report
from mutualise.rules.facts import in_a_row
from mutualise.web.design.components import Link
from mutualise.web.navigation import AREAS
from mutualise.web.report.features import BUILT, feature_links
from mutualise.web.report.pages import date_in_words, report_page

ORDER = [
    *[f"point-{number}" for number in range(1, 9)],
    *[f"recommendation-{number}" for number in range(1, 9)],
    "closing",
]
NOTHING = "Nothing in Mutualise answers this yet."


class Outline(HTMLParser):
    """The ids and links of a page, and the text of each item."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.items: dict[str, str] = {}
        self._item = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if found.get("id"):
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        if tag == "section" and "app-report-item" in (found.get("class") or ""):
            self._item = found["id"]
            self.items[self._item] = ""

    def handle_endtag(self, tag):
        if tag == "section":
            self._item = ""

    def handle_data(self, data):
        if self._item:
            self.items[self._item] += data


@pytest.fixture(scope="module")
def report():
    return load_report()


@pytest.fixture
def outline(client):
    answer = client.get(reverse("report:show"))
    assert answer.status_code == 200
    return Outline(answer.content.decode())


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_all_items_are_there_and_in_order(outline):
    assert list(outline.items) == ORDER


def test_each_item_shows_its_text_owners_and_story(outline, report):
    for item in report.items:
        shown = words(outline.items[item.id])
        assert item.heading in shown
        assert words(item.text) in shown
        for owner in item.owners:
            assert owner.name in shown
        for statement in item.since:
            assert words(statement.text) in shown
        assert words(item.not_known) in shown


def test_bracketed_owners_are_shown_as_suggestions(outline):
    shown = words(outline.items["recommendation-6"])
    assert "Published owners: DCMS, DHSC and NHSE" in shown
    assert "Suggested, in brackets in the report: RCGP, BMA and NAPC" in shown
    for item, text in outline.items.items():
        if item != "recommendation-6":
            assert "Suggested" not in text, item


def test_every_link_inside_the_page_leads_somewhere(outline):
    inside = {link.removeprefix("#") for link in outline.links if link.startswith("#")}
    assert inside <= {*outline.ids}
    assert len(outline.ids) == len({*outline.ids}), "an id is given twice"


def test_every_item_is_in_the_list_of_contents(outline):
    contents = [link.removeprefix("#") for link in outline.links if link.startswith("#")]
    assert [link for link in contents if link in ORDER] == ORDER


def test_sources_are_numbered_as_they_are_cited(report):
    page = report_page(report, {})
    assert [source.number for source in page.sources] == list(range(1, len(report.sources) + 1))
    assert [source.url for source in page.sources] == [
        report.sources[key].url for key in report.source_order()
    ]


def test_an_item_without_a_built_feature_says_so(report, outline):
    links = feature_links()
    for item in report.items:
        answered = any(answer.feature in links for answer in item.answered_by)
        assert (NOTHING in outline.items[item.id]) is not answered, item.id


def test_only_built_features_are_linked_or_named(report):
    built = {Feature.LAW_PAGES: Link("The law", "/law/")}
    page = report_page(report, built)
    for item, view in zip(report.items, page.items, strict=True):
        expected = [answer.does for answer in item.answered_by if answer.feature in built]
        assert [answer.does for answer in view.answers] == expected
        assert {answer.link for answer in view.answers} <= set(built.values())


def test_a_built_feature_says_what_it_does(report):
    expected = {Feature.STRUCTURE_FINDER, Feature.WORKED_CASES, Feature.LAW_PAGES, *BUILT}
    for item in report.items:
        for answer in item.answered_by:
            if answer.feature in expected:
                assert answer.does, f"{item.id} does not say what {answer.feature} does about it"


def test_each_area_of_the_site_is_a_feature_the_report_can_lead_to():
    named = {url_name for _, url_name in BUILT.values()}
    for area in AREAS:
        assert area.url_name in named | {"report:show"}, (
            f"Add {area.url_name} to BUILT in web/report/features.py, so that the report's page "
            "leads to it."
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-06-24", "24 June 2025"),
        ("2025-06", "June 2025"),
        ("2025", "2025"),
        ("not dated", "No date given"),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(text, expected):
    assert date_in_words(text) == expected


def test_names_are_joined_as_in_a_sentence():
    assert [in_a_row(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]
