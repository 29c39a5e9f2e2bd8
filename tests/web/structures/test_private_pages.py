"""Pages made from a visitor's answers are kept by no browser and no proxy."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.sample_urls import SAMPLES
from tests.web.addresses import open_addresses

VISITS = [
    (address.name, arguments)
    for address in open_addresses()
    for arguments in (SAMPLES[address.name] if address.needs else [{}])
]
# The pages with the most to lose, so that the test below cannot pass by visiting nothing.
WITH_ANSWERS = {
    "structures:answers",
    "structures:compare",
    "structures:download",
    "structures:note",
    "structures:question",
    "structures:result",
}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_made_from_the_session_may_not_be_kept(practice, method):
    from_the_session = set()
    for name, arguments in VISITS:
        response = getattr(practice.client, method)(reverse(name, kwargs=arguments))
        if response.wsgi_request.session.accessed and response.status_code < 400:
            from_the_session.add(name)
            kept = {part.strip() for part in response.headers.get("Cache-Control", "").split(",")}
            assert {"private", "no-store"} <= kept, (method, name, arguments)

    if method == "get":
        assert from_the_session >= WITH_ANSWERS


def test_pages_for_everyone_may_be_kept_by_those_who_have_no_session(practice):
    for name in ("home:start", "law:index", "structures:examples"):
        of_a_stranger = Client().get(reverse(name)).headers.get("Cache-Control", "")
        assert "no-store" not in of_a_stranger
        # The head of each page says who is signed in, so with a session it belongs to one person.
        assert "no-store" in practice.client.get(reverse(name)).headers["Cache-Control"]
