"""How long the fault tests run, and the databases that they run on."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql_server import Server, running_server
from tests.reliability.team import Data

# `make prove` goes on for longer.
PROVING = os.environ.get("HYPOTHESIS_PROFILE") == "prove"


def times(quick: int, proving: int) -> int:
    """How often to do something: a little in each check, much more in `make prove`."""
    return proving if PROVING else quick


@pytest.fixture(scope="session")
def durable_server() -> Iterator[Server]:
    """A PostgreSQL that writes through to the disk, so that it may be killed."""
    with running_server(durable=True) as server:
        yield server


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Data:
    """An empty site on SQLite."""
    made = Data(tmp_path / "data")
    made.make_tables()
    return made


@pytest.fixture
def on_postgresql(durable_server: Server, tmp_path: Path) -> Data:
    """An empty site on PostgreSQL."""
    made = Data(tmp_path / "data", durable_server.create(f"reliability_{uuid.uuid4().hex}"))
    made.make_tables()
    return made


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def data(request: pytest.FixtureRequest) -> Data:
    """An empty site on each of the two."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Data)
    return found
