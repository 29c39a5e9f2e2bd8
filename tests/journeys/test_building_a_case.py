"""Three people in two browsers build one case together, and an adviser looks on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, Team, team_on_a_site

PEOPLE = {
    "practice manager": "owner",
    "practice nurse": "editor",
    "GP partner": "editor",
    "solicitor": "adviser",
}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    with team_on_a_site(tmp_path_factory.mktemp("team"), "Hillside Practice", PEOPLE) as made:
        yield made


@pytest.fixture
def new_team(tmp_path: Path) -> Iterator[Team]:
    """One whose case nobody has begun."""
    with team_on_a_site(tmp_path, "Hillside Practice", PEOPLE) as made:
        yield made


def choose(page: Page, answer: str) -> None:
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def picture(page: Page, folder: Path | None, name: str) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"case-{name}.png", full_page=True)


def test_three_people_build_one_case(
    browser: Browser, new_team: Team, screenshots: Path | None
) -> None:
    team = new_team
    with (
        team.page_of(browser, "practice manager") as manager,
        team.page_of(browser, "GP partner", NARROW) as partner,
    ):
        # The manager begins from the home page.
        manager.goto(f"{team.path}/")
        picture(manager, screenshots, "home-empty")
        assert_accessible(manager)
        manager.get_by_role("button", name="Answer the first questions").click()
        choose(manager, "A GP partnership or single practice")
        expect(manager.get_by_role("navigation", name="Hillside Practice")).to_be_visible()

        # The partner carries on from where the case is, on a telephone.
        partner.goto(f"{team.path}/")
        assert_fits(partner)
        assert_accessible(partner)
        partner.get_by_role("button", name="Answer this question").click()
        question = partner.url
        answer = partner.get_by_role("radio").first
        label = partner.locator(f"label[for={answer.get_attribute('id')}]").inner_text()

        # Both have the same question open; the partner answers first.
        manager.goto(question)
        choose(partner, label)
        other = manager.get_by_role("radio").nth(1)
        other.check()
        manager.get_by_role("button", name="Continue").click()
        expect(manager.get_by_role("heading", level=1)).to_have_text(
            "A colleague has changed this meanwhile"
        )
        assert "GP partner" in manager.get_by_role("main").inner_text()
        picture(manager, screenshots, "meanwhile")
        assert_accessible(manager)
        manager.get_by_role("button", name="Save my answer instead").click()

        # A third person is given a section and finds both answers in its history.
        manager.goto(f"{team.path}/case/section/team/")
        manager.get_by_role("link", name="Say who looks after it").click()
        manager.get_by_label("Who looks after this section?").select_option("Practice nurse")
        manager.get_by_role("button", name="Save").click()
        expect(manager.get_by_text("Practice nurse looks after this section")).to_be_visible()
        picture(manager, screenshots, "section")

    with (
        team.page_of(browser, "practice nurse") as nurse,
        team.page_of(browser, "solicitor") as solicitor,
    ):
        nurse.goto(f"{team.path}/case/")
        picture(nurse, screenshots, "case")
        assert_accessible(nurse)
        nurse.get_by_role("link", name="Your team and contract").click()
        nurse.get_by_role("link", name="Details").last.click()
        history = nurse.get_by_role("list").filter(has_text="(now)")
        assert history.get_by_role("listitem").count() == 2
        picture(nurse, screenshots, "answer")
        assert_accessible(nurse)
        nurse.get_by_role("link", name="Say why, or name a source").click()
        nurse.get_by_label("Why did you answer so?").fill("The contract of 2004 still runs.")
        nurse.get_by_role("button", name="Save").click()
        expect(nurse.get_by_text("The contract of 2004 still runs.").first).to_be_visible()

        # The adviser comments and can change nothing.
        solicitor.goto(nurse.url)
        expect(solicitor.get_by_role("link", name="Change the answer")).to_have_count(0)
        solicitor.get_by_label("Your comment").fill("Is this the whole contract?")
        solicitor.get_by_role("button", name="Add the comment").click()
        nurse.reload()
        nurse.get_by_role("button", name="Settle this comment").click()
        expect(nurse.get_by_text("Settled by Practice nurse.")).to_be_visible()

        # The case gets a name as it is now.
        nurse.goto(f"{team.path}/case/snapshots/")
        nurse.get_by_label("Name", exact=True).fill("As shown to the partners")
        nurse.get_by_role("button", name="Save the snapshot").click()
        expect(nurse.get_by_role("heading", level=1)).to_have_text("As shown to the partners")
        assert_accessible(nurse)


PAGES = (
    "/", "/case/", "/case/history/", "/case/history/1/", "/case/section/team/",
    "/case/section/team/work/", "/case/answer/present/team.kind/",
    "/case/answer/present/team.kind/reason/", "/case/options/", "/case/snapshots/",
    "/case/difference/?first=now&second=now", "/case/badge/", "/case/bring-in/",
    "/structures/answers/", "/structures/result/", "/owners/", "/definitions/test/",
)  # fmt: skip


@pytest.mark.parametrize(
    "viewport", [{"width": 1000, "height": 900}, NARROW], ids=["wide", "narrow"]
)
def test_every_page_of_a_case_is_accessible_and_fits(
    browser: Browser, team: Team, viewport: dict[str, int], screenshots: Path | None
) -> None:
    with team.page_of(browser, "practice manager", viewport) as page:
        page.goto(f"{team.path}/structures/question/team.kind/")
        choose(page, "A GP partnership or single practice")
        for path in PAGES:
            answer = page.goto(f"{team.path}{path}")
            assert answer
            assert answer.status == 200, path
            picture(page, screenshots, f"{viewport['width']}{path.replace('/', '_')}")
            assert_accessible(page)
            assert_fits(page)


def test_everything_works_without_scripts(browser: Browser, team: Team) -> None:
    context = browser.new_context(base_url=team.site, java_script_enabled=False)
    context.add_cookies(
        [{"name": team.cookie, "value": team.sessions["practice manager"], "url": team.site}]
    )
    page = context.new_page()
    page.goto(f"{team.path}/structures/question/contract.type/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{team.path}/case/answer/present/contract.type/")
    page.get_by_label("Your comment").fill("Written without scripts.")
    page.get_by_role("button", name="Add the comment").click()
    assert "Written without scripts." in page.get_by_role("main").inner_text()
    context.close()
