"""What the site stores, on the database that the tests run with."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_answers_of_a_visitor_are_kept() -> None:
    visit = SessionStore()
    visit["answers"] = {"team.kind": "gp_partnership", "partners.count": 3, "shares.gp_share": None}
    visit.save()
    again = SessionStore(visit.session_key)
    assert again["answers"] == visit["answers"]
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_tables_are_as_the_code_describes_them() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_sqlite_promises_to_keep_what_it_acknowledged() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        # 2 is FULL.
        assert cursor.fetchone() == (2,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
