"""Signing in and signing up by a code that is typed."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from mutualise.web.tenancy.models import Event, Person
from tests.web.accounts.codes import code_sent_to, letters_to, wrong
from tests.web.people import make_person

pytestmark = pytest.mark.django_db

ADDRESS = "practice-manager@example.org"


def ask_for_code(client: Client, address: str = ADDRESS, **more: str):
    return client.post("/account/sign-in/", {"email": address, **more})


def type_code(client: Client, code: str, **more: str):
    return client.post("/account/sign-in/code/", {"code": code, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_code_by_mail_signs_in(client):
    make_person("practice manager")

    asked = ask_for_code(client)
    answer = type_code(client, code_sent_to(ADDRESS))

    assert asked.headers["Location"] == "/account/sign-in/code/"
    assert answer.headers["Location"] == "/workspaces/"
    assert is_signed_in(client)


def test_the_mail_says_what_the_code_is_for_and_holds_no_link(client):
    make_person("practice manager")

    ask_for_code(client)

    (letter,) = letters_to(ADDRESS)
    assert letter.subject == "Your code to sign in to Mutualise"
    assert "10 minutes" in letter.text
    assert "http" not in letter.text
    assert "<" not in letter.text


def test_the_code_is_taken_without_its_dash_and_with_spaces(client):
    make_person("practice manager")
    ask_for_code(client)

    type_code(client, f" {code_sent_to(ADDRESS).replace('-', ' ')} ")

    assert is_signed_in(client)


def test_capitals_in_an_address_are_nothing(client):
    make_person("practice manager")

    ask_for_code(client, "Practice-Manager@Example.org")
    type_code(client, code_sent_to(ADDRESS))

    assert is_signed_in(client)


def test_signing_in_leads_back_to_where_one_was_going(client):
    make_person("practice manager")
    sent_away = client.get("/workspaces/start/")

    client.get(sent_away.headers["Location"])
    asked = ask_for_code(client, next="/workspaces/start/")
    answer = client.post(asked.headers["Location"], {"code": code_sent_to(ADDRESS)})

    assert answer.headers["Location"] == "/workspaces/start/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "http://localhost:9/", "javascript:1"]
)
def test_signing_in_leads_to_no_other_site(client, elsewhere):
    make_person("practice manager")

    asked = ask_for_code(client, next=elsewhere)
    answer = type_code(client, code_sent_to(ADDRESS), next=elsewhere)

    assert asked.headers["Location"].startswith("/account/sign-in/code/")
    assert answer.headers["Location"] == "/workspaces/"


def test_a_wrong_code_keeps_the_page_and_says_what_to_do(client):
    make_person("practice manager")
    ask_for_code(client)

    answer = type_code(client, wrong(code_sent_to(ADDRESS)))

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "The code is not right. Check it, or ask for a new one" in page
    assert "<title>\n  Error:" in page or "Error: Enter the code" in page
    assert not is_signed_in(client)


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client):
    make_person("practice manager")
    ask_for_code(client)
    code = code_sent_to(ADDRESS)

    for _ in range(3):
        type_code(client, wrong(code))
    type_code(client, code)

    assert not is_signed_in(client)
    assert (
        "Too many codes have been asked for or tried"
        in client.get("/account/sign-in/").content.decode()
    )


@pytest.mark.parametrize(("seconds", "still_good"), [(9 * 60 + 55, True), (10 * 60 + 1, False)])
def test_a_code_lasts_ten_minutes(client, seconds, still_good):
    make_person("practice manager")
    ask_for_code(client)
    session = client.session
    login = session["account_login"]
    login["state"]["stages"]["login_by_code"]["data"]["at"] = time.time() - seconds
    session["account_login"] = login
    session.save()

    type_code(client, code_sent_to(ADDRESS))

    assert is_signed_in(client) is still_good


def test_a_code_works_once(client):
    make_person("practice manager")
    ask_for_code(client)
    code = code_sent_to(ADDRESS)
    type_code(client, code)
    client.post("/account/sign-out/")

    type_code(client, code)

    assert not is_signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked_for_it(client):
    make_person("practice manager")
    ask_for_code(client)

    other = Client()
    type_code(other, code_sent_to(ADDRESS))

    assert not is_signed_in(other)


def test_a_new_code_can_be_asked_for_and_the_old_one_ends(client):
    make_person("practice manager")
    ask_for_code(client)
    old = code_sent_to(ADDRESS)

    client.post("/account/sign-in/code/", {"action": "resend"})
    new = code_sent_to(ADDRESS)

    assert new != old
    type_code(client, old)
    assert not is_signed_in(client)
    type_code(client, new)
    assert is_signed_in(client)


def test_a_new_code_can_be_asked_for_twice(client):
    make_person("practice manager")
    ask_for_code(client)

    for _ in range(4):
        client.post("/account/sign-in/code/", {"action": "resend"})

    assert len(letters_to(ADDRESS)) == 3
    assert "the most codes" in client.get("/account/sign-in/code/").content.decode()


def test_someone_who_typed_the_wrong_address_can_start_again(client):
    make_person("practice manager")
    ask_for_code(client, "practise-manager@example.org")

    client.get("/account/sign-in/start-again/")

    assert client.get("/account/sign-in/").status_code == 200
    ask_for_code(client)
    type_code(client, code_sent_to(ADDRESS))
    assert is_signed_in(client)


def test_signing_up_asks_for_a_code_and_then_the_name(client):
    asked = client.post("/account/sign-up/", {"email": ADDRESS})
    assert asked.headers["Location"] == "/account/confirm-address/"

    confirmed = client.post("/account/confirm-address/", {"code": code_sent_to(ADDRESS)})
    assert confirmed.headers["Location"] == "/account/name/?next=%2Fworkspaces%2F"

    named = client.post(
        confirmed.headers["Location"], {"name": "Practice manager", "next": "/workspaces/"}
    )
    assert named.headers["Location"] == "/workspaces/"
    assert Person.objects.get(email=ADDRESS).name == "Practice manager"
    assert not Person.objects.get(email=ADDRESS).has_usable_password()


def test_an_account_whose_code_was_never_typed_can_be_finished_by_signing_in(client):
    client.post("/account/sign-up/", {"email": ADDRESS})

    later = Client()
    ask_for_code(later)
    type_code(later, code_sent_to(ADDRESS))

    assert is_signed_in(later)


def test_a_closed_account_gets_no_code_and_looks_like_one_that_never_was(client):
    person = make_person("practice manager")
    person.is_active = False
    person.save()

    asked = ask_for_code(client)

    assert asked.headers["Location"] == "/account/sign-in/code/"
    assert letters_to(ADDRESS) == []


def test_signing_in_and_out_is_on_the_record_without_the_address(client):
    person = make_person("practice manager")
    ask_for_code(client)
    type_code(client, code_sent_to(ADDRESS))
    client.post("/account/sign-out/")

    written = Event.objects.filter(chain="site").order_by("number")

    assert [event.kind for event in written] == ["account.signed_in", "account.signed_out"]
    assert {event.actor for event in written} == {str(person.pk)}
    assert written[0].body == '{"with":"code"}'
    assert "example.org" not in "".join(f"{event.body}{event.about}" for event in written)


def test_signing_out_takes_a_form(client):
    make_person("practice manager")
    ask_for_code(client)
    type_code(client, code_sent_to(ADDRESS))

    client.get("/account/sign-out/")

    assert is_signed_in(client)


def test_nobody_is_asked_for_a_password(client):
    pages = (
        client.get(path).content.decode() for path in ("/account/sign-in/", "/account/sign-up/")
    )

    assert all('type="password"' not in page for page in pages)
