"""Every answer of every address keeps the browser strict, and what is personal is never stored."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.journeys.sample_urls import SAMPLES
from tests.web.addresses import Address, all_addresses
from tests.web.people import make_person, make_workspace, signed_in

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; "
        "script-src 'self' 'sha256-tDOvXJi1PXbg0CWjLCCYSNHRXtps26K4JXkE3M6u/c0='; "
        "style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"


def path_to(address: Address, workspace: str = "practice-a") -> str:
    """The address with arguments: of a real thing where there are samples, else of none."""
    samples = SAMPLES.get(address.name)
    if samples and address.needs == frozenset(samples[0]):
        return reverse(address.name, kwargs=samples[0])
    filled = re.sub(r"<slug:workspace>", workspace, address.route)
    filled = re.sub(r"<uuid:\w+>", "0b6f4a4e-0f0e-4c6e-9f0a-3d2f5a1c7e11", filled)
    return "/" + re.sub(r"<(?:\w+:)?\w+>", "1", filled)


def wrong_headers(answer: HttpResponse) -> list[str]:
    found = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in EXPECTED.items()
        if answer.headers.get(name) != value
    ]
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset=" not in kind:
        found.append(f"Content-Type: {kind}")
    return found


@pytest.fixture
def forgiving() -> Client:
    """A browser that shows an error page rather than the error."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_every_address_has_the_headers_for_visitors(forgiving: Client, method: str) -> None:
    for address in all_addresses():
        path = path_to(address)
        answer = getattr(forgiving, method)(path)
        assert not wrong_headers(answer), (path, answer.status_code, wrong_headers(answer))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_has_the_headers_and_is_not_stored_when_signed_in(method: str) -> None:
    owner = make_person("practice manager")
    workspace = make_workspace(owner)
    for address in all_addresses():
        # Signed in anew each time, for an address may end the session.
        browser = signed_in(owner, second_factor=True)
        browser.raise_request_exception = False
        path = path_to(address, workspace.address)
        answer = getattr(browser, method)(path)
        assert not wrong_headers(answer), (path, answer.status_code, wrong_headers(answer))
        assert "no-store" in answer.headers["Cache-Control"], (path, answer.status_code)


@pytest.mark.django_db
def test_a_form_that_sets_a_cookie_is_not_stored(client: Client) -> None:
    answer = client.get(reverse("structures:question", kwargs={"fact": "team.kind"}))
    assert settings.CSRF_COOKIE_NAME in answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_pages_for_everyone_may_be_stored_by_those_without_a_cookie(client: Client) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


def test_compiled_files_have_the_headers_and_are_kept(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-visitor-who-came-before"
    answer = client.get(staticfiles_storage.url("mutualise.css"))
    assert b"".join(answer)
    assert answer.status_code == 200
    assert not wrong_headers(answer)
    assert "immutable" in answer.headers["Cache-Control"]


def test_refusals_have_the_headers(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    large = b"x" * (settings.REQUEST_LIMIT + 1)
    answers = {
        400: client.get("/", headers={"host": "elsewhere.example"}),
        403: strict.post("/", {"a": "b"}),
        404: client.get("/nothing-here/"),
        405: client.post("/"),
        413: client.post("/", large, content_type="text/plain"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert not wrong_headers(answer), status


def over_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_REDIRECT_EXEMPT = [r"^health/$"]


def test_over_https_browsers_are_told_to_stay_with_it(settings: Settings) -> None:
    over_https(settings)
    browser = Client(headers={"x-forwarded-proto": "https"})
    for path in ("/", "/nothing-here/", "/cookies", staticfiles_storage.url("mutualise.css")):
        answer = browser.get(path)
        assert b"".join(answer) or answer.status_code == 301
        assert answer.headers["Strict-Transport-Security"] == HSTS, path
    refused = browser.get("/", headers={"host": "elsewhere.example"})
    assert refused.status_code == 400
    assert refused.headers["Strict-Transport-Security"] == HSTS


def test_a_request_that_came_without_https_is_led_to_it(settings: Settings) -> None:
    over_https(settings)
    answer = Client().get("/cookies/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/cookies/")
    assert not wrong_headers(answer)


@pytest.mark.django_db
def test_a_monitor_on_the_computer_itself_needs_no_https(settings: Settings) -> None:
    over_https(settings)
    assert Client().get("/health/").status_code == 200
