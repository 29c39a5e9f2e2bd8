"""The company secretary reads the record, and proves it to someone outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mutualise.ledger.verify import main as verify
from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, WIDE, watched_page
from tests.journeys.record_site import Filled, fill
from tests.site_process import running_site

Site = tuple[str, Filled]


@pytest.fixture(scope="module")
def team_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The address of a site, and the workspace in it."""
    folder = tmp_path_factory.mktemp("record") / "data"
    filled = fill(folder)
    with running_site(folder, MUTUALISE_SECRET_KEY="only for tests") as address:
        yield address, filled


@dataclass(frozen=True)
class Visit:
    """The page of whoever runs the workspace."""

    page: Page
    scripts: bool

    def look(self, screenshots: Path | None, name: str) -> None:
        """Nothing that keeps someone out, and a picture for whoever wants to look."""
        # The checker itself is a script.
        if self.scripts:
            assert_accessible(self.page)
            assert_fits(self.page)
        if screenshots:
            screenshots.mkdir(parents=True, exist_ok=True)
            size = self.page.viewport_size or WIDE
            path = screenshots / f"{name}-{size['width']}.png"
            self.page.screenshot(path=path, full_page=True)


@pytest.fixture(params=["wide", "narrow", "without scripts"])
def visit(request: pytest.FixtureRequest, browser: Browser, team_site: Site) -> Iterator[Visit]:
    """On different screens, at the first page of the workspace."""
    address, filled = team_site
    viewport = NARROW if request.param == "narrow" else WIDE
    scripts = request.param != "without scripts"
    with watched_page(browser, address, viewport, scripts=scripts) as made:
        made.context.add_cookies(
            [{"name": filled.cookie, "value": filled.session, "url": address, "httpOnly": True}]
        )
        made.goto(f"/workspaces/{filled.workspace}/")
        yield Visit(made, scripts)


def test_reading_the_record(visit: Visit, screenshots: Path | None) -> None:
    page = visit.page
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("heading", name="The record", level=1).wait_for()
    page.get_by_text("Someone asked a question about pension").wait_for()
    visit.look(screenshots, "record")

    page.get_by_label("Who").select_option("Nurse 12")
    page.get_by_role("button", name="Show these entries").click()
    page.get_by_text("Nurse 12 changed the case").first.wait_for()
    assert not page.get_by_text("Practice manager changed the case").count()
    page.get_by_role("link", name="Show all entries").click()

    page.get_by_role("link", name="Older entries").click()
    page.get_by_text("Practice manager started this workspace.").wait_for()
    visit.look(screenshots, "record-older")


def test_proving_the_record(visit: Visit, screenshots: Path | None, tmp_path: Path) -> None:
    page = visit.page
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("link", name="Check it, or prove it to someone else").click()
    page.get_by_role("button", name="Check the whole record now").click()
    page.get_by_text("64 entries, and none was changed or removed.").wait_for()
    page.get_by_role("button", name="Make a checkpoint now").click()
    page.get_by_text("A checkpoint of the record is below.").wait_for()
    visit.look(screenshots, "record-proof")

    files = {}
    for name in ("download the checkpoint as a file", "Download the whole record"):
        with page.expect_download() as started:
            page.get_by_role("link", name=name).click()
        files[name] = tmp_path / started.value.suggested_filename
        started.value.save_as(files[name])
    checkpoint, record = files.values()
    # What the page tells someone else to run.
    command = page.get_by_label("The command").inner_text().split()
    assert command[:3] == ["python", "-m", "mutualise.ledger.verify"]
    assert command[3] == record.name
    assert command[5] == checkpoint.name
    assert verify([str(record), "--checkpoint", str(checkpoint), *command[6:]]) == 0
