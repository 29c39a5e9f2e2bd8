"""What the browser is told, and which names and forms the site accepts."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from mutualise.web.middleware import INLINE_SCRIPT


def policy(client: Client) -> dict[str, list[str]]:
    header = client.get("/").headers["Content-Security-Policy"]
    return {name: rest for name, *rest in (part.split() for part in header.split("; "))}


def test_inline_script_of_the_page_is_the_one_that_is_allowed(client: Client) -> None:
    page = client.get("/").content.decode()
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, flags=re.DOTALL)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"sha256-{digest}" == INLINE_SCRIPT
    assert policy(client)["script-src"] == ["'self'", f"'{INLINE_SCRIPT}'"]


def test_policy_allows_nothing_else(client: Client) -> None:
    sources = policy(client)
    assert sources["default-src"] == ["'none'"]
    assert sources["frame-ancestors"] == sources["base-uri"] == ["'none'"]
    everything = " ".join(part for parts in sources.values() for part in parts)
    assert "unsafe" not in everything
    assert "*" not in everything
    assert "http" not in everything


def test_pages_carry_no_inline_style(client: Client) -> None:
    for path in ("/", "/accessibility/", "/cookies/", "/nothing-here/"):
        page = client.get(path).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/cookies"])
def test_every_answer_has_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_reading_sets_no_cookie(client: Client) -> None:
    for path in ("/", "/accessibility/", "/cookies/", "/privacy/"):
        assert not client.get(path).cookies


def test_cookies_page_names_the_cookies_that_are_set(client: Client) -> None:
    page = client.get("/cookies/").content.decode()
    assert settings.SESSION_COOKIE_NAME in page
    assert settings.CSRF_COOKIE_NAME in page
    assert settings.SIGNED_IN_COOKIE_NAME in page
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    assert "After 2 weeks" in page


def test_unknown_host_name_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_a_scanner_under_other_names_does_not_fill_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/", headers={"host": "evil.example"})

    assert not caplog.records


def test_form_without_its_secret_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/", {"a": "b"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_pages_can_only_be_read(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_debug_is_off() -> None:
    assert settings.DEBUG is False


def setting(name: str, **variables: str) -> str:
    """What the site's settings say in a process of their own."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("MUTUALISE_")
    }
    script = f"from mutualise.web import settings; print(getattr(settings, {name!r}, None))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**environment, "MUTUALISE_SECRET_KEY": "for this test", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_cookies_are_for_https_only_where_the_site_has_it() -> None:
    assert setting("SESSION_COOKIE_SECURE") == "False"
    https = {"MUTUALISE_HTTPS": "yes", "MUTUALISE_HOSTS": "mutual.example.org"}
    assert setting("SESSION_COOKIE_SECURE", **https) == "True"
    assert setting("CSRF_COOKIE_SECURE", **https) == "True"
    assert setting("CSRF_TRUSTED_ORIGINS", **https) == "['https://mutual.example.org']"
    assert setting("SECURE_HSTS_SECONDS", **https) == str(365 * 24 * 3600)


def test_only_this_computer_until_a_host_is_named() -> None:
    assert setting("ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"
    named = setting("ALLOWED_HOSTS", MUTUALISE_HOSTS="a.example, b.example")
    assert named == "['localhost', '127.0.0.1', '[::1]', 'a.example', 'b.example']"


@pytest.mark.parametrize(
    ("variables", "lesson"),
    [
        ({"MUTUALISE_HTTPS": "perhaps"}, "Write MUTUALISE_HTTPS=yes or MUTUALISE_HTTPS=no."),
        ({"MUTUALISE_UPLOAD_LIMIT": "1MB"}, "Write a whole number of at least 1024"),
        (
            {"MUTUALISE_SECRET_KEY": "", "MUTUALISE_DATA": os.devnull},
            "`mutualise` makes one when it starts",
        ),
    ],
)
def test_wrong_settings_are_explained(variables: dict[str, str], lesson: str) -> None:
    assert lesson in setting("DEBUG", **variables)


def test_postgresql_by_its_address() -> None:
    database = setting("DATABASES", DATABASE_URL="postgres://team:word@db.example:5433/mutual")
    assert "'ENGINE': 'django.db.backends.postgresql'" in database
    assert "'PORT': 5433" in database


def test_upload_limit_is_a_setting(settings: Settings) -> None:
    from mutualise.web.design.forms import too_large_sentence

    settings.UPLOAD_LIMIT = 100 * 1024
    assert too_large_sentence() == "The file is too large. It must be 100 KB or smaller"


def test_cookies_belong_to_this_very_host_where_the_site_has_https() -> None:
    https = {"MUTUALISE_HTTPS": "yes", "MUTUALISE_HOSTS": "mutual.example.org"}
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        assert setting(name, **https).startswith("__Host-")
        # What such a name asks for besides https: the whole site, and no other host.
        assert setting(name.replace("NAME", "PATH"), **https) in {"/", "None"}
        assert setting(name.replace("NAME", "DOMAIN"), **https) == "None"
