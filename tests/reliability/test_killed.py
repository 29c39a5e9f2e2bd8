"""Processes are killed while a team saves: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time

import pytest

from tests.postgresql_server import Server
from tests.reliability.conftest import times
from tests.reliability.load import Load, nothing_lost_and_nothing_doubled
from tests.reliability.team import Data, RunningSite, Team

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="processes are found with ps"),
    pytest.mark.timeout(1800),
]
CHANCE = random.Random(20261124)  # noqa: S311 - when to kill is no secret


def test_killed_site_loses_and_doubles_nothing(data: Data) -> None:
    """Now a worker or the process beside it, now all of them at once."""
    team = Team.on(data)
    with RunningSite(data) as site, Load(site.address, team) as load:
        load.wait_for(3)
        for kill in range(times(5, 40)):
            time.sleep(CHANCE.uniform(0, 0.5))
            if kill % 3 == 2:
                site.kill_everything()
                site.start()
            else:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(CHANCE.choice(site.processes()), signal.SIGKILL)
            load.wait_for(2)
    nothing_lost_and_nothing_doubled(data, load)
    print(f"{load.acknowledged} answers acknowledged; the site said {load.told()}")


def test_killed_postgresql_loses_and_doubles_nothing(
    durable_server: Server, on_postgresql: Data
) -> None:
    team = Team.on(on_postgresql)
    with RunningSite(on_postgresql) as site, Load(site.address, team) as load:
        for _ in range(times(3, 15)):
            load.wait_for(3)
            time.sleep(CHANCE.uniform(0, 0.5))
            durable_server.stop("immediate")
            load.wait_until_told(503)
            durable_server.start()
        # The site goes on by itself, without a start.
        load.wait_for(3)
    nothing_lost_and_nothing_doubled(on_postgresql, load)
    away = [editor.pages[503] for editor in load.editors if 503 in editor.pages]
    assert all("What you saved before is still there." in page for page in away)
    assert "Work in the background waits for the database" in site.log.read_text()
    print(f"{load.acknowledged} answers acknowledged; the site said {load.told()}")
