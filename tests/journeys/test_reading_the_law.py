"""A visitor reads the law: finds a rule, follows it to what it rests on, and takes it away."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from mutualise.rules import load_law
from tests.journeys.accessibility import assert_accessible, assert_fits


def test_a_visitor_finds_a_rule_and_follows_it_to_its_source(page: Page) -> None:
    given_the_visitor_opens_the_law_from_the_menu(page)
    when_they_look_for(page, "owner share")
    when_they_narrow_it_to(page, topic="General Medical Services (GMS)")
    when_they_open(page, "GMS-02")
    then_the_rule_says_what_must_be_so(page)
    when_they_follow_the_source(page, load_law().rules["GMS-02"].sources[0])
    then_the_source_says_how_it_was_read(page)


def test_the_same_without_scripts(page_without_scripts: Page) -> None:
    given_the_visitor_opens_the_law_from_the_menu(page_without_scripts)
    when_they_look_for(page_without_scripts, "owner share")
    when_they_narrow_it_to(page_without_scripts, topic="General Medical Services (GMS)")
    when_they_open(page_without_scripts, "GMS-02")
    then_the_rule_says_what_must_be_so(page_without_scripts)


def test_a_search_is_accessible_on_a_small_telephone(narrow_page: Page) -> None:
    for query in ("?topic=psr&form=cbs", "?words=xyzzy", "?topic=nothing&section=here"):
        narrow_page.goto(f"/law/rules/{query}")
        assert_fits(narrow_page)
        assert_accessible(narrow_page)


def test_a_clause_leads_to_the_rule_that_decides_it(page: Page) -> None:
    page.goto("/law/rules/GMS-05/")
    page.get_by_role("link", name="GMS-02").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rule GMS-02")


def test_a_figure_leads_to_its_dates(page: Page) -> None:
    page.goto("/law/rules/LIC-01/")
    page.get_by_role("link", name="Yearly NHS turnover").click()
    row = page.locator(":target")
    expect(row).to_contain_text("£10,000,000")
    expect(row).to_contain_text("LIC-01")


def test_a_visitor_uses_the_keyboard_alone(page: Page) -> None:
    page.goto("/law/")
    page.get_by_label("Words").focus()
    page.keyboard.type("goodwill")
    page.keyboard.press("Enter")
    then_rules_are_found(page)
    assert "words=goodwill" in page.url


def test_a_printed_rule_shows_the_condition_as_written(page: Page) -> None:
    page.goto("/law/rules/GMS-02/")
    written = page.get_by_text("shares.gp_share and shares.others_nhs_family")
    expect(written).to_be_hidden()
    page.emulate_media(media="print")
    expect(written).to_be_visible()
    expect(page.get_by_role("link", name="The report", exact=True)).to_be_hidden()


def test_the_rules_can_be_taken_away(page: Page) -> None:
    page.goto("/law/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Rules as CSV").click()
    assert download.value.suggested_filename.startswith("mutualise-rules-")


def test_an_analyst_asks_which_rules_depend_on_section_86_and_takes_them_away(
    page_without_scripts: Page,
) -> None:
    page = page_without_scripts
    page.goto("/law/")
    page.get_by_role("link", name="Acts and regulations").click()
    page.get_by_role("link", name="National Health Service Act 2006").click()
    page.get_by_role("link", name="Section 86", exact=True).click()
    section = page.get_by_role("region", name="Section 86")
    expect(section).to_contain_text("GMS-02")
    section.get_by_role("link", name="Filter or download").click()
    page.get_by_text("More filters, and sorting").click()
    page.get_by_label("Medium").check()
    page.get_by_role("button", name="Show rules").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("GMS-10")
    expect(table).not_to_contain_text("GMS-02")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    rules = json.loads(download.value.path().read_text(encoding="utf-8"))["rules"]
    assert {rule["confidence"] for rule in rules} == {"medium"}
    assert "GMS-10" in {rule["id"] for rule in rules}


def given_the_visitor_opens_the_law_from_the_menu(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="The law").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Read the law")


def when_they_look_for(page: Page, words: str) -> None:
    page.get_by_label("Words").fill(words)
    page.get_by_role("button", name="Find rules").click()
    then_rules_are_found(page)


def when_they_narrow_it_to(page: Page, *, topic: str) -> None:
    page.get_by_label("Topic").select_option(label=topic)
    page.get_by_role("button", name="Show rules").click()
    expect(page.get_by_role("link", name=f"Remove Topic: {topic}")).to_be_visible()
    assert "topic=gms" in page.url
    then_rules_are_found(page)


def then_rules_are_found(page: Page) -> None:
    expect(page.get_by_role("heading", name="found")).to_be_visible()


def when_they_open(page: Page, rule_id: str) -> None:
    page.get_by_role("link", name=rule_id).first.click()


def then_the_rule_says_what_must_be_so(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rule GMS-02")
    expect(page.get_by_text("a GP personally owns at least one share").first).to_be_visible()
    expect(page.get_by_role("link", name="NHS Act 2006 section 86")).to_be_visible()


def when_they_follow_the_source(page: Page, source_id: str) -> None:
    page.get_by_role("link", name=source_id, exact=True).click()


def then_the_source_says_how_it_was_read(page: Page) -> None:
    row = page.locator(":target")
    expect(row).to_contain_text("National Health Service Act 2006")
    expect(row).to_contain_text("GMS-02")
