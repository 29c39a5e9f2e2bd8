"""What it costs that the record cannot be rewritten unnoticed, beside plain rows.

Run it with `make benchmarks`; the README beside it says what the rows mean.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from workbench.timing import Timing, machine, table, timed

RECORD_AIM = 0.003
CHECK_AIM = 0.000_1


def main() -> int:
    """Measure, compare, and print; 1 when an aim is missed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="mutualise-benchmark-") as folder:
        _start(folder)
        timings, rates = _measure(asked)
        _stop()
    print(f"Measured {dt.datetime.now(tz=dt.UTC):%d %B %Y}.")
    print(machine(("mutualise", "Django", "cryptography")))
    print()
    print(table(timings))
    print()
    print("By the clock, with every write waited for:")
    for what, rate in rates.items():
        print(f"- {what}: {rate:,.0f} a second")
    missed = [timing.what for timing in timings if not timing.in_aim]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writes", type=int, default=300, help="writes in each run")
    parser.add_argument("--events", type=int, default=10_000, help="events in the chain to check")
    parser.add_argument("--runs", type=int, default=7, help="runs of each measurement")
    return parser.parse_args()


def _start(folder: str) -> None:
    """A site of its own: SQLite as hosts have it, or the server that DATABASE_URL names."""
    os.environ["MUTUALISE_DATA"] = folder
    os.environ["MUTUALISE_SECRET_KEY"] = "only for the benchmark"  # noqa: S105
    os.environ["DJANGO_SETTINGS_MODULE"] = "mutualise.web.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def _stop() -> None:
    from django.db import connections

    connections.close_all()


def _measure(asked: argparse.Namespace) -> tuple[list[Timing], dict[str, float]]:
    from django.db import transaction

    from mutualise.ledger import verify_chain
    from mutualise.ledger.lines import from_lines, to_lines
    from mutualise.web.audit.selectors import chain_of, entries
    from mutualise.web.tenancy.events import record
    from mutualise.web.tenancy.models import Workspace

    workspace = Workspace.objects.create(address="benchmark", kind="team", title="Practice A")
    chain = chain_of(workspace).id
    body = {"place": "present", "fact": "team.kind", "seal": "0" * 64}
    plain = _plain_table()

    def recorded() -> None:
        with transaction.atomic():
            record("case.changed", by=None, workspace=workspace, about="7", body=body)

    numbers = itertools.count(1)

    def inserted() -> None:
        with transaction.atomic():
            plain(chain, next(numbers))

    writes, runs = asked.writes, asked.runs
    with transaction.atomic():
        for _ in range(asked.events):
            record("case.changed", by=None, workspace=workspace, about="7", body=body)
    lines = list(to_lines(chain, entries(chain)))
    walked = verify_chain(entries(chain))
    assert walked.broken is None
    assert walked.size == asked.events
    timings = [
        Timing("Check an event, read from the database", _each(
            lambda: verify_chain(entries(chain)), runs, asked.events), CHECK_AIM),
        Timing("Check an event of a downloaded file", _each(
            lambda: verify_chain(from_lines(lines)[1]), runs, asked.events), CHECK_AIM),
        Timing("Record an event", _each(_times(recorded, writes), runs, writes), RECORD_AIM),
        Timing("Insert a plain row", _each(_times(inserted, writes), runs, writes),
               ours="Record an event"),
    ]  # fmt: skip
    rates = {
        "Events recorded": writes / _clocked(_times(recorded, writes)),
        "Plain rows inserted": writes / _clocked(_times(inserted, writes)),
        "Events checked": walked.size / _clocked(lambda: verify_chain(entries(chain))),
    }
    return timings, rates


def _plain_table() -> Callable[[str, int], Any]:
    """The peer: a table of the same columns without hashes, triggers or turns."""
    from django.db import connection, models

    class PlainEvent(models.Model):
        """A row as most audit tables have it."""

        chain = models.CharField(max_length=36, db_index=True)
        number = models.PositiveBigIntegerField()
        at = models.CharField(max_length=40)
        actor = models.CharField(max_length=36)
        kind = models.CharField(max_length=64)
        about = models.CharField(max_length=200)
        body = models.TextField()

        class Meta:
            app_label = "tenancy"

        def __str__(self) -> str:
            return self.kind

    with connection.schema_editor() as editor:
        editor.create_model(PlainEvent)

    def insert(chain: str, number: int) -> Any:
        return PlainEvent.objects.create(
            chain=chain,
            number=number,
            at=dt.datetime.now(tz=dt.UTC).isoformat(),
            actor="system",
            kind="case.changed",
            about="7",
            body='{"fact":"team.kind","place":"present","seal":"' + "0" * 64 + '"}',
        )

    return insert


def _times(work: Callable[[], object], count: int) -> Callable[[], None]:
    def works() -> None:
        for _ in range(count):
            work()

    return works


def _each(work: Callable[[], object], runs: int, count: int) -> tuple[float, ...]:
    return timed(work, runs, per=count)


def _clocked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
