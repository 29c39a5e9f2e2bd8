"""A policy analyst asks what would change if the law were different."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits

MISTAKEN = "holder.is_gp or shares.gp_shares"
ANOTHER = "not holder.any_disqualified or entity.form == 'partnership'"


def test_an_analyst_changes_a_condition_and_sees_whose_answers_turn(page: Page) -> None:
    given_the_analyst_opens_what_if_from_the_law(page)
    when_they_choose_the_rule(page, "GMS-04")
    when_they_write(page, MISTAKEN)
    then_the_mistake_is_pointed_at(page, "shares.gp_shares")
    when_they_write(page, ANOTHER)
    then_the_practices_get_another_answer_and_the_reason_opens(page)
    assert_accessible(page)


def test_the_same_without_scripts(page_without_scripts: Page) -> None:
    given_the_analyst_opens_what_if_from_the_law(page_without_scripts)
    when_they_choose_the_rule(page_without_scripts, "GMS-04")
    when_they_write(page_without_scripts, ANOTHER)
    then_the_practices_get_another_answer_and_the_reason_opens(page_without_scripts)


def test_a_figure_is_changed_on_a_small_telephone(narrow_page: Page) -> None:
    narrow_page.goto("/law/what-if/")
    figures = narrow_page.get_by_label("Figure")
    option = figures.locator("option", has_text="Longest term of a contract reserved")
    figures.select_option(option.get_attribute("value"))
    narrow_page.get_by_label("New value").fill("3")
    narrow_page.get_by_role("button", name="See what changes").click()

    expect(narrow_page.get_by_text("1 of the 6 worked cases gets another answer.")).to_be_visible()
    assert_fits(narrow_page)
    assert_accessible(narrow_page)


def given_the_analyst_opens_what_if_from_the_law(page: Page) -> None:
    page.goto("/law/")
    page.get_by_role("link", name="What if the law were different?").click()
    expect(page.get_by_role("heading", name="This is not the law")).to_be_visible()


def when_they_choose_the_rule(page: Page, rule_id: str) -> None:
    page.get_by_label("Rule", exact=True).select_option(rule_id)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(rule_id)


def when_they_write(page: Page, condition: str) -> None:
    page.get_by_label("Condition", exact=True).fill(condition)
    page.get_by_role("button", name="See what changes").click()


def then_the_mistake_is_pointed_at(page: Page, place: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text("Did you mean shares.gp_share?")
    expect(page.locator("mark")).to_have_text(place)
    expect(page.get_by_label("Condition", exact=True)).to_have_value(MISTAKEN)
    assert_accessible(page)


def then_the_practices_get_another_answer_and_the_reason_opens(page: Page) -> None:
    granta = page.get_by_role("row", name="Granta").get_by_role("link")
    granta.click()
    page.get_by_text("Why, today and then").first.click()
    reasons = page.get_by_role("group").filter(has_text="Why, today and then").first
    expect(reasons).to_contain_text("everyone involved passes the fitness test")
