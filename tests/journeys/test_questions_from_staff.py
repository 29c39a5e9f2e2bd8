"""A nurse asks without her name; the next day a colleague answers, and the team can read it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mutualise.datafolder import DATABASE
from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, WIDE, watched_page
from tests.site_process import clean_environment, running_site

ROOT = Path(__file__).parents[2]
QUESTION = "Who decides if the board wants to sell?"
ANSWER = "The members decide, by a vote of three in four."
SEATS = {"practice manager": "owner", "staff partner": "editor", "nurse 12": "member"}

# Sign-in has a journey of its own; these people have come in already.
SEAT = """
import django, json, sys
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_person, make_workspace, seat_in, signed_in
seats = json.loads(sys.argv[1])
owner, *others = seats
workspace = make_workspace(make_person(owner), title="Riverside community nurses")
for label in others:
    seat_in(workspace, Role(seats[label]), label)
cookie = settings.SESSION_COOKIE_NAME
sessions = {label: signed_in(make_person(label)).cookies[cookie].value for label in seats}
print(json.dumps([workspace.address, cookie, sessions]))
"""


class Team:
    """A site with a workspace, and a browser for each of its people."""

    def __init__(self, browser: Browser, folder: Path, screenshots: Path | None) -> None:
        self.browser, self.folder, self.screenshots = browser, folder, screenshots
        environment = clean_environment(
            DJANGO_SETTINGS_MODULE="mutualise.web.settings",
            MUTUALISE_DATA=str(folder),
            MUTUALISE_SECRET_KEY="for this journey",
        )
        done = subprocess.run(
            [sys.executable, "-c", SEAT, json.dumps(SEATS)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.workspace, self.cookie, self.sessions = json.loads(done.stdout)
        self.site = ""

    @contextmanager
    def page_of(
        self, label: str, screen: dict[str, int] = WIDE, *, scripts: bool = True
    ) -> Iterator[Page]:
        """The questions of the team, in the browser of one of its people."""
        with watched_page(self.browser, self.site, screen, scripts=scripts) as page:
            cookie = {"name": self.cookie, "value": self.sessions[label], "url": self.site}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            page.goto(f"/workspaces/{self.workspace}/questions/")
            yield page

    def a_night_passes(self) -> None:
        """As if what lies in the letter box had been asked a day earlier."""
        with sqlite3.connect(self.folder / DATABASE) as database:
            database.execute("UPDATE questions_letter SET posted_on = date(posted_on, '-1 day')")
        database.close()

    def looks_right(self, page: Page, name: str) -> None:
        """Accessible, not too wide, and a picture for whoever wants to look."""
        assert_accessible(page)
        assert_fits(page)
        if self.screenshots:
            width = page.viewport_size["width"] if page.viewport_size else 0
            self.screenshots.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.screenshots / f"{name}-{width}.png", full_page=True)


@pytest.fixture
def team(browser: Browser, tmp_path: Path, screenshots: Path | None) -> Iterator[Team]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    made = Team(browser, folder, screenshots)
    with running_site(folder, MUTUALISE_SECRET_KEY="for this journey") as address:
        made.site = address
        yield made


def when_they_ask_without_a_name(page: Page) -> None:
    page.get_by_role("link", name="Ask a question").or_(
        page.get_by_role("button", name="Ask a question")
    ).click()
    page.get_by_label("What would you like to ask?").fill(QUESTION)
    page.get_by_role("radio", name="How we are run").check()
    page.get_by_role("radio", name="No, without my name").check()
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", name="Your question is in the letter box")).to_be_visible()


def when_they_answer(page: Page) -> None:
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_text("Asked without a name on")).to_be_visible()
    page.get_by_role("link", name="Answer it", exact=True).click()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_role("heading", name="Question 1")).to_be_visible()


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_question_without_a_name_is_answered_for_all(team: Team, screen: dict[str, int]) -> None:
    with (
        team.page_of("nurse 12", screen) as nurse,
        team.page_of("staff partner", screen) as partner,
    ):
        team.looks_right(nurse, "questions-none")
        nurse.goto(f"/workspaces/{team.workspace}/questions/ask/")
        nurse.get_by_text("Who could find out who asked without a name?").click()
        team.looks_right(nurse, "questions-ask")
        nurse.get_by_role("button", name="Send the question").click()
        expect(nurse.get_by_role("heading", name="There is a problem")).to_be_visible()
        team.looks_right(nurse, "questions-ask-problem")

        nurse.goto(f"/workspaces/{team.workspace}/questions/")
        when_they_ask_without_a_name(nurse)
        team.looks_right(nurse, "questions-posted")

        # That same day nobody sees it.
        partner.reload()
        expect(partner.get_by_text("Nobody has asked a question yet.")).to_be_visible()

        team.a_night_passes()
        partner.reload()
        expect(partner.get_by_text("Asked without a name on")).to_be_visible()
        team.looks_right(partner, "questions-waiting")
        when_they_answer(partner)
        team.looks_right(partner, "questions-answered")

        nurse.goto(f"/workspaces/{team.workspace}/questions/")
        nurse.get_by_role("link", name=QUESTION).click()
        expect(nurse.get_by_text(ANSWER)).to_be_visible()
        expect(nurse.get_by_text("Written by Staff partner")).to_be_visible()
        # Nobody's question to take back, not even hers.
        expect(nurse.get_by_role("link", name="Take your name off")).to_have_count(0)
        nurse.goto(f"/workspaces/{team.workspace}/questions/print/")
        team.looks_right(nurse, "questions-print")
        for path, name in (("/account/data/", "held"), ("/account/notices/", "notices")):
            nurse.goto(path)
            team.looks_right(nurse, name)


def test_asking_needs_no_scripts(team: Team) -> None:
    with team.page_of("nurse 12", scripts=False) as nurse:
        when_they_ask_without_a_name(nurse)
    team.a_night_passes()
    with team.page_of("staff partner", scripts=False) as partner:
        when_they_answer(partner)
