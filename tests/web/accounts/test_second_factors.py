"""Authenticator apps and recovery codes; passkeys need a browser and are in tests/journeys."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from mutualise.web.accounts.second_factors import SecondFactorAdapter
from mutualise.web.tenancy.models import Event
from mutualise.web.tenancy.roles import Role
from tests.web.accounts.apps import app_code, secret_on, set_up_app
from tests.web.accounts.codes import code_sent_to, letters_to, wrong
from tests.web.people import make_person, make_workspace, seat_in

pytestmark = pytest.mark.django_db

ADDRESS = "owner@example.org"


def sign_in(client: Client, address: str = ADDRESS, **more: str):
    """The first step, by the code that was sent."""
    client.post("/account/sign-in/", {"email": address, **more})
    return client.post("/account/sign-in/code/", {"code": code_sent_to(address), **more})


@pytest.fixture
def owner(client):
    """A client whose person has just signed in, without a second factor."""
    make_person("owner")
    sign_in(client)
    return client


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/account/factors/recovery/").content.decode()
    return re.findall(r"<code>(\d{8})</code>", page)


def test_known_answers_of_the_standard():
    """Appendix B of RFC 6238, cut to six digits: the app of the tests is right."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [app_code(secret, at) for at in (59, 1111111109, 2000000000)] == [
        "287082",
        "081804",
        "279037",
    ]


def test_an_app_is_asked_for_at_every_sign_in(owner):
    secret = set_up_app(owner)

    later = Client()
    first = sign_in(later)
    assert first.headers["Location"] == "/account/sign-in/factor/"
    assert later.get("/account/").status_code == 302
    second = later.post("/account/sign-in/factor/", {"code": app_code(secret)})

    assert second.headers["Location"] == "/workspaces/"
    assert later.get("/account/").status_code == 200


def test_the_page_shows_the_key_as_a_picture_and_as_text(owner):
    page = owner.get("/account/factors/app/").content.decode()

    assert len(secret_on(page)) == 32
    assert '<svg role="img" aria-label="QR code"' in page
    assert "style=" not in page


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(owner):
    secret = secret_on(owner.get("/account/factors/app/").content.decode())

    answer = owner.post("/account/factors/app/", {"code": wrong(app_code(secret))})

    assert "The code is not right" in answer.content.decode()
    assert secret_on(answer.content.decode()) == secret
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (30, True), (90, False)])
def test_a_telephone_may_be_half_a_minute_out(owner, seconds, taken):
    secret = secret_on(owner.get("/account/factors/app/").content.decode())

    owner.post("/account/factors/app/", {"code": app_code(secret, time.time() + seconds)})

    assert Authenticator.objects.filter(type="totp").exists() is taken


def test_a_code_of_the_app_works_once(owner):
    secret = set_up_app(owner)
    code = app_code(secret)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post("/account/sign-in/factor/", {"code": code})

    assert first.get("/account/").status_code == 200
    assert second.get("/account/").status_code == 302


def test_the_code_that_set_the_app_up_does_not_sign_in(owner):
    secret = secret_on(owner.get("/account/factors/app/").content.decode())
    code = app_code(secret)
    owner.post("/account/factors/app/", {"code": code})

    later = Client()
    sign_in(later)
    later.post("/account/sign-in/factor/", {"code": code})

    assert later.get("/account/").status_code == 302


def test_guessing_the_code_of_an_app_is_stopped(owner):
    secret = set_up_app(owner)
    later = Client()
    sign_in(later)
    for _ in range(5):
        later.post("/account/sign-in/factor/", {"code": wrong(app_code(secret))})

    answer = later.post("/account/sign-in/factor/", {"code": app_code(secret)})

    assert "Too many codes" in answer.content.decode()
    assert later.get("/account/").status_code == 302


def test_a_recovery_code_signs_in_once(owner):
    set_up_app(owner)
    codes = recovery_codes(owner)
    assert len(set(codes)) == 10

    for expected in (200, 302):
        later = Client()
        sign_in(later)
        later.post("/account/sign-in/factor/", {"code": codes[0]})
        assert later.get("/account/").status_code == expected
    assert recovery_codes(owner) == codes[1:]


def test_new_recovery_codes_end_the_old_ones(owner):
    set_up_app(owner)
    old = recovery_codes(owner)

    owner.post("/account/factors/recovery/new/")

    assert not set(old) & set(recovery_codes(owner))


def test_recovery_codes_can_be_taken_away_as_text(owner):
    set_up_app(owner)

    file = owner.get("/account/factors/recovery/download/")

    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert re.findall(r"^\d{8}$", file.content.decode(), flags=re.MULTILINE) == recovery_codes(
        owner
    )


def test_the_secret_is_sealed_in_the_database(owner):
    secret = set_up_app(owner)

    stored = str(Authenticator.objects.get(type="totp").data)

    assert secret not in stored
    assert (
        SecondFactorAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"])
        == secret
    )


def test_a_secret_sealed_with_another_key_is_never_taken_for_an_empty_one(settings):
    sealed = SecondFactorAdapter().encrypt("GEZDGNBVGY3TQOJQ")
    settings.SECRET_KEY = "another key of the site"

    with pytest.raises(ImproperlyConfigured, match="Put the old secret key back"):
        SecondFactorAdapter().decrypt(sealed)


def test_after_a_change_of_key_the_old_one_can_still_be_named(settings):
    sealed = SecondFactorAdapter().encrypt("GEZDGNBVGY3TQOJQ")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site"

    assert SecondFactorAdapter().decrypt(sealed) == "GEZDGNBVGY3TQOJQ"


def test_setting_up_and_removing_is_told_by_mail_and_on_the_record(owner):
    set_up_app(owner)
    owner.post("/account/factors/app/remove/")

    subjects = [letter.subject for letter in letters_to(ADDRESS)][1:]
    assert subjects == ["An authenticator app was set up", "Your authenticator app was removed"]
    written = Event.objects.filter(chain="site", kind__startswith="account.factor")
    assert [(event.kind, event.body) for event in written.order_by("number")] == [
        ("account.factor_set_up", '{"kind":"totp"}'),
        ("account.factor_set_up", '{"kind":"recovery_codes"}'),
        ("account.factor_removed", '{"kind":"totp"}'),
        ("account.factor_removed", '{"kind":"recovery_codes"}'),
    ]
    assert not Authenticator.objects.exists()


class TestWhatIsGuarded:
    """Permissions that ask for a second factor in the session at hand."""

    def test_someone_without_one_is_led_through_and_back(self, client):
        person = make_person("owner")
        workspace = make_workspace(person)
        sign_in(client)
        guarded = f"/workspaces/{workspace.address}/people/invite/"

        sent_away = client.get(guarded)
        assert sent_away.headers["Location"].startswith("/account/second-factor/?next=")
        why = client.get(sent_away.headers["Location"]).content.decode()
        assert "Set up an authenticator app" in why
        set_up_app(client)
        page = client.get("/account/factors/recovery/").content.decode()
        onward = re.search(r'href="(/account/second-factor/[^"]+)"', page)
        assert onward
        assert client.get(onward.group(1)).headers["Location"] == guarded
        assert client.get(guarded).status_code == 200

    def test_someone_with_one_is_asked_for_it_at_sign_in(self, client):
        person = make_person("owner")
        workspace = make_workspace(person)
        sign_in(client)
        secret = set_up_app(client)

        later = Client()
        sign_in(later)
        later.post("/account/sign-in/factor/", {"code": app_code(secret)})

        assert later.get(f"/workspaces/{workspace.address}/people/invite/").status_code == 200

    def test_the_page_leads_to_no_other_site(self, owner):
        set_up_app(owner)

        answer = owner.get("/account/second-factor/?next=https://example.com/")

        assert answer.headers["Location"] == "/account/"

    def test_a_second_factor_does_not_make_up_for_a_missing_role(self, client):
        workspace = make_workspace(make_person("someone else"))
        seat_in(workspace, Role.VIEWER, "owner")
        sign_in(client)
        set_up_app(client)

        assert client.get(f"/workspaces/{workspace.address}/people/invite/").status_code == 403
