"""The accessibility checker, and the narrow screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from mutualise.web.information.pages import information_page

_AXE = Axe()


def assert_accessible(page: Page) -> None:
    """No finding but the known ones, which the accessibility statement tells every visitor of."""
    found = _AXE.run(page).response["violations"]
    unknown = [
        f"{finding['id']} ({finding['impact']}): {finding['help']}\n    {node['html']}"
        for finding in found
        for node in finding["nodes"]
        if not _known(page, finding["id"], node)
    ]
    assert not unknown, f"{page.url}\n" + "\n".join(unknown)


def _known(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Whether the finding is about one of the elements that we said it would be about."""
    issues = information_page("accessibility").known_issues
    selectors = [issue.element for issue in issues if issue.rule == rule]
    target = node["target"][0]
    return any(
        page.locator(target).first.evaluate(
            "(element, selector) => element.matches(selector)"
            " || (element.children.length === 1 && element.firstElementChild.matches(selector))",
            selector,
        )
        for selector in selectors
    )


def assert_fits(page: Page) -> None:
    """Nothing pushes the page sideways."""
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{page.url} is {overflow} pixels too wide"
