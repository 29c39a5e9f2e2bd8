"""Four processes send the digests at the same moment: each person gets one letter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql_server import running_server
from tests.site_process import clean_environment

ROOT = Path(__file__).parents[3]

PREPARE = """
import django; django.setup()
import datetime as dt
from django.core.management import call_command
call_command("migrate", verbosity=0)
from mutualise.web.questions import asking
from mutualise.web.tenancy.models import Membership
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_workspace, seat_in
workspace = make_workspace()
for number in range(10):
    seat_in(workspace, Role.VIEWER, f"viewer {number}")
Membership.objects.update(began_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
asking.ask(by=seat_in(workspace, Role.MEMBER), workspace=workspace, topic="other", text="x",
           now=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
"""
SEND = """
import django; django.setup()
import datetime as dt, sys
from mutualise.web.notices.digest import send_digests
print("ready", flush=True); sys.stdin.readline()
print(send_digests(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)))
"""
COUNT = """
import django; django.setup()
from mutualise.web.mail.models import Letter
print(Letter.objects.count(), Letter.objects.values("to").distinct().count())
"""


def program(script: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_four_at_once_send_each_letter_once(tmp_path: Path, database_url: str) -> None:
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="mutualise.web.settings",
        MUTUALISE_DATA=str(tmp_path),
        MUTUALISE_SECRET_KEY="for this test",
        **({"DATABASE_URL": database_url} if database_url else {}),
    )
    prepared = program(PREPARE, environment)
    prepared.communicate(timeout=120)
    assert prepared.returncode == 0
    senders = [program(SEND, environment) for _ in range(4)]
    for sender in senders:
        assert sender.stdout
        assert sender.stdout.readline() == "ready\n"
    sent = [sender.communicate("go\n", timeout=120)[0] for sender in senders]
    assert [sender.returncode for sender in senders] == [0, 0, 0, 0]
    # The owner and ten viewers; the member asked the only question.
    assert sum(map(int, sent)) == 11
    assert program(COUNT, environment).communicate(timeout=60)[0] == "11 11\n"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database; none for SQLite in the data folder."""
    if request.param == "SQLite":
        yield ""
    else:
        with running_server() as server:
            yield server.url
