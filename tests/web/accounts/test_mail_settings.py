"""How MUTUALISE_MAIL is read, and that mail then goes encrypted to a real server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mutualise.web.environment import MailSettings, get_env_choice, mail_settings
from tests.site_process import clean_environment
from tests.web.accounts.secure_mail_server import secure_mail_server
from tests.web.test_security import setting

SENDER = "mutualise@example.org"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://team:word@mail.example.org",
            MailSettings("mail.example.org", 587, "team", "word", "started", SENDER),
        ),
        (
            "smtp://team%40example.org:p%2Fw@mail.example.org:2525",
            MailSettings("mail.example.org", 2525, "team@example.org", "p/w", "started", SENDER),
        ),
        (
            "smtps://team:word@mail.example.org",
            MailSettings("mail.example.org", 465, "team", "word", "from the start", SENDER),
        ),
        # To a server elsewhere nothing goes in the open, with a password or without.
        (
            "smtp://mail.example.org",
            MailSettings("mail.example.org", 587, "", "", "started", SENDER),
        ),
        ("smtp://localhost", MailSettings("localhost", 25, "", "", "none", SENDER)),
        ("smtp://a:b@localhost", MailSettings("localhost", 587, "a", "b", "started", SENDER)),
    ],
)
def test_the_address_of_a_mail_server_is_read(url, expected):
    assert mail_settings(url, SENDER) == expected


def test_without_one_mail_is_shown_where_the_site_runs():
    assert mail_settings("", "") is None
    assert setting("MAIL_IN_TERMINAL") == "True"
    assert setting("EMAIL_BACKEND") == "mutualise.web.accounts.terminal.TerminalBackend"


@pytest.mark.parametrize(
    ("url", "sender", "lesson"),
    [
        ("mail.example.org", SENDER, "For example: MUTUALISE_MAIL=smtp://user:password@"),
        ("https://mail.example.org", SENDER, "not the address of a mail server"),
        ("smtp://mail.example.org", "", "MUTUALISE_MAIL_FROM=mutualise@example.org"),
        ("smtp://mail.example.org:mail", SENDER, "The port in MUTUALISE_MAIL is not a number"),
    ],
)
def test_mistakes_are_explained(url, sender, lesson):
    with pytest.raises(ImproperlyConfigured, match=lesson):
        mail_settings(url, sender)


def test_a_choice_names_the_choices(monkeypatch):
    monkeypatch.setenv("MUTUALISE_SIGN_UP", "closed")
    with pytest.raises(ImproperlyConfigured, match=r"SIGN_UP=open or MUTUALISE_SIGN_UP=invited"):
        get_env_choice("MUTUALISE_SIGN_UP", ("open", "invited"))


def test_every_cookie_is_tied_to_the_host_under_https():
    https = {"MUTUALISE_HTTPS": "yes", "MUTUALISE_HOSTS": "mutual.example.org"}
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SIGNED_IN_COOKIE_NAME"):
        assert setting(name, **https).startswith("__Host-")
        assert not setting(name).startswith("__")


SEND = """
from mutualise.web.starting import start_django
start_django()
from django.core.mail import EmailMessage
EmailMessage("Your code", "Your code is 1234-5678", to=["nurse@example.org"]).send()
"""


def send_by(folder: Path, url: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Send one mail from a process that was set up by the environment alone."""
    environment = clean_environment(
        MUTUALISE_DATA=str(folder),
        MUTUALISE_SECRET_KEY="for this test",
        MUTUALISE_MAIL=url,
        MUTUALISE_MAIL_FROM=SENDER,
        **more,
    )
    return subprocess.run(
        [sys.executable, "-c", SEND], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtp", False), ("smtps", True)])
def test_mail_and_password_go_encrypted(tmp_path, scheme, from_the_start):
    with secure_mail_server(tmp_path, from_the_start=from_the_start) as server:
        url = f"{scheme}://team:word@127.0.0.1:{server.port}"
        done = send_by(tmp_path, url, SSL_CERT_FILE=str(server.certificate))

    assert done.returncode == 0, done.stderr
    assert server.passwords == ["\0team\0word"]
    assert "From: mutualise@example.org" in server.letters[0]
    assert "Your code is 1234-5678" in server.letters[0]
    in_the_open = [word for word, secure in server.heard if not secure]
    assert in_the_open == ([] if from_the_start else ["EHLO", "STARTTLS"])


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtp", False), ("smtps", True)])
def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path, scheme, from_the_start):
    with secure_mail_server(tmp_path, from_the_start=from_the_start) as server:
        done = send_by(tmp_path, f"{scheme}://team:word@127.0.0.1:{server.port}")

    assert "CERTIFICATE_VERIFY_FAILED" in done.stderr
    assert server.passwords == server.letters == []
