"""A network director compares ways to organise the network and takes the questions away."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits


def test_a_network_director_compares_ways_and_opens_a_reason(page: Page) -> None:
    given_the_director_comes_from_the_finder(page)
    when_they_choose(page, "A single neighbourhood provider contract", "Company limited by shares")
    then_the_table_says_what_is_not_settled(page)
    when_they_open_the_reason_on_the_pension(page)
    then_the_rule_and_its_source_are_there(page)
    then_the_way_back_leads_to_the_same_table(page)


def test_the_same_without_scripts(page_without_scripts: Page) -> None:
    given_the_director_comes_from_the_finder(page_without_scripts)
    when_they_choose(
        page_without_scripts,
        "A single neighbourhood provider contract",
        "Company limited by shares",
    )
    then_the_table_says_what_is_not_settled(page_without_scripts)


def test_the_table_reads_one_beneath_another_on_a_small_telephone(narrow_page: Page) -> None:
    for query in ("", "?purpose=multi&work=care", "?purpose=nothing"):
        narrow_page.goto(f"/networks/{query}")
        assert_fits(narrow_page)
        assert_accessible(narrow_page)
    narrow_page.goto("/networks/?purpose=des")
    cells = narrow_page.locator("#employs td")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert all(box is not None and box["x"] == boxes[0]["x"] for box in boxes)  # type: ignore[index]
    expect(cells.first.locator(".app-compare__title")).to_be_visible()


def test_a_network_in_the_finder_finds_its_own_answers_in_the_table(page: Page) -> None:
    page.goto("/structures/examples/network-considering-company/")
    page.get_by_role("button", name="Open this case").click()
    page.get_by_role("link", name="Compare ways to organise your network").click()
    expect(page.get_by_text("This table uses the answers that you gave.")).to_be_visible()
    expect(page.locator(".app-ways")).to_contain_text("company limited by shares")


def given_the_director_comes_from_the_finder(page: Page) -> None:
    page.goto("/structures/")
    page.get_by_role("link", name="Compare ways to organise a primary care network").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Compare ways to organise")


def when_they_choose(page: Page, contract: str, form: str) -> None:
    page.get_by_role("radio", name=contract, exact=True).check()
    page.get_by_label("Legal form of a new company").select_option(label=form)
    page.get_by_role("button", name="Compare").click()


def then_the_table_says_what_is_not_settled(page: Page) -> None:
    expect(page.get_by_text("The national rules on who may hold this contract")).to_be_visible()
    expect(page.locator("#holds")).to_contain_text("Not yet settled")
    expect(page.get_by_role("heading", name="What to ask before you choose")).to_be_visible()


def when_they_open_the_reason_on_the_pension(page: Page) -> None:
    expect(page.locator("#pension_apms td").last).to_contain_text("It depends")
    page.locator("#pension_apms").get_by_role("link", name="Why").last.click()


def then_the_rule_and_its_source_are_there(page: Page) -> None:
    expect(page.get_by_role("link", name="PEN-02").first).to_be_visible()
    expect(page.get_by_role("heading", name="What we read")).to_be_visible()
    assert_accessible(page)


def then_the_way_back_leads_to_the_same_table(page: Page) -> None:
    page.get_by_role("link", name="Back to the table").click()
    expect(
        page.get_by_role("radio", name="A single neighbourhood provider contract")
    ).to_be_checked()
    expect(page.locator(":target")).to_contain_text("APMS")
