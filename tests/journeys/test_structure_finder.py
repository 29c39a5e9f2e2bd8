"""A practice manager, with half an hour before the partners meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mutualise.casefile import load_examples
from tests.journeys.accessibility import assert_accessible, assert_fits

OPENING = (
    "A GP partnership or single practice",
    "A General Medical Services (GMS) contract",
    "An ordinary partnership",
    "A community interest company (CIC) limited by shares",
)
# What must not be so, if a company limited by shares is to hold a GMS contract.
TO_BE_DENIED = ("barred", "on trust", "other organisation own a share")


def given_a_visitor_who_has_started(page: Page) -> None:
    page.goto("/structures/")
    page.get_by_role("button", name="Start now").click()


def when_they_answer(page: Page, choice: str) -> None:
    page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def when_they_answer_the_opening_questions(page: Page) -> None:
    for choice in OPENING:
        when_they_answer(page, choice)


def when_they_say_yes_or_do_not_know_until_the_end(page: Page) -> int:
    """How many questions were asked; the shares are as they must be, and nobody is barred."""
    asked = 0
    while "/question/" in page.url:
        asked += 1
        assert asked <= 25, "the interview does not end"
        heading = page.get_by_role("heading", level=1).inner_text()
        yes = page.get_by_role("radio", name="Yes", exact=True)
        if any(words in heading for words in TO_BE_DENIED):
            when_they_answer(page, "No")
        elif "share" in heading and yes.count():
            when_they_answer(page, "Yes")
        elif page.get_by_role("radio", name="I do not know").count():
            when_they_answer(page, "I do not know")
        else:
            page.get_by_role("checkbox", name="I do not know").check()
            page.get_by_role("button", name="Continue").click()
    return asked


def then_the_heading_says(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_a_first_useful_answer_comes_after_four_questions(page: Page) -> None:
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    page.get_by_role("link", name="See what we know so far").click()

    table = page.get_by_role("table", name="Legal forms by contract")
    expect(table).to_contain_text("Never")
    expect(table).to_contain_text("Depends")
    expect(page.get_by_role("heading", name="What happens to pensions?")).to_be_visible()
    assert_accessible(page)


def test_the_finding_comes_within_twenty_five_questions(page: Page) -> None:
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    asked = len(OPENING) + when_they_say_yes_or_do_not_know_until_the_end(page)

    assert asked <= 25
    then_the_heading_says(page, "can hold")
    expect(page.get_by_role("main")).to_contain_text("ICB")
    expect(page.get_by_role("main")).to_contain_text("not legal advice")
    assert_accessible(page)


def test_the_whole_journey_works_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    when_they_say_yes_or_do_not_know_until_the_end(page)

    then_the_heading_says(page, "can hold")


def test_the_whole_journey_fits_a_telephone(narrow_page: Page) -> None:
    given_a_visitor_who_has_started(narrow_page)
    when_they_answer_the_opening_questions(narrow_page)
    then_the_heading_says(narrow_page, "Is any share held on trust")
    assert_fits(narrow_page)
    when_they_say_yes_or_do_not_know_until_the_end(narrow_page)

    then_the_heading_says(narrow_page, "can hold")
    assert_fits(narrow_page)


def when_they_tab_to(page: Page, target: Locator) -> None:
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key never comes to it")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/structures/question/team.kind/")
    when_they_tab_to(page, page.get_by_role("radio", name=OPENING[0], exact=True))
    page.keyboard.press("Space")
    when_they_tab_to(page, page.get_by_role("button", name="Continue"))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/structures/question/contract\.type/$"))


def test_an_unanswered_question_takes_the_focus_to_the_problem(page: Page) -> None:
    page.goto("/structures/question/team.kind/")
    page.get_by_role("button", name="Continue").click()

    focused = page.evaluate("document.activeElement.innerText")
    assert focused.startswith("There is a problem")
    page.get_by_role("link", name="Choose an answer").click()
    expect(page.get_by_role("radio", name=OPENING[0], exact=True)).to_be_focused()
    assert page.title().startswith("Error: ")
    assert_accessible(page)


def test_a_change_comes_back_to_the_check_page(page: Page) -> None:
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    when_they_say_yes_or_do_not_know_until_the_end(page)
    page.goto("/structures/answers/")
    assert_accessible(page)
    page.get_by_role("link", name="Change answer: A GP owns a share").click()
    when_they_answer(page, "No")

    expect(page).to_have_url(re.compile(r"/structures/answers/$"))
    page.goto("/structures/result/")
    then_the_heading_says(page, "cannot hold")


def test_a_case_is_saved_and_loaded_again(page: Page, tmp_path: Path) -> None:
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    page.goto("/structures/result/")
    before = page.get_by_role("heading", level=1).inner_text()
    page.goto("/structures/answers/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your answers as a case file").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)

    page.goto("/structures/start-again/")
    page.get_by_role("button", name="Forget my answers and start again").click()
    page.goto("/structures/load/")
    page.locator("input[type=file]").set_input_files(saved)
    page.get_by_role("button", name="Load the file").click()

    then_the_heading_says(page, before)


def test_a_file_that_is_not_a_case_is_named_and_nothing_is_lost(page: Page, tmp_path: Path) -> None:
    given_a_visitor_who_has_started(page)
    when_they_answer_the_opening_questions(page)
    wrong = tmp_path / "minutes.yaml"
    wrong.write_text("minutes:\n  - of the: [partners' meeting\n", encoding="utf-8")
    page.goto("/structures/load/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Load the file").click()

    expect(page.get_by_role("main")).to_contain_text("This is not valid YAML")
    assert_accessible(page)
    page.goto("/structures/answers/")
    expect(page.get_by_role("main")).to_contain_text("An ordinary partnership")


@pytest.mark.parametrize("slug", load_examples())
def test_each_worked_case_opens_with_a_finding_and_no_dead_end(page: Page, slug: str) -> None:
    page.goto(f"/structures/examples/{slug}/")
    page.get_by_role("button", name="Open this case").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("hold")
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()
    assert_accessible(page)
