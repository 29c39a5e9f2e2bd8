"""The drill: back up under load, lose the machine, restore onto an empty one, go on."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from mutualise import datafolder
from tests.postgresql_server import Server
from tests.reliability.load import Load
from tests.reliability.team import Browser, Data, RunningSite, Team

pytestmark = pytest.mark.timeout(1800)
SIGN_IN = """
from tests.web.people import make_person, signed_in
print(signed_in(make_person("editor 0")).session.session_key)
"""


def test_backup_under_load_is_restored_onto_a_fresh_machine(
    data: Data, durable_server: Server, tmp_path: Path
) -> None:
    team, file = Team.on(data, 3), tmp_path / "all.zip"
    with RunningSite(data) as site, Load(site.address, team) as load:
        load.wait_for(5)
        before = {editor.fact: list(editor.acknowledged) for editor in load.editors}
        data.command("backup", str(file))
        load.wait_for(3)

    fresh = Data(tmp_path / "fresh", durable_server.create("fresh") if data.url else "")
    fresh.folder.mkdir()
    # Kept apart from the backups, as the guide says.
    shutil.copy(data.folder / datafolder.KEY_FILE, fresh.folder)
    assert "each of them whole" in fresh.command("restore", str(file))
    stored = fresh.answers()
    for fact, acknowledged in before.items():
        assert set(acknowledged) <= set(stored[fact]), "An answer from before is missing"

    with RunningSite(fresh) as site:
        # Everyone signs in again, and goes on where they were.
        with contextlib.closing(Browser(site.address, team, 0)) as signed_out:
            assert signed_out.ask("GET", "/workspaces/")[0] == 302
        more = Load(site.address, Team(team.address, (fresh.run(SIGN_IN),)))
        for editor in more.editors:
            editor.acknowledged += stored[editor.fact]
            editor.begins = max(stored[editor.fact]) + 1
        with more:
            more.wait_for(2)
    assert set(more.editors[0].acknowledged) <= set(fresh.answers()[more.editors[0].fact])
    assert fresh.looked_over().faults == ()
    assert (fresh.folder / datafolder.DATABASE).exists() is not bool(fresh.url)
