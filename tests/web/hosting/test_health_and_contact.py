"""What a monitor and a finder of weaknesses are told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import Settings

from mutualise.web.hosting.security_txt import security_txt

EXPIRES = dt.date(2027, 10, 31)


@pytest.mark.django_db
def test_a_site_that_reaches_its_database_is_well(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"The site is well.\n")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_site_without_its_database_says_so_and_no_more(client: Client) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("password of user mutualise: secret")

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"The database does not answer.\n")


def test_contact_for_weaknesses_in_full() -> None:
    assert security_txt("security@example.org", EXPIRES, "mutual.example.org") == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2027-10-31T23:59:59Z\n"
        "Canonical: https://mutual.example.org/.well-known/security.txt\n"
        "Preferred-Languages: en\n"
    )


@pytest.mark.parametrize(
    "contact", ["https://example.org/report", "mailto:security@example.org", "tel:+44-20-7946-0000"]
)
def test_an_address_that_is_whole_stays_as_it_is(contact: str) -> None:
    text = security_txt(contact, EXPIRES, "")
    assert text
    assert text.startswith(f"Contact: {contact}\n")
    assert "Canonical" not in text


@pytest.mark.parametrize(("contact", "expires"), [("", EXPIRES), ("a@example.org", None)])
def test_half_a_contact_is_none(contact: str, expires: dt.date | None) -> None:
    assert security_txt(contact, expires, "mutual.example.org") is None


def test_the_file_is_where_finders_look(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = "security@example.org", EXPIRES
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"mailto:security@example.org" in answer.content
