"""The commissioning report is answered item by item: nothing missing, nothing without a source."""

import re

import pytest

from mutualise.content.loader import ContentError
from mutualise.content.recommendations import NOT_DATED, Item, Report, _problems, load_report

POINTS = [f"point-{number}" for number in range(1, 9)]
RECOMMENDATIONS = [f"recommendation-{number}" for number in range(1, 9)]

# As printed in the report; the three in square brackets there are tentative.
PUBLISHED_OWNERS = {
    "recommendation-1": ["DHSC"],
    "recommendation-2": ["DHSC"],
    "recommendation-3": ["DCMS", "DHSC"],
    "recommendation-4": ["DCMS", "DHSC"],
    "recommendation-5": ["DHSC"],
    "recommendation-6": ["DCMS", "DHSC", "NHSE", "RCGP", "BMA", "NAPC"],
    "recommendation-7": ["DCMS", "DHSC"],
    "recommendation-8": ["DCMS"],
    "closing": ["DHSC", "DCMS"],
}
SECTIONS_OF_RECOMMENDATIONS = [
    "primary_care",
    "primary_care",
    "primary_care",
    "integration",
    "adult_social_care",
    "whole_sector",
    "whole_sector",
    "whole_sector",
]


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report()


def every_item(report: Report) -> list[Item]:
    return list(report.items)


def test_no_item_of_the_report_is_missing(report):
    assert [item.id for item in report.points] == POINTS
    assert [item.id for item in report.recommendations] == RECOMMENDATIONS
    assert report.closing.id == "closing"
    assert [item.id for item in report.items] == [*POINTS, *RECOMMENDATIONS, "closing"]


def test_recommendations_stand_under_the_reports_own_sections(report):
    assert [str(item.section) for item in report.recommendations] == SECTIONS_OF_RECOMMENDATIONS


def test_owners_are_those_the_report_publishes(report):
    found = {item.id: [owner.name for owner in item.owners] for item in report.items if item.owners}
    assert found == PUBLISHED_OWNERS


def test_only_the_bracketed_owners_are_tentative(report):
    tentative = [
        (item.id, owner.name) for item in report.items for owner in item.owners if owner.tentative
    ]
    assert tentative == [("recommendation-6", name) for name in ("RCGP", "BMA", "NAPC")]


def test_every_owner_is_explained(report):
    assert set(report.bodies) == {name for names in PUBLISHED_OWNERS.values() for name in names}


def test_every_item_says_what_happened_or_that_it_is_not_known(report):
    for item in every_item(report):
        assert item.since or item.not_known, item.id


def test_statements_since_the_report_are_in_order_of_date(report):
    for item in every_item(report):
        dates = [statement.date for statement in item.since if statement.date != NOT_DATED]
        assert dates == sorted(dates), item.id
        undated = [statement.date == NOT_DATED for statement in item.since]
        assert undated == sorted(undated), f"{item.id}: statements without a date come last"


def test_nothing_happens_after_the_day_the_sources_were_checked(report):
    for item in every_item(report):
        for statement in item.since:
            if statement.date != NOT_DATED:
                assert statement.date <= report.checked.isoformat(), (item.id, statement.date)


def test_every_source_key_resolves_and_is_used(report):
    assert set(report.source_order()) == set(report.sources)


def test_every_figure_has_a_source_and_a_caution(report):
    figures = [figure for item in report.items for figure in item.figures]
    assert [figure.value for figure in figures] == ["about 60", "96%", "92%", "about half"]
    for figure in figures:
        assert figure.sources
        assert figure.caution, figure.value


def test_the_two_figures_of_92_percent_are_kept_apart(report):
    surplus, reinvested = report.points[0].figures[1:3]
    assert surplus.conflicts[0].value == reinvested.value == "92%"
    assert surplus.conflicts[0].definition != reinvested.definition
    assert "not the same 92%" in reinvested.caution


def test_text_is_short_and_plain(report):
    for item in every_item(report):
        sentences = re.split(r"(?<=[.?!])\s+", item.text.strip())
        assert 1 <= len(sentences) <= 4, item.id
        longest = max(len(sentence.split()) for sentence in sentences)
        assert longest <= 32, (item.id, longest)


def test_an_item_without_its_story_is_refused(report):
    silent = report.closing.model_copy(update={"since": (), "not_known": ""})
    broken = report.model_copy(update={"closing": silent})
    assert any("closing needs 'since' or 'not_known'" in problem for problem in _problems(broken))


def test_a_source_that_is_not_listed_is_refused(report):
    sources = {key: source for key, source in report.sources.items() if key != "pq-61112"}
    broken = report.model_copy(update={"sources": sources})
    assert any("'pq-61112' is cited and not listed" in problem for problem in _problems(broken))


def test_problems_reach_the_reader_in_sentences(report, monkeypatch):
    monkeypatch.setattr(
        "mutualise.content.recommendations._problems", lambda _report: iter(["report: a problem"])
    )
    with pytest.raises(ContentError, match="report: a problem"):
        load_report.__wrapped__()
