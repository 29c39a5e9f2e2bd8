"""A real server, a real browser, and pages that notice what a visitor would not see."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.site_process import clean_environment, running_site

WIDE = {"width": 1000, "height": 900}
NARROW = {"width": 360, "height": 740}

# Without these a browser in a closed network keeps trying to reach its maker.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that was started as a person starts it."""
    with running_site(tmp_path_factory.mktemp("data")) as address:
        yield address


@dataclass(frozen=True)
class Team:
    """A workspace on a site of its own, and the sessions of its people."""

    site: str
    path: str
    cookie: str
    sessions: dict[str, str]

    @contextmanager
    def page_of(
        self, browser: Browser, label: str, viewport: dict[str, int] | None = None
    ) -> Iterator[Page]:
        """The browser of one of them, who has signed in."""
        with watched_page(browser, self.site, viewport or WIDE) as page:
            cookie = {"name": self.cookie, "value": self.sessions[label], "url": self.site}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            yield page


@contextmanager
def team_on_a_site(folder: Path, title: str, seats: dict[str, str]) -> Iterator[Team]:
    """A running site with one workspace: people by label and role, the first runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.seat_people", title, json.dumps(seats)],
        env=clean_environment(MUTUALISE_DATA=str(folder)),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    with running_site(folder) as address:
        path = f"/workspaces/{made['workspace']}"
        yield Team(address, path, made["cookie"], made["sessions"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this system. Its absence is a failure: these tests are the ones that matter."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not program:
        pytest.fail("The browser tests need Chromium: see system-packages.txt.", pytrace=False)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*QUIET, "--no-sandbox"] if root else QUIET
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@contextmanager
def watched_page(
    browser: Browser, site: str, viewport: dict[str, int], *, scripts: bool = True
) -> Iterator[Page]:
    """A page of a new visitor; leaving it fails if the browser complained about anything."""
    context = browser.new_context(
        base_url=site, viewport=viewport, java_script_enabled=scripts, locale="en-GB"
    )
    complaints: list[str] = []
    page = context.new_page()

    def heard(message: ConsoleMessage) -> None:
        # The status of the page itself is for the test to judge, as with a page not found.
        about_page = message.location.get("url") == page.url
        if message.type in {"error", "warning"} and not (
            about_page and message.text.startswith("Failed to load resource")
        ):
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((site, "data:", "blob:"))
            or complaints.append(f"called out to {request.url}")
        ),
    )
    yield page
    context.close()
    assert not complaints, complaints


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A wide screen."""
    with watched_page(browser, site, WIDE) as made:
        yield made


@pytest.fixture
def narrow_page(browser: Browser, site: str) -> Iterator[Page]:
    """A small telephone."""
    with watched_page(browser, site, NARROW) as made:
        yield made


@pytest.fixture
def page_without_scripts(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no JavaScript."""
    with watched_page(browser, site, WIDE, scripts=False) as made:
        yield made


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """Where to put pictures of the pages, if SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    return Path(folder) if folder else None
