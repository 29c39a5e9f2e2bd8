"""Every page of the site, on a wide and a narrow screen, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.sample_urls import NOT_A_PAGE, SAMPLES
from tests.web.addresses import open_addresses

# Once each: signing in has two names for one address.
PAGES = list(
    dict.fromkeys(
        reverse(address.name, kwargs=arguments or None)
        for address in open_addresses()
        if address.name not in NOT_A_PAGE
        for arguments in (SAMPLES.get(address.name, []) if address.needs else [{}])
    )
)


def test_every_address_is_visited_or_says_why_not() -> None:
    names = {address.name for address in open_addresses()}
    without_sample = {
        address.name
        for address in open_addresses()
        if address.needs and not SAMPLES.get(address.name) and address.name not in NOT_A_PAGE
    }
    assert not without_sample, f"Add samples for {without_sample} to tests/journeys/sample_urls.py"
    assert names >= set(SAMPLES) | set(NOT_A_PAGE), "sample_urls.py names an address that is gone"


@pytest.mark.parametrize("path", PAGES)
def test_page_on_a_wide_screen(page: Page, path: str, screenshots: Path | None) -> None:
    answer = page.goto(path)
    assert answer
    assert answer.status == 200
    assert page.title().endswith("– Mutualise")
    assert page.get_by_role("heading", level=1).count() == 1
    take_picture(page, screenshots, "wide", path)
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_page_on_a_narrow_screen(narrow_page: Page, path: str, screenshots: Path | None) -> None:
    narrow_page.goto(path)
    take_picture(narrow_page, screenshots, "narrow", path)
    assert_fits(narrow_page)
    assert_accessible(narrow_page)


@pytest.mark.parametrize("path", PAGES)
def test_page_without_scripts(page_without_scripts: Page, path: str) -> None:
    answer = page_without_scripts.goto(path)
    assert answer
    assert answer.status == 200
    assert page_without_scripts.get_by_role("heading", level=1).is_visible()


def take_picture(page: Page, folder: Path | None, screen: str, path: str) -> None:
    """For whoever wants to look: SCREENSHOTS=folder pytest tests/journeys/test_every_page.py"""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        name = path.strip("/").replace("/", "-") or "start"
        page.screenshot(path=folder / f"{name}-{screen}.png", full_page=True)
