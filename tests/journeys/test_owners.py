"""A company secretary checks who may own the new company before the shares are offered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from mutualise.structures.owners_file import example_csv
from tests.journeys.accessibility import assert_accessible, assert_fits


def given_an_empty_list(page: Page) -> None:
    page.goto("/owners/")
    expect(page.get_by_role("heading", name="Check your owners one by one")).to_be_visible()


def when_they_add(page: Page, label: str, kind: str, *answers: str) -> None:
    page.get_by_role("button", name="Add").first.click()
    page.get_by_label("What do you call this owner?").fill(label)
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    for answer in answers:
        page.get_by_role("radio", name=answer, exact=True).check()
        page.get_by_role("button", name="Continue").click()


def when_they_say_that_this_is_everyone(page: Page) -> None:
    page.get_by_role("link", name="Change whether this is everyone").click()
    page.get_by_role("radio", name="Yes, this is everyone").check()
    page.get_by_role("radio", name="Yes, everyone of whom nothing else is said").check()
    page.get_by_role("button", name="Save").click()


def then_it_breaks_the_list(page: Page, label: str) -> None:
    expect(page.get_by_role("heading", name="GMS and PMS: who breaks it")).to_be_visible()
    expect(page.get_by_text(f"{label} breaks the list.")).to_be_visible()


def then_removing_them_mends_it(page: Page, label: str) -> None:
    page.get_by_role("link", name=f"Remove {label}").click()
    page.get_by_role("button", name=f"Remove {label}").click()
    expect(page.get_by_role("heading", name="who breaks it")).to_have_count(0)
    expect(page.get_by_text("The list passes").first).to_be_visible()


def given_a_gp_and_somebody_from_a_network_company(page: Page) -> None:
    given_an_empty_list(page)
    when_they_add(page, "GP 1", "A GP")
    when_they_add(
        page,
        "Care coordinator 5",
        "Anyone else who is a person",
        "A company owned by practices in a network",
        "No",
    )
    when_they_say_that_this_is_everyone(page)


def test_the_secretary_finds_who_breaks_the_list_and_mends_it(page: Page) -> None:
    given_a_gp_and_somebody_from_a_network_company(page)
    then_it_breaks_the_list(page, "Care coordinator 5")
    assert_accessible(page)

    page.get_by_role("link", name="Care coordinator 5", exact=True).click()
    expect(page.get_by_text("employed by a company owned by practices").first).to_be_visible()
    assert_accessible(page)
    then_removing_them_mends_it(page, "Care coordinator 5")


def test_the_list_needs_no_scripts(page_without_scripts: Page) -> None:
    given_a_gp_and_somebody_from_a_network_company(page_without_scripts)
    then_it_breaks_the_list(page_without_scripts, "Care coordinator 5")
    then_removing_them_mends_it(page_without_scripts, "Care coordinator 5")


def test_a_list_from_a_spreadsheet_fits_a_telephone(narrow_page: Page) -> None:
    narrow_page.goto("/owners/upload/")
    narrow_page.locator("input[type=file]").set_input_files(
        {"name": "owners.csv", "mimeType": "text/csv", "buffer": example_csv().encode()}
    )
    narrow_page.get_by_role("radio", name="Yes, this is everyone").check()
    narrow_page.get_by_role("button", name="Upload the list").click()

    expect(narrow_page.get_by_text("2 owners break the list")).to_be_visible()
    assert_fits(narrow_page)


def test_the_printed_list_has_the_findings_and_no_controls(page: Page) -> None:
    given_a_gp_and_somebody_from_a_network_company(page)
    page.emulate_media(media="print")

    expect(page.get_by_text("What to do")).to_have_count(3)
    for control in ("What to do", "Remove"):
        for found in page.get_by_text(control).all():
            expect(found).not_to_be_visible()
    after = page.get_by_role("link", name="GP 1", exact=True).evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert after == "none"
    assert_fits(page)
