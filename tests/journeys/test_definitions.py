"""An analyst holds one organisation against every definition."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits


def when_they_answer(page: Page, question: str, choice: str) -> None:
    group = page.get_by_role("group", name=question)
    group.get_by_role("radio", name=choice, exact=True).check()


def test_the_analyst_sees_which_definitions_an_organisation_fits(narrow_page: Page) -> None:
    page = narrow_page
    page.goto("/definitions/")
    assert_fits(page)
    page.get_by_role("button", name="Test an organisation").click()
    when_they_answer(page, "Does the organisation exist to deliver public services?", "Yes")
    when_they_answer(page, "Are your services mainly health, social care", "Yes")
    when_they_answer(page, "Is the organisation run on a not-for-profit basis?", "Yes")
    when_they_answer(page, "Do the employees both manage and control", "Yes")
    when_they_answer(page, "Did the organisation, or the service it runs, leave", "No")
    page.get_by_role("button", name="See the result").click()

    expect(page.get_by_text("It fits 1 of the definitions.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
