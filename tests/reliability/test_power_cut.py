"""A power cut may leave any part of SQLite's log: what was acknowledged before is in it."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Final

import pytest

from mutualise import datafolder
from mutualise.web.backups.checking import asking_file, look_over
from tests.reliability.conftest import times
from tests.reliability.team import Data

pytestmark = pytest.mark.timeout(1800)

# The layout of the log, from sqlite.org/fileformat2.html#walformat.
_HEADER: Final = 32
_FRAME_HEADER: Final = 24
CHANCE = random.Random(3)  # noqa: S311 - where the power is cut is no secret

# Saves, and after each notes how long the log is and how many events there are. The copy is taken
# while the database is open: closing it would empty the log.
SAVE = """
import json, shutil
from pathlib import Path
from django.conf import settings
from django.db import connection
from tests.web.people import make_person, make_workspace
from mutualise.web.tenancy.models import Event
place = Path(settings.DATABASES["default"]["NAME"])
log = place.with_name(place.name + "-wal")
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.execute("PRAGMA wal_autocheckpoint = 0")
owner, acknowledged = make_person(), []
for number in range(SAVES):
    make_workspace(owner, title=f"Practice {number}")
    acknowledged.append((log.stat().st_size, Event.objects.count()))
shutil.copy(place, TARGET + "/whole.sqlite3")
shutil.copy(log, TARGET + "/whole.sqlite3-wal")
print(json.dumps(acknowledged))
"""


def opened_after_a_cut(base: Path, log: bytes, folder: Path) -> int:
    """Open the database as it is after the cut, look it over, and count the events."""
    cut = folder / datafolder.DATABASE
    shutil.copy(base, cut)
    cut.with_name(f"{cut.name}-wal").write_bytes(log)
    with contextlib.closing(sqlite3.connect(cut)) as connection:
        found = look_over(asking_file(connection), "sqlite")
    assert found.faults == ()
    for path in folder.glob(f"{cut.name}*"):
        path.unlink()
    return found.events


def test_log_that_is_cut_anywhere_keeps_what_was_acknowledged(
    on_sqlite: Data, tmp_path: Path
) -> None:
    script = SAVE.replace("SAVES", str(times(25, 120))).replace("TARGET", repr(str(tmp_path)))
    acknowledged: list[tuple[int, int]] = json.loads(on_sqlite.run(script))
    base, whole = tmp_path / "whole.sqlite3", (tmp_path / "whole.sqlite3-wal").read_bytes()
    frame = _FRAME_HEADER + int.from_bytes(whole[8:12], "big")
    ends = range(_HEADER, len(whole) + 1, frame)
    folder = tmp_path / "cut"
    folder.mkdir()
    cuts = 0

    def check(log: bytes, whole_until: int) -> None:
        nonlocal cuts
        cuts += 1
        stored = opened_after_a_cut(base, log, folder)
        promised = max((events for size, events in acknowledged if size <= whole_until), default=0)
        assert stored >= promised, f"Cut at {len(log)}: {promised} acknowledged, {stored} stored"

    for end in ends:
        check(whole[:end], end)
        torn = CHANCE.randrange(1, frame)
        check(whole[: end + torn], end)
        # What the disk had there before, or only half of what was written.
        rubbish = CHANCE.randbytes(frame)
        check(whole[:end] + rubbish, end)
        check(whole[: end + torn] + rubbish[torn:], end)
    assert cuts >= times(500, 2000)
    print(f"{cuts} cuts; {acknowledged[-1][1]} events in {len(ends) - 1} frames")
