"""A GP partner looks at a way to share ownership, and takes two pages to the next meeting."""

from __future__ import annotations

import io

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.accessibility import assert_accessible, assert_fits


def test_a_partner_finds_a_route_reads_it_and_takes_two_pages_away(page: Page) -> None:
    given_the_partner_starts_at_the_finder(page)
    when_they_open(page, "A community interest company with one share for each employee")
    then_they_see_who_owns_what_at_each_step(page)
    when_they_ask_why(page, "Step 1: same owners")
    then_the_law_is_named(page, "TRF-03")
    then_the_document_has_two_pages(page)


def test_a_route_fits_a_small_telephone_without_scripts_or_colour(narrow_page: Page) -> None:
    narrow_page.goto("/routes/employee-trust/")
    assert_fits(narrow_page)
    assert_accessible(narrow_page)
    narrow_page.emulate_media(media="print")
    assert_fits(narrow_page)


def given_the_partner_starts_at_the_finder(page: Page) -> None:
    page.goto("/structures/")
    page.get_by_role("link", name="See the routes for a GP practice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Routes for a GP practice")


def when_they_open(page: Page, route: str) -> None:
    page.get_by_role("link", name=route, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(route)


def then_they_see_who_owns_what_at_each_step(page: Page) -> None:
    for step in ("Today", "Step 1: same owners", "Step 2: one share each"):
        expect(page.get_by_role("img", name=step)).to_be_visible()
        expect(page.get_by_role("rowheader", name=step)).to_be_visible()


def when_they_ask_why(page: Page, step: str) -> None:
    page.get_by_text(step, exact=True).last.click()


def then_the_law_is_named(page: Page, rule: str) -> None:
    expect(page.get_by_role("link", name=rule).first).to_be_visible()


def then_the_document_has_two_pages(page: Page) -> None:
    link = page.get_by_role("link", name="Two pages to forward (PDF)")
    made = page.request.get(str(link.get_attribute("href")))
    assert made.ok
    assert len(PdfReader(io.BytesIO(made.body())).pages) == 2
