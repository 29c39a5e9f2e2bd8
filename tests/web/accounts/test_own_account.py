"""A person's own name and address, and showing once more who one is before a change."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from mutualise.web.tenancy.models import Event, Person
from tests.web.accounts.apps import app_code, set_up_app
from tests.web.accounts.codes import code_sent_to, letters_to, wrong
from tests.web.people import make_person, signed_in

pytestmark = pytest.mark.django_db

OLD, NEW = "practice-manager@example.org", "manager@example.org"


@pytest.fixture
def manager() -> Client:
    """The practice manager, who has just signed in."""
    make_person("practice manager")
    client = Client()
    client.post("/account/sign-in/", {"email": OLD})
    client.post("/account/sign-in/code/", {"code": code_sent_to(OLD)})
    return client


def an_hour_later(client: Client) -> None:
    """What was shown at signing in was shown a while ago."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 3600} for record in records
    ]
    session.save()


def test_the_name_is_changed_and_stays_out_of_the_record(manager):
    manager.post("/account/name/", {"name": "Practice manager, Practice B"})

    assert "Practice manager, Practice B" in manager.get("/account/").content.decode()
    event = Event.objects.filter(chain="site").latest("number")
    assert event.kind == "account.name_changed"
    assert "Practice B" not in event.body


def test_an_empty_name_is_refused_in_words(manager):
    page = manager.post("/account/name/", {"name": "  "}).content.decode()

    assert "Write what your colleagues should call you" in page


def test_the_address_changes_once_the_code_sent_to_the_new_one_is_typed(manager):
    asked = manager.post("/account/address/", {"email": NEW, "action_add": "yes"})
    assert asked.headers["Location"] == "/account/confirm-address/"
    assert Person.objects.get().email == OLD

    manager.post("/account/confirm-address/", {"code": code_sent_to(NEW)})

    assert Person.objects.get().email == NEW
    assert [row.email for row in EmailAddress.objects.all()] == [NEW]
    assert letters_to(OLD)[-1].subject == "Your Mutualise e-mail address was changed"
    events = [event.kind for event in Event.objects.filter(chain="site")]
    assert events.count("account.address_changed") == 1
    assert not any("@" in event.body for event in Event.objects.all())


def test_a_wrong_code_changes_no_address(manager):
    manager.post("/account/address/", {"email": NEW, "action_add": "yes"})

    manager.post("/account/confirm-address/", {"code": wrong(code_sent_to(NEW))})

    assert Person.objects.get().email == OLD


def test_the_new_address_signs_in_and_the_old_one_does_not(manager):
    manager.post("/account/address/", {"email": NEW, "action_add": "yes"})
    manager.post("/account/confirm-address/", {"code": code_sent_to(NEW)})
    before = len(letters_to(OLD))

    client = Client()
    client.post("/account/sign-in/", {"email": OLD})
    assert len(letters_to(OLD)) == before
    client.get("/account/sign-in/start-again/")
    client.post("/account/sign-in/", {"email": NEW})
    client.post("/account/sign-in/code/", {"code": code_sent_to(NEW)})
    assert client.get("/account/").status_code == 200


GUARDED = (
    "/account/address/",
    "/account/factors/app/",
    "/account/factors/passkeys/add/",
    "/account/factors/recovery/new/",
)


@pytest.mark.parametrize("path", GUARDED)
def test_an_unattended_screen_changes_nothing(manager, path):
    an_hour_later(manager)

    for answer in (manager.get(path), manager.post(path, {"email": NEW, "action_add": "yes"})):
        assert answer.headers["Location"].startswith("/account/again/?next=")


def test_a_code_to_the_known_address_opens_it_again(manager):
    an_hour_later(manager)
    back = {"next": "/account/address/"}

    manager.post("/account/again/", {"send": "yes", **back})
    refused = manager.post("/account/again/", {"code": wrong(code_sent_to(OLD)), **back})
    assert "The code is not right" in refused.content.decode()
    opened = manager.post("/account/again/", {"code": code_sent_to(OLD), **back})

    assert opened.headers["Location"] == "/account/address/"
    assert manager.get("/account/address/").status_code == 200


def test_after_three_wrong_codes_a_new_one_is_needed(manager):
    an_hour_later(manager)
    manager.post("/account/again/", {"send": "yes"})
    code = code_sent_to(OLD)
    for _ in range(3):
        manager.post("/account/again/", {"code": wrong(code)})

    page = manager.post("/account/again/", {"code": code}).content.decode()

    assert "Send a code to practice-manager@example.org" in page
    assert manager.get("/account/address/").status_code == 302


def test_codes_cannot_be_asked_for_without_end(manager):
    an_hour_later(manager)
    for _ in range(3):
        page = manager.post("/account/again/", {"send": "yes"}).content.decode()

    assert "Too many codes have been asked for" in page


def test_with_an_app_only_the_app_opens_it(manager):
    secret = set_up_app(manager)
    an_hour_later(manager)

    sent_away = manager.get("/account/again/?next=/account/address/")
    assert sent_away.headers["Location"] == "/account/again/factor/?next=%2Faccount%2Faddress%2F"
    opened = manager.post(sent_away.headers["Location"], {"code": app_code(secret)})

    assert opened.headers["Location"] == "/account/address/"
    assert manager.get("/account/address/").status_code == 200


def test_a_fresh_code_by_mail_does_not_open_what_an_app_guards(manager):
    set_up_app(manager)
    an_hour_later(manager)
    session = manager.session
    session["account_authentication_methods"] += [{"method": "code", "at": time.time()}]
    session.save()

    assert manager.get("/account/factors/app/remove/").status_code == 302


def test_the_newcomer_needs_no_second_code_to_set_up_an_app(client):
    client.post("/account/sign-up/", {"email": NEW})
    client.post("/account/confirm-address/", {"code": code_sent_to(NEW)})

    assert client.get("/account/factors/app/").status_code == 200


def test_passkeys_are_offered_only_where_browsers_take_them(manager):
    number = manager.get("/account/second-factor/", headers={"host": "127.0.0.1:8000"})
    name = manager.get("/account/second-factor/", headers={"host": "localhost:8000"})

    assert "http://localhost:8000/account/second-factor/" in number.content.decode()
    assert 'href="/account/factors/passkeys/add/"' in name.content.decode()
    assert 'href="/account/factors/passkeys/add/"' not in number.content.decode()


def test_someone_elses_passkey_is_not_found():
    assert signed_in(make_person("nurse")).get("/account/factors/passkeys/1/").status_code in {
        302,
        404,
    }
