"""Every component in a real browser: accessible, within the screen, and of use by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from mutualise.web.middleware import CONTENT_SECURITY_POLICY
from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.test_every_page import take_picture
from tests.web.design.gallery import GalleryForm, empty_form, gallery, wrong_form

Form = Callable[[], GalleryForm]


def show(page: Page, form: Form) -> None:
    """A page of the site that holds every component; the site itself has no such page."""
    body = gallery(form())

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)

    page.route("**/gallery/", answer)
    page.goto("/gallery/")


@pytest.mark.parametrize("form", [empty_form, wrong_form])
def test_components_are_accessible(page: Page, form: Form, screenshots: Path | None) -> None:
    show(page, form)
    take_picture(page, screenshots, "wide", f"/{form.__name__}/")
    assert_accessible(page)


@pytest.mark.parametrize("form", [empty_form, wrong_form])
def test_components_fit_a_telephone(
    narrow_page: Page, form: Form, screenshots: Path | None
) -> None:
    show(narrow_page, form)
    take_picture(narrow_page, screenshots, "narrow", f"/{form.__name__}/")
    assert_fits(narrow_page)
    assert_accessible(narrow_page)


def test_focus_goes_to_the_errors_and_from_there_to_the_question(page: Page) -> None:
    show(page, wrong_form)
    assert page.evaluate("document.activeElement.contains(document.querySelector('[role=alert]'))")
    assert page.evaluate("document.activeElement.tagName") == "DIV"
    page.get_by_role("link", name="The date must be a real date").click()
    expect(page.get_by_label("Day")).to_be_focused()
    page.get_by_role("link", name="Answer “Are you sure?”").click()
    expect(page.get_by_label("Yes")).to_be_focused()


def test_choice_reveals_its_question(page: Page) -> None:
    show(page, empty_form)
    question = page.get_by_label("What kind of team is it?")
    expect(question).to_be_hidden()
    page.get_by_label("Something else").check()
    expect(question).to_be_visible()
    page.get_by_label("GP practice").check()
    expect(question).to_be_hidden()


def test_none_of_these_rules_the_others_out(page: Page) -> None:
    show(page, empty_form)
    page.get_by_label("Pension").check()
    page.get_by_label("None of these").check()
    expect(page.get_by_label("Pension")).not_to_be_checked()


def test_without_scripts_every_question_can_be_seen(page_without_scripts: Page) -> None:
    show(page_without_scripts, empty_form)
    expect(page_without_scripts.get_by_label("What kind of team is it?")).to_be_visible()


def test_skip_link_is_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_page_not_found_is_accessible(page: Page, screenshots: Path | None) -> None:
    answer = page.goto("/nothing-here/")
    assert answer
    assert answer.status == 404
    take_picture(page, screenshots, "wide", "/404/")
    assert_accessible(page)


def test_printed_page_keeps_words_and_drops_controls(page: Page) -> None:
    show(page, empty_form)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Save and continue")).to_be_hidden()
    expect(page.get_by_text("It decides who may own shares.")).to_be_visible()


def test_large_file_gives_the_visitor_a_sentence(page: Page, tmp_path: Path) -> None:
    """A browser shows a lost connection unless the server takes the upload in first."""
    large = tmp_path / "case.yaml"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    show(page, empty_form)
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Case file").click()
    chooser.value.set_files(large)
    page.evaluate("document.querySelector('form').action = '/'")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file is too large")
