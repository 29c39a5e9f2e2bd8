"""No room on the disk: a clear page, nothing acknowledged that is not there, and no restart."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from mutualise import datafolder
from tests.reliability.conftest import times
from tests.reliability.load import Load, nothing_lost_and_nothing_doubled
from tests.reliability.team import Data, RunningSite, Team

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="limits a process that runs already"),
    pytest.mark.timeout(1800),
]
CHANCE = random.Random(42)  # noqa: S311 - where the room ends is no secret
if sys.platform == "linux":
    import resource


def leave_room(site: RunningSite, size: int) -> None:
    """Let no file of the site grow beyond this size. What is written beyond it fails, as it does
    on a full disk, in the middle of whatever is being written; and no rights are needed for it."""
    for pid in (site.process.pid, *site.processes()):
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def size_of_log(data: Data) -> int:
    path = data.folder / f"{datafolder.DATABASE}-wal"
    return path.stat().st_size if path.exists() else 0


def test_full_disk_is_told_and_forgotten_once_there_is_room(on_sqlite: Data) -> None:
    team = Team.on(on_sqlite, 3)
    with RunningSite(on_sqlite) as site, Load(site.address, team) as load:
        load.wait_for(3)
        for _ in range(times(5, 30)):
            leave_room(site, size_of_log(on_sqlite) + CHANCE.randrange(0, 64 * 1024))
            load.wait_until_told(507)
            leave_room(site, resource.RLIM_INFINITY)
            load.wait_for(3)
    nothing_lost_and_nothing_doubled(on_sqlite, load)
    pages = [editor.pages[507] for editor in load.editors if 507 in editor.pages]
    assert all("this site has run out of space" in page for page in pages)
    assert all("What you saved before is still there." in page for page in pages)
    log = site.log.read_text()
    assert "Traceback" not in log, log[-3000:]
    print(f"{load.acknowledged} answers acknowledged; the site said {load.told()}")


def test_backup_that_finds_no_room_says_so_and_leaves_nothing(
    on_sqlite: Data, tmp_path: Path
) -> None:
    script = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
from mutualise.cli import main
sys.argv = ["mutualise", "backup", TARGET]
main()
""".replace("TARGET", repr(str(tmp_path / "all.zip")))
    with pytest.raises(AssertionError) as said:
        on_sqlite.run(script)
    assert "No backup was made." in str(said.value)
    assert "Traceback" not in str(said.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
