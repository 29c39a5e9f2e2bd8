"""An owner invites a colleague, who accepts in a second browser, shares with the commissioner, and
lets the colleague go: at the next click the second browser is out."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, WIDE, Team, watched_page
from tests.journeys.terminal import Terminal, site_in_a_terminal
from tests.site_process import clean_environment

NURSE = "nurse-12@example.org"
SEATS = {"practice manager": "owner", "commissioner": "commissioner"}


class Story:
    """A site with a workspace, what its terminal prints, and pages that are looked at."""

    def __init__(
        self, team: Team, terminal: Terminal, browser: Browser, pictures: Path | None
    ) -> None:
        self.team, self.terminal, self.browser, self.pictures = team, terminal, browser, pictures

    def looks_right(self, page: Page, name: str) -> None:
        """Accessible, not too wide, and a picture for whoever wants to look."""
        assert_accessible(page)
        assert_fits(page)
        if self.pictures:
            width = page.viewport_size["width"] if page.viewport_size else 0
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"people-{name}-{width}.png", full_page=True)

    def opens(self, page: Page, path: str, heading: str) -> None:
        page.goto(f"{self.team.path}/{path}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    def makes_an_account(self, page: Page) -> None:
        page.goto("/account/sign-up/")
        before = len(self.terminal.text)
        page.get_by_label("What is your e-mail address?").fill(NURSE)
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("Code", exact=True).fill(self.terminal.code_for(NURSE, before))
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("What should your colleagues call you?").fill("Nurse 12")
        page.get_by_role("button", name="Continue").click()


@pytest.fixture
def story(browser: Browser, tmp_path: Path, screenshots: Path | None) -> Iterator[Story]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.seat_people", "Practice A", json.dumps(SEATS)],
        env=clean_environment(MUTUALISE_DATA=str(tmp_path)),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    with site_in_a_terminal(tmp_path) as terminal:
        site = f"http://127.0.0.1:{terminal.port}"
        path = f"/workspaces/{made['workspace']}"
        team = Team(site, path, made["cookie"], made["sessions"])
        yield Story(team, terminal, browser, screenshots)


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_colleague_is_invited_works_and_goes(story: Story, screen: dict[str, int]) -> None:
    team = story.team
    with (
        team.page_of(story.browser, "practice manager", screen) as manager,
        watched_page(story.browser, team.site, screen) as nurse,
    ):
        given_the_manager_invites_the_nurse(story, manager)
        then_the_letter_holds_nothing_that_acts(story)
        when_the_nurse_accepts(story, nurse)
        then_the_nurse_sees_colleagues_and_may_not_invite(story, nurse)
        when_the_manager_makes_her_an_owner(story, manager)
        then_she_may_share_once_she_has_a_second_factor(story, nurse)
        when_the_manager_removes_her(story, manager)
        then_her_next_click_leads_out(story, nurse)


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_something_is_shared_and_the_workspace_closes(story: Story, screen: dict[str, int]) -> None:
    team = story.team
    with (
        team.page_of(story.browser, "practice manager", screen) as manager,
        team.page_of(story.browser, "commissioner", screen) as commissioner,
    ):
        given_the_case_has_begun(story, manager)
        story.opens(commissioner, "", "Practice A")
        story.looks_right(commissioner, "home-of-commissioner")
        story.opens(commissioner, "shared/", "Shared with you")
        expect(commissioner.get_by_text("Nothing is shared with you now.")).to_be_visible()

        when_the_manager_shares_the_case(story, manager)
        commissioner.reload()
        story.looks_right(commissioner, "received")
        commissioner.get_by_role("link", name="The whole case").click()
        expect(commissioner.get_by_text("You can read it, not change it.")).to_be_visible()
        story.looks_right(commissioner, "shared")

        when_the_workspace_is_closed(story, manager)
        answer = commissioner.reload()
        assert answer
        assert answer.status == 404


def given_the_manager_invites_the_nurse(story: Story, manager: Page) -> None:
    story.opens(manager, "", "Practice A")
    story.looks_right(manager, "home")
    manager.get_by_role("link", name="People", exact=True).last.click()
    story.looks_right(manager, "people")
    manager.get_by_role("button", name="Invite someone").click()
    manager.get_by_label("Their e-mail address").fill("nurse 12")
    manager.get_by_role("button", name="Send the invitation").click()
    expect(manager.get_by_role("heading", name="There is a problem")).to_be_visible()
    story.looks_right(manager, "invite-problem")
    manager.get_by_label("Their e-mail address").fill(NURSE)
    manager.get_by_label("Editor", exact=True).check()
    manager.get_by_role("button", name="Send the invitation").click()
    expect(manager.get_by_text("The invitation is open.")).to_be_visible()
    expect(manager.get_by_text(NURSE).first).to_be_visible()
    story.looks_right(manager, "invited")
    manager.get_by_role("link", name="Send again or withdraw").click()
    story.looks_right(manager, "invitation")


def then_the_letter_holds_nothing_that_acts(story: Story) -> None:
    letter = story.terminal.wait_for(rf"^To: {NURSE}.*?^This letter holds no password.*?$")
    assert "/workspaces/\n" in letter.group(0)
    assert letter.group(0).count("http") == 1
    assert story.team.path not in letter.group(0)


def when_the_nurse_accepts(story: Story, nurse: Page) -> None:
    story.makes_an_account(nurse)
    nurse.goto("/workspaces/")
    expect(nurse.get_by_role("heading", name="Your invitations")).to_be_visible()
    story.looks_right(nurse, "mine")
    nurse.get_by_role("button", name="Accept the invitation to Practice A").click()
    expect(nurse.get_by_role("heading", level=1)).to_contain_text("Practice A")


def then_the_nurse_sees_colleagues_and_may_not_invite(story: Story, nurse: Page) -> None:
    story.opens(nurse, "people/", "People")
    expect(nurse.get_by_text("Practice manager")).to_be_visible()
    expect(nurse.get_by_role("button", name="Invite someone")).to_have_count(0)
    nurse.get_by_role("link", name="See what each role may do").click()
    story.looks_right(nurse, "roles")


def when_the_manager_makes_her_an_owner(story: Story, manager: Page) -> None:
    story.opens(manager, "people/", "People")
    manager.get_by_role("link", name="Change roles of Nurse 12").click()
    manager.get_by_label("Owner", exact=True).check()
    story.looks_right(manager, "roles-of-one")
    manager.get_by_role("button", name="Save the roles").click()
    expect(manager.get_by_text("The roles are changed.")).to_be_visible()


def then_she_may_share_once_she_has_a_second_factor(story: Story, nurse: Page) -> None:
    story.opens(nurse, "", "Practice A")
    nurse.get_by_role("link", name="Sharing", exact=True).click()
    expect(nurse.get_by_role("heading", level=1)).to_contain_text("second")


def when_the_manager_removes_her(story: Story, manager: Page) -> None:
    manager.get_by_role("link", name="Remove Nurse 12").click()
    story.looks_right(manager, "remove")
    manager.get_by_role("button", name="Remove from this workspace").click()
    expect(manager.get_by_text("The person is removed and signed out.")).to_be_visible()
    # Nobody else runs it now.
    manager.get_by_role("link", name="Leave this workspace").click()
    manager.get_by_role("button", name="Leave this workspace").click()
    expect(manager.get_by_text("Nobody else runs this workspace")).to_be_visible()
    story.looks_right(manager, "cannot-leave")


def then_her_next_click_leads_out(story: Story, nurse: Page) -> None:
    nurse.goto(f"{story.team.path}/people/")
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Sign in")


def given_the_case_has_begun(story: Story, manager: Page) -> None:
    story.opens(manager, "", "Practice A")
    manager.get_by_role("button", name="Answer the first questions").click()
    manager.get_by_label("A GP partnership or single practice", exact=True).check()
    manager.get_by_role("button", name="Continue").click()


def when_the_manager_shares_the_case(story: Story, manager: Page) -> None:
    story.opens(manager, "shares/", "What we share")
    manager.get_by_role("button", name="Share something").click()
    manager.get_by_label("The whole case").check()
    manager.get_by_label("Everyone here with the role Commissioner").check()
    day = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011 - as on the wall of the practice
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        manager.get_by_label(part, exact=True).fill(str(number))
    manager.get_by_label("A note to them (optional)").fill("For our meeting in March.")
    story.looks_right(manager, "share")
    manager.get_by_role("button", name="Share it").click()
    expect(manager.get_by_role("heading", level=1)).to_contain_text("What we share")
    story.looks_right(manager, "shares")
    manager.get_by_role("link", name="Stop sharing The whole case").click()
    story.looks_right(manager, "stop-sharing")


def when_the_workspace_is_closed(story: Story, manager: Page) -> None:
    story.opens(manager, "settings/", "Settings")
    story.looks_right(manager, "settings")
    manager.get_by_role("link", name="Download everything").click()
    story.looks_right(manager, "download")
    with manager.expect_download() as download:
        manager.get_by_role("button", name="Download everything").click()
    assert download.value.suggested_filename.endswith(".zip")
    story.opens(manager, "settings/close/", "Close Practice A")
    manager.get_by_role("button", name="Close the workspace").click()
    expect(manager.get_by_role("heading", name="There is a problem")).to_be_visible()
    story.looks_right(manager, "close")
    manager.get_by_label("Type the name of the workspace").fill("practice a")
    manager.get_by_role("button", name="Close the workspace").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text("Practice A is closed")
    story.looks_right(manager, "closed")
    story.opens(manager, "", "Practice A")
    story.looks_right(manager, "home-closed")
