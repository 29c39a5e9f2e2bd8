"""Sessions: seen by their person, ended at will, and ended by themselves."""

from __future__ import annotations

import re
import time

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from mutualise.web.accounts.actions import end_sessions
from mutualise.web.accounts.devices import device
from mutualise.web.tenancy.models import Event
from tests.web.accounts.codes import code_sent_to
from tests.web.people import make_person, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "practice-manager@example.org"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) AppleWebKit/605.1 Version/18.1 Safari/604.1"


def browser(user_agent: str) -> Client:
    """A browser in which the practice manager has signed in."""
    make_person("practice manager")
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/sign-in/", {"email": ADDRESS})
    client.post("/account/sign-in/code/", {"code": code_sent_to(ADDRESS)})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def in_session(client: Client, **seconds_ago: float) -> None:
    """Let time pass by moving what the session remembers into the past."""
    session = client.session
    for name, seconds in seconds_ago.items():
        session[f"account_{name}"] = time.time() - seconds
    session.save()


def test_a_person_sees_each_browser_and_this_one_first():
    telephone, computer = browser(IPHONE), browser(EDGE)

    page = computer.get("/account/sessions/").content.decode()

    headings = re.findall(r"heading-s\">(.*?)</h2>", page)
    assert headings == ["Edge on Windows – this browser", "Safari on an iPhone"]
    assert is_in(telephone)


def test_one_session_can_be_ended():
    telephone, computer = browser(IPHONE), browser(EDGE)
    other = UserSession.objects.get(session_key=telephone.session.session_key)

    computer.post(f"/account/sessions/{other.pk}/end/")

    assert not is_in(telephone)
    assert is_in(computer)


def test_all_others_can_be_ended():
    telephone, tablet, computer = browser(IPHONE), browser(IPHONE), browser(EDGE)

    computer.post("/account/sessions/end-others/")

    assert [is_in(each) for each in (telephone, tablet, computer)] == [False, False, True]
    assert "You are signed in nowhere else" in computer.get("/account/sessions/").content.decode()


def test_a_session_of_someone_else_cannot_be_ended():
    telephone = browser(IPHONE)
    theirs = UserSession.objects.get()
    stranger = signed_in(make_person("someone else"))

    stranger.post(f"/account/sessions/{theirs.pk}/end/")

    assert is_in(telephone)


def test_ending_every_session_of_a_leaver_works_at_once():
    telephone, computer = browser(IPHONE), browser(EDGE)
    # One that began some other way, and is on no list.
    unlisted = signed_in(make_person("practice manager"))
    colleague = signed_in(make_person("colleague"))

    end_sessions(make_person("practice manager"))

    assert [is_in(each) for each in (telephone, computer, unlisted)] == [False, False, False]
    assert is_in(colleague)
    assert not UserSession.objects.exists()
    event = Event.objects.filter(chain="site").latest("number")
    assert (event.kind, event.actor) == ("account.sessions_ended", "system")


def test_an_ended_session_can_be_begun_anew():
    computer = browser(EDGE)
    end_sessions(make_person("practice manager"))

    assert is_in(browser(EDGE))
    assert not is_in(computer)


@pytest.mark.parametrize(
    ("minutes_unused", "hours_in_all", "still_in"),
    [(119, 1, True), (126, 3, False), (1, 11.9, True), (1, 12.1, False)],
)
def test_a_session_ends_when_unused_and_in_any_case(minutes_unused, hours_in_all, still_in):
    computer = browser(EDGE)

    in_session(computer, seen=minutes_unused * 60, began=hours_in_all * 3600)

    assert is_in(computer) is still_in


def test_someone_signed_out_by_time_is_told_and_led_back():
    computer = browser(EDGE)
    in_session(computer, seen=3 * 3600)

    sent_away = computer.get("/workspaces/start/")
    page = computer.get(sent_away.headers["Location"]).content.decode()

    assert "You have been signed out, because the site was not used for a while" in page
    assert 'name="next" value="/workspaces/start/"' in page


def test_using_the_site_keeps_the_session_but_not_for_ever(settings):
    computer = browser(EDGE)
    for _ in range(3):
        in_session(computer, seen=100 * 60)
        assert is_in(computer)

    assert computer.session["account_seen"] == pytest.approx(time.time(), abs=5)


def test_reading_page_after_page_writes_no_session(django_assert_num_queries):
    computer = browser(EDGE)
    computer.get("/account/name/")

    with django_assert_num_queries(3):
        # The session, the person, and whether they look after the site.
        computer.get("/account/name/")


def test_the_settings_say_how_long(settings):
    settings.SESSION_IDLE, settings.SESSION_WHOLE = 30 * 60, 3600
    computer = browser(EDGE)

    assert (
        "after 30 minutes without use, and after 1 hour in all"
        in computer.get("/account/sessions/").content.decode()
    )
    assert computer.session.get_expiry_age() == 3600


def test_answers_given_before_signing_in_are_still_there_afterwards(client):
    make_person("practice manager")
    session = client.session
    session["kept"] = "an answer"
    session.save()

    client.post("/account/sign-in/", {"email": ADDRESS})
    client.post("/account/sign-in/code/", {"code": code_sent_to(ADDRESS)})

    assert client.session["kept"] == "an answer"


def test_signing_in_gives_the_session_a_new_key(client):
    make_person("practice manager")
    client.post("/account/sign-in/", {"email": ADDRESS})
    before = client.session.session_key

    client.post("/account/sign-in/code/", {"code": code_sent_to(ADDRESS)})

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


class TestTheHeader:
    """Public pages tell by a cookie of its own who is signed in, and touch no session."""

    def test_a_visitor_is_offered_to_sign_in(self, client):
        page = client.get("/").content.decode()

        assert '<a class="app-account__link" href="/account/sign-in/">Sign in</a>' in page

    def test_someone_signed_in_finds_their_own_from_every_page(self):
        computer = browser(EDGE)

        page = computer.get("/")

        assert "Your workspaces" in page.content.decode()
        assert "Sign out" in page.content.decode()
        assert not page.wsgi_request.session.accessed
        assert page.headers["Cache-Control"] == "private"
        assert "Cookie" in page.headers["Vary"]

    def test_the_cookie_says_nothing_but_yes(self):
        computer = browser(EDGE)

        assert computer.cookies["signed_in"].value == "yes"
        assert computer.cookies["signed_in"]["httponly"] is True
        assert Client(headers={"cookie": "signed_in=yes"}).get("/account/").status_code == 302

    def test_the_cookie_goes_with_the_session(self):
        computer = browser(EDGE)
        computer.post("/account/sign-out/")

        assert computer.cookies["signed_in"].value == ""

    def test_the_cookie_goes_when_the_session_has_ended_elsewhere(self):
        computer = browser(EDGE)
        end_sessions(make_person("practice manager"))

        computer.get("/account/")

        assert computer.cookies["signed_in"].value == ""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on an iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
            "Firefox on Linux",
        ),
        ("Mozilla/5.0 (Macintosh) AppleWebKit Chrome/131.0 Safari/537.36", "Chrome on a Mac"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_browsers_are_named_as_people_know_them(said, shown):
    assert device(said) == shown
