"""Error pages: in the look of the site, in plain words, and without leaning on what failed."""

from __future__ import annotations

from types import ModuleType

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from mutualise.web import errors, urls
from mutualise.web.tenancy.access import public


def failing(problem: Exception) -> object:
    @public("a view that fails, for this test")
    def view(request: HttpRequest) -> HttpResponse:
        raise problem

    return view


def session_that_could_not_be_saved() -> Exception:
    """As Django's own middleware raises it."""
    problem = SessionInterrupted("The session was deleted before the request completed.")
    problem.__context__ = OperationalError("the server closed the connection")
    return problem


@pytest.fixture
def broken_site(settings: Settings, client: Client) -> Client:
    """The site with four more addresses, each of which fails in its own way."""
    addresses = ModuleType("broken_urls")
    handlers = {name: value for name, value in vars(urls).items() if name.startswith("handler")}
    vars(addresses).update(handlers)
    vars(addresses)["urlpatterns"] = [
        path("", include(urls)),
        path("400/", failing(SuspiciousOperation("strange"))),
        path("403/", failing(PermissionDenied())),
        path("500/", failing(RuntimeError("secret detail"))),
        path("database/", failing(DatabaseError("gone"))),
        path("session/", failing(session_that_could_not_be_saved())),
        path("busy/", failing(OperationalError("the server closed the connection"))),
    ]
    settings.ROOT_URLCONF = addresses
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400/", 400, "we could not read that request"),
        ("/403/", 403, "You cannot see this page"),
        ("/404/", 404, "Page not found"),
        ("/500/", 500, "there is a problem with this site"),
        ("/database/", 500, "there is a problem with this site"),
        ("/session/", 503, "the site cannot reach its data at the moment"),
        ("/busy/", 503, "the site cannot reach its data at the moment"),
    ],
)
def test_error_page(broken_site: Client, address: str, status: int, words: str) -> None:
    answer = broken_site.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "– Mutualise</title>" in page
    assert "Not an NHS or government website" in page
    assert "Content-Security-Policy" in answer.headers
    assert "secret detail" not in page
    assert not answer.cookies


def test_error_pages_need_no_database(broken_site: Client) -> None:
    # pytest-django refuses the database to a test that did not ask for it.
    assert broken_site.get("/500/").status_code == 500


def test_broken_template_still_gives_a_sentence(
    broken_site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("no template")

    monkeypatch.setattr(errors, "render_to_string", refuse)
    answer = broken_site.get("/500/")
    assert answer.status_code == 500
    assert "<h1>Sorry, there is a problem with this site</h1>" in answer.content.decode()


def test_log_tells_trouble_of_the_database_in_a_line_and_our_mistakes_in_full(
    broken_site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    broken_site.get("/busy/")
    assert "Traceback" not in caplog.text
    assert "Service Unavailable: /busy/ (the server closed the connection)" in caplog.text
    broken_site.get("/500/")
    assert "secret detail" in caplog.text
    assert "Traceback" in caplog.text
