"""The note fits on two sheets of paper, whatever the case."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from mutualise.casefile import load_examples


@pytest.mark.parametrize("slug", load_examples())
def test_the_note_prints_on_two_sheets(page: Page, slug: str) -> None:
    page.goto(f"/structures/examples/{slug}/")
    page.get_by_role("button", name="Open this case").click()
    for option in load_examples()[slug].options:
        page.goto(f"/structures/note/?option={option}")
        printed = page.pdf(format="A4")
        sheets = re.findall(rb"/Type\s*/Page\b", printed)
        assert 1 <= len(sheets) <= 2, (option, len(sheets))
