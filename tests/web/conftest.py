"""What all tests of the site share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def worker_keeps_the_connection_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker drops connections that are in a transaction, and a test is always in one.

    Django's own test client leaves this out of requests for the same reason.
    """
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None
    )
