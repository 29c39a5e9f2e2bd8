"""A site with dangerous settings does not start, and says in one sentence what to set instead."""

from __future__ import annotations

import datetime as dt
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from mutualise.web.hosting.checks import check_hosting
from tests.site_process import clean_environment, free_port, start_site

HOST = "mutual.example.org"


@pytest.fixture
def well_set(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of docs/hosting.md, with which nothing is wrong."""
    tmp_path.chmod(0o700)
    settings.HOSTS = [HOST]
    settings.HTTPS = settings.HTTPS_SAID = True
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    settings.DATA = tmp_path
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.MAIL = "a mail server"
    settings.SECURITY_CONTACT = "security@example.org"
    settings.SECURITY_EXPIRES = timezone.localdate() + dt.timedelta(days=200)
    return settings


def found() -> dict[str, str]:
    return {str(check.id): f"{check.msg} {check.hint}" for check in check_hosting()}


def test_one_person_on_one_computer_needs_to_set_nothing(settings: Settings) -> None:
    assert settings.HOSTS == []
    assert found() == {}


def test_a_site_set_as_the_documents_say_has_no_fault(well_set: Settings) -> None:
    assert found() == {}


def test_https_without_a_name(well_set: Settings) -> None:
    well_set.HOSTS = []
    assert list(found()) == ["mutualise.E001"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("*", "mutualise.E002"),
        (".example.org", "mutualise.E002"),
        ("https://mutual.example.org", "mutualise.E003"),
        ("mutual.example.org:8000", "mutualise.E003"),
    ],
)
def test_names_that_are_too_wide_or_no_names(well_set: Settings, name: str, fault: str) -> None:
    well_set.HOSTS = [name]
    assert list(found()) == [fault]
    assert "MUTUALISE_HOSTS=mutual.example.org" in found()[fault]


def test_debugging_where_others_can_see_it(well_set: Settings) -> None:
    well_set.DEBUG = True
    assert "Remove MUTUALISE_DEBUG." in found()["mutualise.E004"]


def test_https_has_to_be_said_and_may_be_denied(well_set: Settings) -> None:
    well_set.HTTPS = well_set.HTTPS_SAID = False
    well_set.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert "MUTUALISE_HTTPS=yes" in found()["mutualise.E005"]
    well_set.HTTPS_SAID = True
    assert found() == {}


@pytest.mark.parametrize("key", ["short", "a" * 80, "x" * 49])
def test_a_key_that_could_be_guessed(well_set: Settings, key: str) -> None:
    well_set.SECRET_KEY = key
    assert f"it has {len(key)} characters" in found()["mutualise.E006"]
    assert key not in found()["mutualise.E006"] or key == "short"


def test_a_data_folder_that_others_can_look_into(well_set: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert f"chmod 700 {tmp_path}" in found()["mutualise.E007"]


@pytest.mark.parametrize(
    ("server", "options", "safe"),
    [
        ("", {}, True),
        ("/var/run/postgresql", {}, True),
        ("127.0.0.1", {}, True),
        ("db.example.org", {}, False),
        ("db.example.org", {"sslmode": "verify-full"}, True),
    ],
)
def test_the_way_to_a_database_elsewhere_is_closed(
    well_set: Settings,
    monkeypatch: pytest.MonkeyPatch,
    server: str,
    options: dict[str, str],
    safe: bool,
) -> None:
    database = {"ENGINE": "django.db.backends.postgresql", "HOST": server, "OPTIONS": options}
    monkeypatch.setitem(well_set.DATABASES, "default", database)
    assert list(found()) == ([] if safe else ["mutualise.E008"])


def test_visitors_behind_our_own_web_server_are_told_apart(well_set: Settings) -> None:
    well_set.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert "MUTUALISE_PROXIES=1" in found()["mutualise.E010"]


def test_a_site_for_others_can_send_mail(well_set: Settings) -> None:
    well_set.MAIL = None
    assert f"MUTUALISE_MAIL_FROM=mutualise@{HOST}" in found()["mutualise.E011"]


def test_a_contact_for_weaknesses_needs_a_date_and_the_date_a_contact(well_set: Settings) -> None:
    well_set.SECURITY_EXPIRES = None
    assert list(found()) == ["mutualise.E009"]
    well_set.SECURITY_CONTACT = ""
    assert found() == {}


@pytest.mark.parametrize(("days", "warned"), [(30, True), (-1, True), (31, False)])
def test_a_date_that_is_near_is_a_warning(well_set: Settings, days: int, warned: bool) -> None:
    well_set.SECURITY_EXPIRES = timezone.localdate() + dt.timedelta(days=days)
    assert ("mutualise.W001" in found()) is warned


def test_the_site_does_not_start_and_names_every_fault_at_once(tmp_path: Path) -> None:
    server = start_site(
        tmp_path,
        free_port(),
        MUTUALISE_HOSTS=HOST,
        MUTUALISE_DEBUG="yes",
        MUTUALISE_SECRET_KEY="guess me",
    )
    out, said = server.communicate(timeout=60)
    assert (server.returncode, out) == (1, "")
    for remedy in ("Remove MUTUALISE_DEBUG.", "MUTUALISE_HTTPS=yes", "MUTUALISE_SECRET_KEY"):
        assert remedy in said
    assert "Traceback" not in said


def test_djangos_own_check_for_hosts_finds_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=clean_environment(
            DJANGO_SETTINGS_MODULE="mutualise.web.settings",
            MUTUALISE_DATA=str(tmp_path),
            MUTUALISE_SECRET_KEY=secrets.token_urlsafe(50),
            MUTUALISE_HOSTS=HOST,
            MUTUALISE_HTTPS="yes",
            MUTUALISE_PROXIES="1",
            MUTUALISE_MAIL="smtp://localhost:25",
            MUTUALISE_MAIL_FROM=f"mutualise@{HOST}",
            MUTUALISE_SECURITY_CONTACT="security@example.org",
            MUTUALISE_SECURITY_EXPIRES=f"{timezone.localdate() + dt.timedelta(days=300)}",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout
