"""Someone makes an account, sets up second ways to sign in, and uses each of them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, WIDE, watched_page
from tests.journeys.terminal import Terminal, site_in_a_terminal
from tests.web.accounts.apps import app_code

ADDRESS = "practice-manager@example.org"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with site_in_a_terminal(tmp_path) as started:
        yield started


class Story:
    """One person at one browser, told in the words of the pages."""

    def __init__(self, page: Page, terminal: Terminal, pictures: Path | None) -> None:
        self.page, self.terminal, self.pictures = page, terminal, pictures
        self.number = 0

    def sees(self, heading: str) -> None:
        """The page has this heading, fits, and anyone can use it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert self.page.title().endswith("– Mutualise")
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.number += 1
            name = re.sub(r"\W+", "-", heading.lower())
            self.page.screenshot(
                path=self.pictures / f"sign-in-{self.number:02}-{name}.png", full_page=True
            )
        assert_accessible(self.page)
        assert_fits(self.page)

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def types_the_code_that_comes_after(self, button: str, address: str = ADDRESS) -> None:
        before = len(self.terminal.text)
        self.presses(button)
        expect(self.page.get_by_label("Code", exact=True)).to_be_visible()
        self.fills("Code", self.terminal.code_for(address, before))
        self.presses("Continue")

    def makes_an_account(self, address: str = ADDRESS) -> None:
        self.page.goto("/account/sign-up/")
        self.sees("Make an account")
        self.fills("What is your e-mail address?", address)
        self.types_the_code_that_comes_after("Send me a code", address)
        self.sees("What should your colleagues call you?")
        self.fills("What should your colleagues call you?", "Practice manager")
        self.presses("Continue")
        self.sees("Your workspaces")

    def signs_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").first.click()
        expect(self.page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()

    def sets_up_an_app(self) -> str:
        """The secret that the app keeps."""
        self.page.goto("/account/factors/app/")
        self.sees("Set up an authenticator app")
        expect(self.page.get_by_role("img", name="QR code")).to_be_visible()
        self.page.get_by_text("I cannot scan the picture").click()
        secret = self.page.locator("code").inner_text().replace(" ", "")
        self.fills("Code from your app", app_code(secret, time.time() - 30))
        self.presses("Continue")
        self.sees("Your recovery codes")
        assert self.page.get_by_text(re.compile(r"^\d{8}$")).count() == 10
        return secret


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_account_with_an_authenticator_app(
    browser: Browser,
    terminal: Terminal,
    screen: dict[str, int],
    screenshots: Path | None,
    request: pytest.FixtureRequest,
) -> None:
    pictures = screenshots / request.node.callspec.id if screenshots else None
    with watched_page(browser, f"http://127.0.0.1:{terminal.port}", screen) as page:
        story = Story(page, terminal, pictures)
        page.goto("/")
        story.follows("Sign in")
        story.sees("Sign in")
        expect(page.get_by_text("This site has no mail server yet")).to_be_visible()
        # A bare number is no name, and passkeys need one.
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
        story.follows("Make an account")
        story.makes_an_account()
        story.follows("Your account")
        story.sees("Your account")

        secret = story.sets_up_an_app()
        codes = page.get_by_text(re.compile(r"^\d{8}$")).all_inner_texts()
        story.signs_out()

        page.goto("/account/")
        story.sees("Sign in")
        story.fills("What is your e-mail address?", ADDRESS)
        story.types_the_code_that_comes_after("Send me a code")
        story.sees("Sign in: second step")
        story.fills("Code from your app", "000000" if app_code(secret) != "000000" else "111111")
        story.presses("Continue")
        expect(page.get_by_text("The code is not right").first).to_be_visible()
        story.fills("Code from your app", app_code(secret))
        story.presses("Continue")
        story.sees("Your account")
        story.signs_out()

        page.goto("/account/sessions/")
        story.fills("What is your e-mail address?", ADDRESS)
        story.types_the_code_that_comes_after("Send me a code")
        story.fills("Code from your app", codes[0])
        story.presses("Continue")
        story.sees("Where you are signed in")


def test_a_passkey_signs_in_by_itself(
    browser: Browser, terminal: Terminal, screenshots: Path | None
) -> None:
    pictures = screenshots / "passkey" if screenshots else None
    with watched_page(browser, f"http://localhost:{terminal.port}", WIDE) as page:
        has_a_fingerprint_reader(page)
        story = Story(page, terminal, pictures)
        story.makes_an_account()
        page.goto("/account/factors/passkeys/add/")
        story.sees("Set up a passkey")
        story.fills("Name of the passkey", "Work laptop")
        story.presses("Set up a passkey")
        story.sees("Your recovery codes")
        page.goto("/account/factors/passkeys/")
        story.sees("Your passkeys")
        expect(page.get_by_text("Work laptop").first).to_be_visible()
        story.signs_out()

        page.goto("/workspaces/start/")
        story.sees("Sign in")
        story.presses("Sign in with a passkey")
        story.sees("Start a workspace")
        story.signs_out()

        # Whoever begins with a code is asked for the passkey too.
        page.goto("/account/sign-in/")
        story.fills("What is your e-mail address?", ADDRESS)
        story.types_the_code_that_comes_after("Send me a code")
        story.sees("Sign in: second step")
        story.presses("Use your passkey")
        story.sees("Your workspaces")


def test_a_passkey_that_is_refused_leaves_the_other_way(
    browser: Browser, terminal: Terminal
) -> None:
    with watched_page(browser, f"http://localhost:{terminal.port}", WIDE) as page:
        has_a_fingerprint_reader(page)
        page.goto("/account/sign-in/")
        page.get_by_role("button", name="Sign in with a passkey").click()

        expect(page.get_by_text("use another way on this page")).to_be_visible()
        expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_everything_but_passkeys_works_without_scripts(
    browser: Browser, terminal: Terminal
) -> None:
    site = f"http://127.0.0.1:{terminal.port}"
    with watched_page(browser, site, WIDE, scripts=False) as page:
        story = Story(page, terminal, None)
        page.goto("/account/sign-up/")
        story.fills("What is your e-mail address?", ADDRESS)
        story.types_the_code_that_comes_after("Send me a code")
        story.fills("What should your colleagues call you?", "Practice manager")
        story.presses("Continue")
        page.goto("/account/factors/app/")
        secret = page.locator("code").text_content() or ""
        story.fills("Code from your app", app_code(secret.replace(" ", "")))
        story.presses("Continue")
        expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_a_passkey_page_without_scripts_says_so(browser: Browser, terminal: Terminal) -> None:
    with watched_page(browser, f"http://localhost:{terminal.port}", WIDE, scripts=False) as page:
        story = Story(page, terminal, None)
        page.goto("/account/sign-up/")
        story.fills("What is your e-mail address?", ADDRESS)
        story.types_the_code_that_comes_after("Send me a code")
        page.goto("/account/factors/passkeys/add/")

        expect(page.get_by_text("Passkeys need JavaScript, and it is off")).to_be_visible()
        expect(page.get_by_role("button", name="Set up a passkey")).to_be_hidden()


def has_a_fingerprint_reader(page: Page) -> None:
    """Chromium's own stand-in for one, in which the finger always fits."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
