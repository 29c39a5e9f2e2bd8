"""More forms than a person can fill in are refused for a minute, and colleagues are not."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings as site
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from mutualise.web.hosting.limits import ADDRESS_MAY, Tally, WriteLimit, address_of


class Clock:
    def __init__(self) -> None:
        self.now = 6000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limited(settings: Settings, clock: Clock) -> WriteLimit:
    settings.WRITE_LIMIT = 3
    return WriteLimit(lambda _: HttpResponse("saved"), Tally(clock))


def form(session: str = "", address: str = "192.0.2.1", method: str = "POST") -> HttpRequest:
    request = RequestFactory(REMOTE_ADDR=address).generic(method, "/workspaces/a/questions/")
    if session:
        request.COOKIES[site.SESSION_COOKIE_NAME] = session
    return request


def statuses(limited: WriteLimit, request: HttpRequest, times: int) -> list[int]:
    return [limited(request).status_code for _ in range(times)]


def test_the_limit_and_one_more(limited: WriteLimit) -> None:
    assert statuses(limited, form("nurse-12"), 4) == [200, 200, 200, 429]


def test_a_colleague_behind_the_same_address_is_not_refused(limited: WriteLimit) -> None:
    statuses(limited, form("nurse-12"), 5)
    assert limited(form("nurse-13")).status_code == 200


def test_the_next_minute_begins_anew(limited: WriteLimit, clock: Clock) -> None:
    statuses(limited, form("nurse-12"), 5)
    clock.now += 60
    assert limited(form("nurse-12")).status_code == 200


def test_reading_is_never_refused(limited: WriteLimit) -> None:
    assert set(statuses(limited, form("nurse-12", method="GET"), 20)) == {200}


def test_invented_sessions_are_stopped_by_their_address(limited: WriteLimit) -> None:
    answers = [limited(form(f"invented-{n}")).status_code for n in range(3 * ADDRESS_MAY + 1)]
    assert answers == [200] * 3 * ADDRESS_MAY + [429]
    assert limited(form("elsewhere", address="192.0.2.2")).status_code == 200


def test_nothing_is_kept_of_the_minute_before(limited: WriteLimit, clock: Clock) -> None:
    for n in range(20):
        limited(form(f"session-{n}"))
    clock.now += 60
    limited(form("one"))
    assert len(limited.tally._counts) == 2


def test_no_limit_where_the_host_wants_none(limited: WriteLimit, settings: Settings) -> None:
    settings.WRITE_LIMIT = 0
    assert set(statuses(limited, form("nurse-12"), 50)) == {200}


def test_the_refusal_says_how_long_to_wait_and_is_logged_once(
    limited: WriteLimit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.now += 20
    with caplog.at_level(logging.WARNING):
        statuses(limited, form("a-secret-key-of-a-session"), 8)
        answer = limited(form("a-secret-key-of-a-session"))
    assert answer.headers["Retry-After"] == "40"
    assert "Wait a minute, go back and send it again" in answer.content.decode()
    assert caplog.messages == ["More than 3 forms a minute from one session"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        (2, "1.2.3.4, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_what_our_own_servers_say_of_an_address_is_believed(
    settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get(
        "/", headers={"x-forwarded-for": forwarded}
    )
    assert address_of(request) == address


def test_the_site_has_the_limit_and_its_page_has_the_look(
    client: Client, settings: Settings
) -> None:
    settings.WRITE_LIMIT = 1
    client.cookies[site.SESSION_COOKIE_NAME] = "nurse-12"
    assert client.post("/").status_code == 405
    answer = client.post("/")
    assert answer.status_code == 429
    assert "You are sending too much at once" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers
