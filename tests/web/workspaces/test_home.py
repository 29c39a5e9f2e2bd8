"""The home page of a workspace shows each person what there is for them, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from mutualise.casefile import load_examples
from mutualise.web.casefile.actions import save_case
from mutualise.web.tenancy.roles import ROLES, Kind, Role, roles_of
from mutualise.web.workspaces.sharing.actions import make_share
from mutualise.web.workspaces.sharing.audience import Audience
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db


def home_of(workspace, role):
    browser = signed_in(seat_in(workspace, role), second_factor=True)
    answer = browser.get(f"/workspaces/{workspace.address}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def team():
    workspace = make_workspace(make_person("practice manager"))
    save_case(
        by=make_person("practice manager"),
        workspace=workspace,
        case=load_examples()["minehead"],
        seen=0,
    )
    return workspace


def test_an_editor_sees_the_whole_journey_and_what_to_do_next(team):
    page = home_of(team, Role.EDITOR)

    for heading in ("Tell us about your team", "What the law says", "Questions from staff"):
        assert f"<h2>{heading}</h2>" in page
    assert "Answer this question" in page
    assert "Latest changes" in page


def test_rooms_that_are_not_built_do_not_appear(team):
    page = home_of(team, Role.OWNER)

    for not_built in ("Finance", "Blueprint", "Elections", "coming soon"):
        assert not_built not in page


def test_a_member_is_led_to_ask_and_sees_nothing_of_the_case(team):
    page = home_of(team, Role.MEMBER)

    assert "Ask a question" in page
    assert "Tell us about your team" not in page
    assert "Latest changes" not in page


def test_a_commissioner_sees_that_nothing_is_shared_yet_and_then_what_is(team):
    assert "Nothing yet" in home_of(team, Role.COMMISSIONER)

    make_share(
        by=make_person("practice manager"),
        workspace=team,
        kind="case",
        thing="now",
        audience=Audience(role=Role.COMMISSIONER),
        ends_at=timezone.now() + dt.timedelta(days=30),
        note="",
        now=timezone.now(),
    )

    page = home_of(team, Role.COMMISSIONER)
    assert "1 thing shared with you." in page
    assert "Tell us about your team" not in page


@pytest.mark.parametrize("kind", list(Kind))
def test_every_role_of_every_kind_has_a_home_with_something_on_it(kind):
    workspace = make_workspace(make_person("founder"), kind=kind)
    for role in roles_of(kind):
        page = home_of(workspace, role)
        assert "nhsuk-task-list" in page, ROLES[role].title
