"""Limits count in the database, so that several processes count together."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import cache

from mutualise.web.mail.models import Letter
from tests.site_process import clean_environment
from tests.web.accounts.codes import letters_to
from tests.web.people import make_person

ADDRESS = "practice-manager@example.org"
HOSPITAL = "192.0.2.7"


def ask(client, address: str = ADDRESS, **headers: str):
    return client.post("/account/sign-in/", {"email": address}, headers=headers)


@pytest.mark.django_db
class TestInOneProcess:
    def test_an_address_gets_three_codes_a_minute(self, client):
        make_person("practice manager")
        for _ in range(3):
            ask(client)
            client.get("/account/sign-in/start-again/")

        answer = ask(client)

        assert "Too many codes have been asked for or tried" in answer.content.decode()
        assert len(letters_to(ADDRESS)) == 3

    def test_an_unknown_address_is_counted_the_same(self, client):
        for _ in range(3):
            ask(client, "nobody@example.org")
            client.get("/account/sign-in/start-again/")

        answer = ask(client, "nobody@example.org")

        assert "Too many codes" in answer.content.decode()

    def test_a_whole_hospital_behind_one_address_is_not_locked_out(self, client):
        """Everyone begins work at nine, from one network address."""
        for number in range(60):
            answer = ask(client, f"nurse-{number}@example.org")
            assert answer.status_code == 302, number
            client.get("/account/sign-in/start-again/")

    def test_one_network_address_cannot_ask_for_ever(self, client, settings):
        assert "300/m/ip" in settings.ACCOUNT_RATE_LIMITS["request_login_code"]
        settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "3/m/ip"}
        answers = []
        for number in range(4):
            answers.append(ask(client, f"nurse-{number}@example.org"))
            client.get("/account/sign-in/start-again/")

        assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
        assert "Too many codes" in answers[3].content.decode()

    def test_behind_a_web_server_each_visitor_counts_alone(self, client, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1/m/ip"}
        # What stands further left, a visitor made up.
        first = ask(client, x_forwarded_for=f"203.0.113.9, {HOSPITAL}")
        client.get("/account/sign-in/start-again/")
        second = ask(client, x_forwarded_for=f"203.0.113.8, {HOSPITAL}")
        third = ask(client, x_forwarded_for="192.0.2.8")

        assert [first.status_code, second.status_code, third.status_code] == [302, 200, 302]

    def test_the_page_says_to_wait(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
        client.post("/account/sign-up/", {"email": "first@example.org"})
        client.get("/account/sign-in/start-again/")

        answer = client.post("/account/sign-up/", {"email": "second@example.org"})

        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "300"
        page = answer.content.decode()
        assert "<h1>Please wait a few minutes</h1>" in page
        assert "Mutualise</title>" in page

    def test_counts_lie_in_the_database(self):
        cache.add("count", 1, timeout=60)

        from mutualise.web.accounts.models import Limit

        assert Limit.objects.count() == 1
        assert not Letter.objects.exists()


# -- several processes ---------------------------------------------------------------------------

COUNT = """
import sys
from mutualise.web.starting import start_django
start_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from allauth.core.internal.ratelimit import consume
from django.test import RequestFactory
request = RequestFactory().post("/")
sys.stdin.readline()
taken = 0
for _ in range(10):
    usage = consume(request, app="allauth.account", action="trial", key="one person",
                    config={"trial": "12/h/key"})
    taken += bool(usage)
print(taken)
"""


def begin(folder: Path) -> subprocess.Popen[str]:
    """A process of a site in this folder, which waits for a line before it counts."""
    environment = clean_environment(
        MUTUALISE_DATA=str(folder), MUTUALISE_SECRET_KEY="for this test"
    )
    return subprocess.Popen(
        [sys.executable, "-c", COUNT],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_three_processes_together_take_no_more_than_one_would(tmp_path):
    # The first makes the tables.
    assert begin(tmp_path).communicate("go\n", timeout=120)[0] == "10\n"
    processes = [begin(tmp_path) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda each: each.communicate("go\n", timeout=120), processes))

    taken = [int(output) for output, _ in said]
    assert sum(taken) == 12 - 10, said
