"""Work in the background beside the site: one process, which ends with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site_process import clean_environment, free_port, running_site, start_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are found with ps")

WRITE = """
from mutualise.web.mail.actions import send_mail_later
send_mail_later(to="nurse@example.org", subject="Your code", text="KLMN-PQRS", urgent=True)
"""
COUNT = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status="SUCCESSFUL").count())
"""
RUNS = """
from mutualise.web.background.models import PeriodicRun
print(PeriodicRun.objects.filter(ended_at__isnull=False).exists())
"""


def children_of(pid: int) -> list[tuple[int, str]]:
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [(int(own), command) for own, parent, command in rows if int(parent) == pid]


def companions_of(pid: int) -> list[int]:
    return [own for own, command in children_of(pid) if "mutualise work" in command]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], object], *, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "It never came to that"
        time.sleep(0.05)


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    server = start_site(folder, free_port(), *options)
    assert server.stdout
    assert "is running" in server.stdout.readline()
    return server


def on_site(folder: Path, script: str) -> str:
    """What a script prints that runs on the site's data."""
    environment = clean_environment(
        MUTUALISE_DATA=str(folder), DJANGO_SETTINGS_MODULE="mutualise.web.settings"
    )
    command = [sys.executable, "-c", f"import django; django.setup()\n{script}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def tick(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mutualise", "tick", "--data", str(folder), *options],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_mail_is_sent_beside_the_site(tmp_path: Path) -> None:
    # Sent to the terminal: no mail server is set up.
    with running_site(tmp_path, DJANGO_SETTINGS_MODULE="tests.web.mail_in_terminal"):
        on_site(tmp_path, WRITE)
        wait_until(lambda: on_site(tmp_path, COUNT) == "1")


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_companion_ends_with_the_server_however_that_ends(tmp_path: Path, name: str) -> None:
    server = started(tmp_path)
    (companion,) = companions_of(server.pid)
    server.send_signal(getattr(signal, name))
    wait_until(lambda: not is_running(companion))
    server.communicate(timeout=30)


def test_companion_that_is_killed_is_started_again(tmp_path: Path) -> None:
    server = started(tmp_path)
    (companion,) = companions_of(server.pid)
    os.kill(companion, signal.SIGKILL)
    wait_until(lambda: companions_of(server.pid) not in ([], [companion]))
    server.terminate()
    server.communicate(timeout=30)


def test_site_can_run_without_work_in_the_background(tmp_path: Path) -> None:
    server = started(tmp_path, "--no-worker")
    assert companions_of(server.pid) == []
    server.terminate()
    assert server.communicate(timeout=30) == ("", "")


def make_tables(folder: Path) -> None:
    """What the first start of the site leaves behind."""
    server = started(folder, "--no-worker")
    server.terminate()
    assert server.communicate(timeout=30) == ("", "")


def test_work_alone_does_what_is_due_and_ends_cleanly_when_told(tmp_path: Path) -> None:
    make_tables(tmp_path)
    alone = subprocess.Popen(
        [sys.executable, "-m", "mutualise", "work", "--data", str(tmp_path)],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wait_until(lambda: on_site(tmp_path, RUNS) == "True")
    alone.terminate()
    assert alone.communicate(timeout=30)[0] == ""
    assert alone.returncode == 0


def test_ticks_at_the_same_time_do_each_work_once(tmp_path: Path) -> None:
    make_tables(tmp_path)
    for _ in range(4):
        on_site(tmp_path, WRITE)
    both = [tick(tmp_path) for _ in range(3)]
    said = "".join(each.communicate(timeout=60)[0] for each in both)
    assert [each.returncode for each in both] == [0, 0, 0], said
    assert said.count("Remove sessions that have ended. Done.") == 1
    assert "Nothing is due." in tick(tmp_path).communicate(timeout=60)[0]


def test_tick_before_the_site_was_ever_started_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("for this test")
    refused = tick(tmp_path)
    said, _ = refused.communicate(timeout=60)
    assert refused.returncode == 1
    assert "Start the site once, which brings them up to date: mutualise" in said
    assert "Traceback" not in said
