"""The database itself keeps the record: an event is never changed, deleted or put in between."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from mutualise.ledger import FIRST
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Event
from tests.web.people import make_person, make_workspace

pytestmark = pytest.mark.django_db


def refused(statement: str) -> str:
    with (
        pytest.raises(DatabaseError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(error.value)


COPY = (
    "INSERT INTO tenancy_event (chain, number, at, actor, kind, about, body, previous, digest) "
    "SELECT chain, {number}, at, actor, kind, about, body, {previous}, 'x' FROM tenancy_event "
    "WHERE number = 2 AND chain <> 'site'"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tenancy_event SET actor = 'someone else'",
        "DELETE FROM tenancy_event",
        COPY.format(number=7, previous="digest"),
        COPY.format(number=3, previous="'elsewhere'"),
        COPY.format(number=2, previous="previous"),
    ],
)
def test_the_database_refuses(statement):
    make_workspace()

    assert "The record is append-only" in refused(statement)


def test_events_of_a_workspace_make_one_chain():
    workspace = make_workspace()
    with transaction.atomic():
        record("test.happened", by=make_person(), workspace=workspace, body={"count": 3})

    events = list(Event.objects.filter(chain=str(workspace.id)).order_by("number"))

    assert [event.previous for event in events] == [FIRST, *(e.digest for e in events[:-1])]
    assert [event.link.digest for event in events] == [event.digest for event in events]


def test_an_event_goes_with_the_change_that_failed():
    workspace = make_workspace()
    before = Event.objects.count()

    def fails() -> None:
        with transaction.atomic():
            record("test.happened", by=None, workspace=workspace)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert Event.objects.count() == before


def test_an_event_outside_a_transaction_is_a_mistake(monkeypatch):
    monkeypatch.setattr(
        "mutualise.web.tenancy.events.connection", SimpleNamespace(in_atomic_block=False)
    )

    with pytest.raises(RuntimeError, match=r"test\.happened is recorded outside"):
        record("test.happened", by=None)
