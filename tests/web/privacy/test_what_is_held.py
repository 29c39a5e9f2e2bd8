"""A person sees everything that is held about them, and takes it away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import models

from mutualise.web.privacy.held import ALL_HELD
from mutualise.web.privacy.registry import purposes
from mutualise.web.questions import asking
from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_workspace, seat_in, signed_in

NOW = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)


def test_every_table_that_points_to_a_person_or_holds_an_address_is_spoken_for():
    spoken_for = {table for held in ALL_HELD for table in held.tables}
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
        or (isinstance(field, models.ForeignKey) and field.related_model is Person)
    }
    assert not pointing - spoken_for, "Say in web/privacy/held what these hold about people."
    assert spoken_for <= {model._meta.label for model in apps.get_models()}


def test_every_part_says_what_it_is_for():
    assert {held.name for held in ALL_HELD} == {purpose.name for purpose in purposes()}


@pytest.mark.django_db
def test_a_person_sees_what_is_held_about_them_and_about_nobody_else():
    workspace = make_workspace(title="Practice A")
    member, viewer = seat_in(workspace, Role.MEMBER), seat_in(workspace, Role.VIEWER)
    asking.ask(by=member, workspace=workspace, topic="pension", text="My question?", now=NOW)
    asking.ask(by=viewer, workspace=workspace, topic="pension", text="Not my question", now=NOW)

    page = signed_in(member).get("/account/data/").content.decode()

    for words in ("member@example.org", "Practice A", "My question?", "23 November 2026"):
        assert words in page
    assert "viewer@example.org" not in page
    assert "Not my question" not in page


@pytest.mark.django_db
def test_the_download_has_every_part():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    asking.ask(by=member, workspace=workspace, topic="pension", text="My question?", now=NOW)

    answer = signed_in(member).get("/account/data/download/")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    held = answer.json()["held"]
    assert set(held) == {purpose.name for purpose in purposes()}
    assert held["account"]["entries"][0]["Name"] == "Member"
    assert held["questions"]["entries"] == [
        {
            "Workspace": "Practice A",
            "Asked on": "2026-11-23",
            "About": "Pension",
            "Question": "My question?",
        }
    ]
