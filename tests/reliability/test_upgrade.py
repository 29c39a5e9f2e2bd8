"""A new release takes over the data of earlier ones, and keeps all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from mutualise import datafolder
from tests.postgresql_server import Server
from tests.reliability.team import Data
from tests.site_process import clean_environment

ROOT = Path(__file__).parents[2]
KEPT = sorted((Path(__file__).parent / "databases").glob("*.json"))

# Two editors, three answers, and one of them changed.
FILL = """
from tests.web.people import make_person, make_workspace, seat_in, signed_in
from mutualise.web.tenancy.roles import Role
workspace = make_workspace(make_person("practice manager"))
answers = [("team.kind", "gp_partnership"), ("contract.type", "gms"), ("entity.employees", "12")]
for editor, value in (("editor one", answers), ("editor two", [("entity.employees", "13")])):
    browser = signed_in(seat_in(workspace, Role.EDITOR, editor))
    for fact, answer in value:
        path = f"/workspaces/{workspace.address}/structures/question/{fact}/"
        assert browser.post(path, {"answer": answer}, HTTP_HOST="localhost").status_code == 302
"""
COUNT = """
import json
from django.db import connection
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    counts = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
print(json.dumps(counts))
"""
MIGRATE = "from mutualise.web.serve import migrate; migrate()\n"
GO_ON = MIGRATE + "from tests.web.people import make_workspace; make_workspace(title='Practice B')"
PUT_BACK = (
    "import json; from tests.reliability.kept_rows import put_back\nput_back(json.load(open(FILE)))"
)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Data:
    """A data folder or a database in which no table was made yet."""
    url = ""
    if request.param == "PostgreSQL":
        server: Server = request.getfixturevalue("durable_server")
        url = server.create(f"upgrade_{os.urandom(6).hex()}")
    datafolder.prepare(tmp_path / "data")
    return Data(tmp_path / "data", url)


def contents(data: Data) -> tuple[dict[str, int], list[tuple[object, ...]], object]:
    """How much each table holds, what the people are called, and the record."""
    with data.opened() as ask:
        people = sorted(
            (str(id_), email) for id_, email in ask("SELECT id, email FROM tenancy_person")
        )
    return json.loads(data.run(COUNT)), people, data.looked_over()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])
def test_data_of_an_earlier_release_is_kept(empty: Data, file: Path) -> None:
    kept = json.loads(file.read_text(encoding="utf-8"))
    empty.run(PUT_BACK.replace("FILE", repr(str(file))))
    before = empty.looked_over()
    assert before.faults == ()

    empty.run(MIGRATE)

    after = empty.looked_over()
    assert (after.faults, after.chains, after.people) == ((), before.chains, before.people)
    counts = json.loads(empty.run(COUNT))
    for label, rows in kept["rows"].items():
        assert counts[label.replace(".", "_")] >= len(rows), label
    empty.run(GO_ON)
    assert empty.looked_over().workspaces == before.workspaces + 1


def code_of_the_commit_before(folder: Path) -> Path:
    """The program as it was one commit ago; left out where there is no history to take it from."""
    archive = folder / "before.tar"
    told = subprocess.run(
        ["git", "archive", "--output", str(archive), "HEAD~1", "src", "tests"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if told.returncode:
        pytest.skip("needs outside data: the commit before this one, from the project's history")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "before", filter="data")
    return folder / "before"


@pytest.mark.timeout(600)
def test_data_of_the_commit_before_is_kept(empty: Data, tmp_path: Path) -> None:
    before = code_of_the_commit_before(tmp_path)
    settings = {**empty.settings, "DJANGO_SETTINGS_MODULE": "mutualise.web.settings"}
    old = {**clean_environment(**settings), "PYTHONPATH": f"{before / 'src'}:{before}"}
    script = f"import django; django.setup()\n{MIGRATE}{FILL}"
    filled = subprocess.run(
        [sys.executable, "-c", script],
        env=old,
        cwd=before,
        capture_output=True,
        text=True,
        check=False,
    )
    assert filled.returncode == 0, filled.stderr
    counts, people, record = contents(empty)
    answers = empty.answers()
    assert answers["entity.employees"] == [12, 13]

    empty.run(MIGRATE)

    after = contents(empty)
    fewer = {table for table, count in counts.items() if after[0].get(table, 0) < count}
    assert fewer == set()
    assert (after[1], after[2], empty.answers()) == (people, record, answers)
    empty.run(GO_ON)
    assert empty.looked_over().faults == ()
