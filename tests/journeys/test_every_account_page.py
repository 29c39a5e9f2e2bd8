"""Every page for people who are signed in, outside workspaces, on a wide and a narrow screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from mutualise.web.tenancy.access import SignedIn, SiteAdministrators, declared_access
from tests.journeys.accessibility import assert_accessible, assert_fits
from tests.journeys.conftest import NARROW, WIDE, watched_page
from tests.journeys.test_every_page import take_picture
from tests.journeys.test_sign_in import has_a_fingerprint_reader
from tests.site_process import clean_environment, running_site
from tests.web.addresses import all_addresses

# Addresses that show no page of their own, and why.
NOT_A_PAGE: Final[dict[str, str]] = {
    "accounts:end_other_sessions": "only takes a form",
    "accounts:end_session": "only takes a form",
    "mfa_download_recovery_codes": "a file",
    "privacy:download": "a file",
    "privacy:dpia_file": "a file",
    "workspaces:answer": "needs an invitation; visited where people are invited",
}
# Stands for the nurse, whom the site makes anew each time.
NURSE: Final = UUID(int=0)
ARGUMENTS: Final[dict[str, dict[str, object]]] = {
    "administration:person": {"person_id": NURSE},
    # The third factor of the keeper, after the app and the recovery codes.
    "mfa_edit_webauthn": {"pk": 3},
    "mfa_remove_webauthn": {"pk": 3},
}
# The rest is visited by the keeper, who has everything. These say something else to others.
BY_OTHERS: Final = (
    ("nurse", "accounts:second_factor"),
    ("nurse", "mfa_index"),
    ("nurse", "mfa_activate_totp"),
    ("nurse", "mfa_list_webauthn"),
    ("nurse", "account_email"),
    ("away", "account_reauthenticate"),
)
ADDRESSES: Final = {
    address.name: address
    for address in all_addresses()
    if isinstance(declared_access(address.view), SignedIn | SiteAdministrators)
}
VISITS: Final = [("keeper", name) for name in ADDRESSES if name not in NOT_A_PAGE] + list(BY_OTHERS)


@dataclass(frozen=True)
class Household:
    """A site and the sessions of its people."""

    site: str
    made: dict[str, Any]

    @contextmanager
    def page_of(self, browser: Browser, label: str, screen: dict[str, int]) -> Iterator[Page]:
        with watched_page(browser, self.site, screen) as page:
            cookies = {
                self.made["cookie"]: self.made["sessions"][label],
                self.made["signed_in"]: "yes",
            }
            page.context.add_cookies(
                [
                    {"name": name, "value": value, "url": self.site}
                    for name, value in cookies.items()
                ]
            )
            yield page

    def path(self, name: str) -> str:
        arguments = ARGUMENTS.get(name, {})
        known = {
            key: self.made["nurse"] if value == NURSE else value for key, value in arguments.items()
        }
        return reverse(name, kwargs=known or None)


@pytest.fixture(scope="module")
def household(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    folder = tmp_path_factory.mktemp("accounts")
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.account_people"],
        env=clean_environment(MUTUALISE_DATA=str(folder)),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with running_site(folder) as address:
        # By its name, since a passkey belongs to one.
        made = Household(address.replace("127.0.0.1", "localhost"), json.loads(done.stdout))
        with made.page_of(browser, "keeper", WIDE) as page:
            has_a_fingerprint_reader(page)
            page.goto("/account/factors/passkeys/add/")
            page.get_by_label("Name of the passkey").fill("Work laptop")
            page.get_by_role("button", name="Set up a passkey").click()
            page.get_by_role("heading", name="Second ways to sign in", level=1).wait_for()
        yield made


def test_every_address_is_visited_or_says_why_not() -> None:
    missing = [
        name
        for name, address in ADDRESSES.items()
        if address.needs and name not in ARGUMENTS and name not in NOT_A_PAGE
    ]
    assert not missing, f"Add {missing} to ARGUMENTS or NOT_A_PAGE"
    assert set(ADDRESSES) >= set(NOT_A_PAGE) | set(ARGUMENTS), "an address is gone"


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("label", "name"), VISITS)
def test_page(
    household: Household,
    browser: Browser,
    label: str,
    name: str,
    screen: dict[str, int],
    screenshots: Path | None,
) -> None:
    with household.page_of(browser, label, screen) as page:
        answer = page.goto(household.path(name))

        assert answer
        assert answer.status == 200
        assert page.title().endswith("– Mutualise")
        assert page.get_by_role("heading", level=1).count() == 1
        width = "wide" if screen == WIDE else "narrow"
        take_picture(page, screenshots, width, f"{label}-{name.replace(':', '-')}")
        assert_accessible(page)
        assert_fits(page)
        assert page.get_by_role("button", name="Sign out").count() >= 1
