"""What a page of a team costs, on a site that runs as a host's does.

Run it with `make benchmarks`; the README beside it says what the rows mean.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbench.timing import Timing, machine, table

# Forty milliseconds are what an ordinary page may cost.
AIM = 0.040
_CSRF = "benchmarkbenchmarkbenchmarkbench"
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
ANSWERS = (("team.kind", "gp_partnership"), ("contract.type", "gms"), ("entity.form", "cic_cls"))
# One for each visitor: two who answer one question at once would be asked which answer is meant.
QUESTIONS = (
    "entity.employees",
    "entity.members",
    "work.employer_headcount",
    "work.transferring",
    "tax.associated_companies",
    "change.notice_days",
)

MAKE = """
import json
from allauth.account.models import EmailAddress
from django.test import Client
from mutualise.web.serve import migrate
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.roles import Kind, Role
from mutualise.web.workspaces.actions import give_role, start_workspace
migrate()
workspace, sessions = None, []
for number in range(COUNT):
    person = Person.objects.create_user(f"editor-{number}@example.org", f"Editor {number}")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    workspace = workspace or start_workspace(by=person, kind=Kind.TEAM, title="Practice A")
    give_role(by=person, workspace=workspace, person=person, role=Role.EDITOR)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    sessions.append(client.session.session_key)
print(json.dumps({"address": workspace.address, "sessions": sessions}))
"""


def main() -> int:
    """Measure and print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=600, help="requests of each kind")
    parser.add_argument(
        "--visitors",
        type=int,
        default=6,
        choices=range(1, len(QUESTIONS) + 1),
        help="how many ask at once",
    )
    asked = parser.parse_args()
    if not Path("/proc/self/stat").exists():
        print("Left out: the processor time of another process is read from /proc, as on Linux.")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutualise-benchmark-") as folder:
        rows, rates = _measure(Path(folder), asked.requests, asked.visitors)
    print(f"Measured {dt.datetime.now(tz=dt.UTC):%d %B %Y}.")
    print(machine(("mutualise", "Django", "granian", "nhsuk-frontend-jinja")))
    print()
    print(table(rows))
    print()
    print(f"By the clock, with {asked.visitors} visitors who ask as fast as they can:")
    for what, rate in rates.items():
        print(f"- {what}: {rate}")
    missed = [row.what for row in rows if not row.in_aim]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


def _measure(folder: Path, requests: int, visitors: int) -> tuple[list[Timing], dict[str, str]]:
    environment = {
        **os.environ,
        "MUTUALISE_DATA": str(folder),
        "MUTUALISE_WRITE_LIMIT": "0",
        "DJANGO_SETTINGS_MODULE": "mutualise.web.settings",
    }
    from mutualise import datafolder

    datafolder.prepare(folder)
    script = f"import django; django.setup()\n{MAKE.replace('COUNT', str(visitors))}"
    made = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    team: dict[str, Any] = json.loads(made.stdout)
    home = f"/workspaces/{team['address']}/"
    question = f"{home}structures/question/"
    with _site(environment) as (address, server):
        pairs = zip(team["sessions"], QUESTIONS, strict=False)
        browsers = [_Browser(address, session, f"{question}{fact}/") for session, fact in pairs]
        for fact, answer in ANSWERS:
            status, _ = browsers[0].send(f"{question}{fact}/", answer)
            assert status == 302, status
        kinds: dict[str, Callable[[_Browser, int], int]] = {
            "Home of a team, with its task list": lambda browser, _: browser.get(home),
            "Question page": lambda browser, _: browser.get(browser.question),
            "Answer, saved with its event": lambda browser, n: browser.send(browser.question, n)[0],
        }
        rows, rates = [], {}
        for what, ask in kinds.items():
            # Each of them once, so that what is kept between requests is there.
            _together(browsers, ask, visitors, 0)
            runs, clocked, waits = [], [], []
            for run in range(1, 4):
                before, began = _processor_time(server), time.perf_counter()
                waits += _together(browsers, ask, requests // 3, run * requests)
                clocked.append(time.perf_counter() - began)
                runs.append((_processor_time(server) - before) / (requests // 3))
            rows.append(Timing(what, tuple(runs), AIM))
            waits.sort()
            rates[what] = (
                f"{requests // 3 * 3 / sum(clocked):.0f} a second, half within "
                f"{statistics.median(waits) * 1000:.0f} ms, 95 of 100 within "
                f"{waits[int(len(waits) * 0.95)] * 1000:.0f} ms"
            )
    return rows, rates


class _Browser:
    """A visitor who is signed in, on a connection that stays open."""

    def __init__(self, address: str, session: str, question: str) -> None:
        self.question = question
        self._connection = http.client.HTTPConnection(address, timeout=60)
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={_CSRF}",
            "X-CSRFToken": _CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def get(self, path: str) -> int:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def send(self, path: str, answer: object) -> tuple[int, str]:
        """Fill in a form without saying what was seen: the newest counts."""
        body = urllib.parse.urlencode({"answer": answer})
        self._connection.request("POST", path, body, self._headers)
        got = self._connection.getresponse()
        return got.status, got.read().decode()


def _together(
    browsers: list[_Browser], ask: Callable[[_Browser, int], int], requests: int, first: int
) -> list[float]:
    """Let all ask at once until so many requests were answered; how long each waited."""
    numbers, waits, lock = iter(range(first, first + requests)), list[float](), threading.Lock()
    wrong: list[int] = []

    def go_on(browser: _Browser) -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            began = time.perf_counter()
            status = ask(browser, number)
            waits.append(time.perf_counter() - began)
            if status not in {200, 302}:
                wrong.append(status)

    threads = [threading.Thread(target=go_on, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, f"{len(wrong)} requests failed: {set(wrong)}"
    return waits


@contextmanager
def _site(environment: dict[str, str]) -> Any:
    """The site as `mutualise` starts it, with its two workers and the work beside it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mutualise", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        assert "is running" in server.stdout.readline()
        yield f"127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _processor_time(server: int) -> float:
    """What the server and all that it started have used so far, in seconds."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = re.match(r"(\d+) \(.*\) (.*)", stat.read_text()).groups()  # type: ignore[union-attr]
        except OSError:
            continue
        columns = rest.split()
        if int(pid) == server or int(columns[1]) == server:
            total += (int(columns[11]) + int(columns[12])) / _TICK
    return total


if __name__ == "__main__":
    sys.exit(main())
