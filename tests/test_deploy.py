"""The files of the worked installation fit the code, the documents and each other."""

from __future__ import annotations

import re
import secrets
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mutualise.cli import main
from tests.site_process import clean_environment
from tests.test_docs import parse

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
NGINX = (DEPLOY / "nginx-site.conf").read_text(encoding="utf-8")
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def environment() -> dict[str, str]:
    lines = (DEPLOY / "mutualise.env").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    return {name: shlex.split(value)[0] for name, value in pairs}


def directives(name: str) -> list[str]:
    return re.findall(rf"^\s*{name} ([^;]+);", NGINX, flags=re.MULTILINE)


def in_bytes(size: str) -> int:
    units = {"k": 1024, "m": 1024 * 1024}
    return int(size[:-1]) * units[size[-1]]


def test_every_setting_of_the_file_is_explained() -> None:
    explained = set(re.findall(r"^\| `([A-Z_]+)`", HOSTING, flags=re.MULTILINE))
    assert set(environment()) <= explained


def test_the_settings_of_the_file_pass_every_check_for_hosts(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "secret-key").write_text(secrets.token_urlsafe(50))
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=clean_environment(
            DJANGO_SETTINGS_MODULE="mutualise.web.settings",
            **{**environment(), "MUTUALISE_DATA": str(tmp_path)},
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_the_commands_of_the_units_can_be_typed(path: Path) -> None:
    for line in re.findall(
        r"^ExecStart=(.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        program, *words = shlex.split(line)
        assert program == "/opt/mutualise/current/bin/mutualise"
        parse(main, words)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_every_service_runs_as_its_own_user_with_next_to_no_rights(path: Path) -> None:
    if path.suffix == ".timer":
        return
    text = path.read_text(encoding="utf-8")
    shared = (DEPLOY / "mutualise.service").read_text(encoding="utf-8")
    lines = shared.splitlines()
    rights = lines[lines.index("NoNewPrivileges=yes") : lines.index("[Install]") - 1]
    assert len(rights) > 15
    for line in ["User=mutualise", "EnvironmentFile=/etc/mutualise/mutualise.env", *rights]:
        assert line in text.splitlines(), line


def test_every_file_is_explained_to_hosts() -> None:
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.suffix != ".html":
            assert f"deploy/{path.relative_to(DEPLOY)}" in HOSTING, path


def test_the_web_server_passes_on_what_the_site_takes_and_refuses_in_words() -> None:
    from django.conf import settings

    [largest] = [size for size in directives("client_max_body_size") if size != "0"]
    [kept_in_memory] = directives("client_body_buffer_size")
    assert in_bytes(largest) > settings.REQUEST_LIMIT
    assert in_bytes(kept_in_memory) >= settings.REQUEST_LIMIT


def test_the_web_server_alone_says_where_a_request_came_from() -> None:
    headers = dict(line.split(" ", 1) for line in directives("proxy_set_header"))
    assert headers["Host"] == "$host"
    assert headers["X-Forwarded-Proto"] == "https"
    # Set, not added to: so one server is what MUTUALISE_PROXIES may count.
    assert headers["X-Forwarded-For"] == "$remote_addr"
    assert environment()["MUTUALISE_PROXIES"] == "1"


def test_the_web_server_speaks_to_the_port_of_the_unit() -> None:
    unit = (DEPLOY / "mutualise.service").read_text(encoding="utf-8")
    [port] = re.findall(r"--port (\d+)", unit)
    assert f"server 127.0.0.1:{port};" in NGINX


def test_the_web_servers_own_pages_are_there_and_as_strict_as_ours() -> None:
    from mutualise.web.middleware import HEADERS, STAY_WITH_HTTPS

    for page in re.findall(r"error_page [\d ]+ (/errors/\S+);", NGINX):
        html = (DEPLOY / page.lstrip("/")).read_text(encoding="utf-8")
        assert '<html lang="en">' in html
        assert "<h1>" in html
    sent = dict(re.findall(r'add_header (\S+) "?([^"]+?)"? always;', NGINX))
    for name in set(HEADERS) - {"Permissions-Policy", "Content-Security-Policy"}:
        assert sent[name] == HEADERS[name]
    assert sent["Strict-Transport-Security"] == STAY_WITH_HTTPS
    assert "default-src 'none'" in sent["Content-Security-Policy"]


def test_old_ways_to_encrypt_are_off() -> None:
    assert directives("ssl_protocols") == ["TLSv1.2 TLSv1.3"]
    [ciphers] = directives("ssl_ciphers")
    assert all(re.match(r"ECDHE-.*(GCM|POLY1305)", cipher) for cipher in ciphers.split(":"))


def test_the_release_is_built_from_locks_with_hashes() -> None:
    script = (DEPLOY / "new-release.sh").read_text(encoding="utf-8")
    for lock in re.findall(r"requirements/(\w+)\.txt", script):
        assert (ROOT / "requirements" / f"{lock}.txt").exists()
    assert script.count("--require-hashes") == 2
    assert script.count("--no-deps") == 2
