"""Two processes write to the same chain at once: no fork, no gap, and nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mutualise.ledger import Entry, Link, verify_chain
from tests.postgresql_server import running_server
from tests.web.audit.chains import Site

EACH = 150
# Waits for the other, writes as fast as it can, and says what was acknowledged.
WRITER = """
import sys, time
import django
django.setup()
from django.db import transaction
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Workspace
name, address, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
workspace = Workspace.objects.get(address=address)
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    with transaction.atomic():
        record("test.happened", by=None, workspace=workspace, about=f"{name} {number}")
    print(name, number, flush=True)
    # A moment for the other, or a busy machine lets one of them write all before the other begins.
    time.sleep(0.005)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    if request.param == "sqlite":
        yield Site.found(tmp_path / "data")
        return
    with running_server() as server:
        yield Site.found(tmp_path / "data", server.create("two_writers"))


def test_two_processes_at_once(site: Site) -> None:
    writers = [site.start(WRITER, name, site.address, str(EACH)) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate(timeout=150) for writer in writers]

    assert [writer.returncode for writer in writers] == [0, 0], said
    acknowledged = [line for out, _ in said for line in out.splitlines()]
    rows = site.query(
        "SELECT number, previous, at, actor, kind, about, body, digest FROM tenancy_event "
        "WHERE chain = '{A}' ORDER BY number"
    )
    written = [row[5] for row in rows if row[4] == "test.happened" and row[5]]
    assert Counter(written) == Counter(acknowledged)
    assert len(acknowledged) == 2 * EACH
    walked = verify_chain(Entry(Link(*row[:-1]), row[-1]) for row in rows)
    assert walked.broken is None
    assert walked.size == len(rows)
    # They did take turns: one was not simply after the other.
    assert written != sorted(written, key=lambda about: about.split()[0])
