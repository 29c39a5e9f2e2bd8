"""Nobody can find out who has an account: not from pages, addresses, mail or the work done."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mutualise.web.mail.models import Letter
from mutualise.web.tenancy.models import Invitation, Person
from mutualise.web.tenancy.roles import Role
from tests.web.accounts.codes import code_sent_to, letters_to
from tests.web.people import make_person, make_workspace

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@example.org", "other@example.org"


@pytest.fixture(autouse=True)
def known():
    return make_person("known")


def seen(client: Client, path: str, data: dict[str, str]) -> tuple[object, ...]:
    """All that a browser gets to see, with the address and what is random in every page cut out."""
    answer = client.post(path, data)
    page = client.get(answer.headers["Location"]).content.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)
    for address in (KNOWN, UNKNOWN):
        page = page.replace(address, "the address")
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"Expires", "Set-Cookie"}
    }
    cookies = sorted((name, cookie["max-age"]) for name, cookie in client.cookies.items())
    return answer.status_code, headers, cookies, page


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/sign-up/"])
def test_known_and_unknown_addresses_look_the_same_byte_for_byte(path):
    first = seen(Client(), path, {"email": KNOWN})
    second = seen(Client(), path, {"email": UNKNOWN})

    assert first == second


@pytest.mark.parametrize(
    ("begin", "go_on"),
    [
        ("/account/sign-in/", "/account/sign-in/code/"),
        ("/account/sign-up/", "/account/confirm-address/"),
    ],
)
def test_wrong_codes_look_the_same_too(begin, go_on):
    pages = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        client.post(begin, {"email": address})
        for data in ({"code": "0000-000x"}, {"action": "resend"}, {"code": "0000-000x"}):
            page = client.post(go_on, data).content.decode()
            page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)
            pages.append(page.replace(address, "the address"))

    assert pages[:3] == pages[3:]


def test_no_letter_goes_to_an_address_without_an_account(client):
    client.post("/account/sign-in/", {"email": UNKNOWN})
    client.post("/account/sign-in/code/", {"action": "resend"})

    assert not Letter.objects.exists()


def test_about_as_much_is_written_for_either_address():
    """The time that an answer takes is the time of its writes."""
    writes = []
    for address in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            Client().post("/account/sign-in/", {"email": address})
        found = (re.match(r'(?:INSERT INTO|UPDATE) "(\w+)"', sql["sql"]) for sql in queries)
        # The first sign-in of someone made by others notes their address as one to confirm.
        writes.append({match.group(1) for match in found if match} - {"account_emailaddress"})

    assert writes[0] == writes[1]
    assert "mail_letter" in writes[1]


def test_whoever_has_an_account_is_told_so_by_mail_alone(client):
    client.post("/account/sign-up/", {"email": KNOWN})

    (letter,) = letters_to(KNOWN)
    assert letter.subject == "You already have a Mutualise account"
    assert "http://testserver/account/sign-in/" in letter.text
    assert Person.objects.filter(email=KNOWN).count() == 1


def test_changing_to_an_address_that_is_taken_looks_like_changing_to_one_that_is_free():
    pages = []
    for label, address in (("first", KNOWN), ("second", UNKNOWN)):
        make_person(label)
        client = Client()
        client.post("/account/sign-in/", {"email": f"{label}@example.org"})
        client.post("/account/sign-in/code/", {"code": code_sent_to(f"{label}@example.org")})
        answer = client.post("/account/address/", {"email": address, "action_add": "yes"})
        page = client.get(answer.headers["Location"]).content.decode()
        page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)
        pages.append((answer.status_code, answer.headers["Location"], page.replace(address, "")))

    assert pages[0] == pages[1]


class TestByInvitationOnly:
    """With MUTUALISE_SIGN_UP=invited."""

    @pytest.fixture(autouse=True)
    def closed(self, settings):
        settings.SIGN_UP = "invited"

    def invite(self, address: str, days: int = 7) -> None:
        owner = make_person("owner")
        Invitation.objects.create(
            workspace=make_workspace(owner),
            email=address,
            role=Role.VIEWER.value,
            invited_by=owner,
            ends_at=timezone.now() + timezone.timedelta(days=days),
        )

    def test_an_invited_person_makes_an_account(self, client):
        self.invite("Invited@example.org")

        client.post("/account/sign-up/", {"email": "invited@example.org"})
        client.post("/account/confirm-address/", {"code": code_sent_to("invited@example.org")})

        assert client.get("/account/").status_code == 200

    def test_nobody_else_does_and_nothing_is_sent(self, client):
        client.post("/account/sign-up/", {"email": UNKNOWN})

        assert not Person.objects.filter(email=UNKNOWN).exists()
        assert not Letter.objects.exists()

    def test_an_invitation_that_has_ended_opens_nothing(self, client):
        self.invite(UNKNOWN, days=-1)

        client.post("/account/sign-up/", {"email": UNKNOWN})

        assert not Person.objects.filter(email=UNKNOWN).exists()

    def test_invited_and_uninvited_look_the_same(self):
        self.invite(KNOWN.replace("known", "invited"))
        first = seen(Client(), "/account/sign-up/", {"email": "invited@example.org"})
        second = seen(Client(), "/account/sign-up/", {"email": UNKNOWN})

        same = [str(each).replace("invited@example.org", "the address") for each in (first, second)]
        assert same[0] == same[1]

    def test_the_pages_say_that_an_invitation_is_needed(self, client):
        for path in ("/account/sign-in/", "/account/sign-up/"):
            assert "people who have been invited" in client.get(path).content.decode()
