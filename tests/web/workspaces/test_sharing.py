"""Only what is shared crosses, read-only, to those it is shared with, while the share runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mutualise.web.tenancy.models import Event, Membership, Workspace
from mutualise.web.tenancy.roles import Kind, Role
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.sharing.actions import CannotShare, make_share
from mutualise.web.workspaces.sharing.audience import Audience, roles_to_share_with
from mutualise.web.workspaces.sharing.registry import Shareable, register_shareable
from tests.web.people import make_person, make_workspace, seat_in, signed_in
from tests.web.shareables import KIND, notes_to_share

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    with notes_to_share():
        yield


@pytest.fixture
def team() -> Workspace:
    return make_workspace()


@pytest.fixture
def funder() -> Workspace:
    return make_workspace(make_person("programme manager"), Kind.FUNDER, "Fund B")


def share(team: Workspace, audience: Audience, days: float = 7, thing: str = "first") -> Share:
    now = timezone.now()
    return make_share(
        by=make_person(),
        workspace=team,
        kind=KIND,
        thing=thing,
        audience=audience,
        ends_at=now + dt.timedelta(days=days),
        note="Please look at the figures.",
        now=now,
    )


def send(team: Workspace, **changed: str):
    day = timezone.localdate() + dt.timedelta(days=30)
    sent = {
        "what": f"{KIND}/first",
        "whom": "role/commissioner",
        "until_day": str(day.day),
        "until_month": str(day.month),
        "until_year": str(day.year),
    }
    owner = signed_in(make_person(), second_factor=True)
    return owner.post(f"/workspaces/{team.address}/shares/new/", {**sent, **changed})


def opened(person, workspace: Workspace, made: Share):
    return signed_in(person).get(f"/workspaces/{workspace.address}/shared/{made.pk}/")


def test_an_owner_shares_with_the_commissioner_by_the_form(team):
    commissioner = seat_in(team, Role.COMMISSIONER)
    assert send(team).status_code == 302
    made = Share.objects.get()
    assert made.with_role == "commissioner"
    listed = signed_in(commissioner).get(f"/workspaces/{team.address}/shared/").content.decode()
    assert "The first note" in listed
    assert "The second note" not in listed
    page = opened(commissioner, team, made).content.decode()
    assert "The first note of Practice A." in page


def test_a_whole_workspace_sees_what_is_shared_with_it(team, funder):
    assert send(team, whom="workspace", address=funder.address).status_code == 302
    made = Share.objects.get()
    for person in (make_person("programme manager"), seat_in(funder, Role.ASSESSOR)):
        assert opened(person, funder, made).status_code == 200
    # Not through the workspace that shares, where they have no seat.
    assert opened(make_person("programme manager"), team, made).status_code == 404


def test_nobody_else_can_open_it(team, funder):
    made = share(team, Audience(role=Role.COMMISSIONER))
    other_team = make_workspace(make_person("other owner"), title="Practice C")
    elsewhere = seat_in(other_team, Role.COMMISSIONER, "commissioner elsewhere")
    assert opened(elsewhere, other_team, made).status_code == 404
    assert opened(make_person("programme manager"), funder, made).status_code == 404
    member = seat_in(team, Role.MEMBER)
    assert opened(member, team, made).status_code == 403


def test_a_share_with_one_person_is_not_for_others_with_the_same_role(team):
    first = seat_in(team, Role.COMMISSIONER, "first commissioner")
    second = seat_in(team, Role.COMMISSIONER, "second commissioner")
    send(team, whom=f"person/{first.pk}")
    made = Share.objects.get()
    assert opened(first, team, made).status_code == 200
    assert opened(second, team, made).status_code == 404


def test_it_ends_by_itself_at_the_time_that_was_said(team):
    commissioner = seat_in(team, Role.COMMISSIONER)
    made = share(team, Audience(role=Role.COMMISSIONER))
    assert opened(commissioner, team, made).status_code == 200
    now = timezone.now()
    Share.objects.update(made_at=now - dt.timedelta(days=2), ends_at=now)
    assert opened(commissioner, team, made).status_code == 404
    listed = signed_in(commissioner).get(f"/workspaces/{team.address}/shared/")
    assert "Nothing is shared with you now" in listed.content.decode()


def test_it_ends_at_once_when_the_owner_stops_it(team):
    commissioner = seat_in(team, Role.COMMISSIONER)
    made = share(team, Audience(role=Role.COMMISSIONER))
    owner = signed_in(make_person(), second_factor=True)
    path = f"/workspaces/{team.address}/shares/{made.pk}/end/"
    assert "Stop sharing this?" in owner.get(path).content.decode()
    assert opened(commissioner, team, made).status_code == 200
    owner.post(path)
    owner.post(path)
    assert opened(commissioner, team, made).status_code == 404
    assert Event.objects.filter(kind="share.ended").count() == 1


def test_who_loses_the_role_loses_what_was_shared_with_it(team):
    commissioner = seat_in(team, Role.COMMISSIONER)
    seat_in(team, Role.MEMBER, "commissioner")
    made = share(team, Audience(role=Role.COMMISSIONER))
    Membership.objects.filter(person=commissioner, role="commissioner").update(
        ended_at=timezone.now()
    )
    assert opened(commissioner, team, made).status_code == 403


def test_every_opening_is_recorded_where_it_came_from(team, funder):
    made = share(team, Audience(workspace=funder))
    manager = make_person("programme manager")
    opened(manager, funder, made)
    opened(manager, funder, made)
    rows = Event.objects.filter(chain=str(team.id), kind="share.opened")
    assert [(row.actor, row.about) for row in rows] == [(str(manager.pk), str(made.pk))] * 2
    owner = signed_in(make_person(), second_factor=True)
    assert "Opened 2 times" in owner.get(f"/workspaces/{team.address}/shares/").content.decode()


def test_the_last_day_counts_until_midnight_in_england(team):
    send(team)
    local = timezone.localtime(Share.objects.get().ends_at)
    assert (local.hour, local.minute) == (0, 0)
    assert local.date() == timezone.localdate() + dt.timedelta(days=31)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"what": "note/third"}, "Select a valid choice"),
        ({"whom": "role/owner"}, "Select a valid choice"),
        ({"whom": "workspace", "address": "nowhere1"}, "No workspace has this address"),
        ({"whom": "workspace", "address": ""}, "No workspace has this address"),
        ({"until_year": "2020"}, "Choose a day from today on, and at most a year ahead"),
        ({"until_year": "2999"}, "at most a year ahead"),
        ({"until_day": ""}, "The date must include a day"),
    ],
)
def test_what_cannot_be_shared_is_said_beside_the_question(team, changed, says):
    answer = send(team, **changed)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Share.objects.exists()


def test_a_workspace_does_not_share_with_itself(team):
    answer = send(
        team, whom="workspace", address=f"https://site.example.org/workspaces/{team.address}/"
    )
    assert "the address of your own workspace" in answer.content.decode()
    with pytest.raises(CannotShare), transaction.atomic():
        share(team, Audience(workspace=team))


def test_what_was_removed_since_is_no_longer_shown(team):
    commissioner = seat_in(team, Role.COMMISSIONER)
    made = share(team, Audience(role=Role.COMMISSIONER))
    Share.objects.update(thing="torn up")
    page = opened(commissioner, team, made)
    assert page.status_code == 200
    assert "It was removed since it was shared" in page.content.decode()


def test_the_database_refuses_a_share_with_nobody_or_with_two(team, funder):
    made = share(team, Audience(workspace=funder))
    for wrong in (
        {"with_workspace": None},
        {"with_role": "commissioner"},
        {"with_workspace": team},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Share.objects.filter(pk=made.pk).update(**wrong)
    with pytest.raises(ValueError, match="one of them"):
        Audience()


def test_only_roles_that_see_nothing_else_are_offered():
    assert roles_to_share_with(Kind.TEAM) == (Role.COMMISSIONER,)


def test_two_apps_cannot_share_under_one_name():
    with pytest.raises(ValueError, match="Two apps"):
        register_shareable(Shareable(KIND, "Another", lambda workspace: [], lambda w, t: ""))  # type: ignore[arg-type,return-value]


def test_sharing_asks_for_a_second_factor(team):
    path = f"/workspaces/{team.address}/shares/new/"
    assert "/second-factor/" in signed_in(make_person()).get(path).headers["Location"]
