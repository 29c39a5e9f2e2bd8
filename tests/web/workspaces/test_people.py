"""Who is in a workspace, what they may do there, and how it ends."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mutualise.web.tenancy.models import Event, Membership
from mutualise.web.tenancy.permissions import WORDS, Permission
from mutualise.web.tenancy.roles import ROLES, RUNS, Kind, Role, roles_of
from mutualise.web.tenancy.selectors import seat_of
from mutualise.web.workspaces.actions import give_role
from mutualise.web.workspaces.people.actions import remove_person, set_roles
from mutualise.web.workspaces.people.refusals import LastToRun, Refused
from mutualise.web.workspaces.people.selectors import colleagues_shown_to
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db


def roles_in(workspace, person) -> frozenset[Role]:
    seat = seat_of(person, workspace.address)
    return seat.roles if seat else frozenset()


def change(workspace, person, roles, by=None):
    set_roles(
        by=by or make_person(),
        workspace=workspace,
        person=person,
        roles=frozenset(roles),
        now=timezone.now(),
    )


def test_a_change_of_role_counts_at_the_next_request():
    workspace = make_workspace()
    editor = seat_in(workspace, Role.EDITOR, "nurse")
    owner = signed_in(make_person(), second_factor=True)
    invite = f"/workspaces/{workspace.address}/people/invite/"
    nurse = signed_in(editor, second_factor=True)
    assert nurse.get(invite).status_code == 403

    path = f"/workspaces/{workspace.address}/people/{editor.pk}/"
    owner.post(path, {"roles": ["owner", "returning_officer"]})
    assert nurse.get(invite).status_code == 200

    owner.post(path, {"roles": ["viewer"]})
    assert nurse.get(invite).status_code == 403
    assert roles_in(workspace, editor) == {Role.VIEWER}


def test_each_role_that_begins_or_ends_is_one_event():
    workspace = make_workspace()
    nurse = seat_in(workspace, Role.EDITOR, "nurse")
    change(workspace, nurse, {Role.VIEWER, Role.ADVISER})
    events = Event.objects.filter(chain=str(workspace.id), about=str(nurse.pk))
    assert [(event.kind, event.body) for event in events.order_by("number")] == [
        ("workspace.role_given", '{"role":"editor"}'),
        ("workspace.role_ended", '{"role":"editor"}'),
        ("workspace.role_given", '{"role":"adviser"}'),
        ("workspace.role_given", '{"role":"viewer"}'),
    ]
    # What was held before stays known.
    held = Membership.objects.of(workspace).filter(person=nurse)
    assert held.filter(role="editor", ended_at__isnull=False).count() == 1


def test_whoever_is_removed_is_out_at_the_next_click():
    workspace = make_workspace()
    nurse = seat_in(workspace, Role.EDITOR, "nurse")
    browser = signed_in(nurse)
    home = f"/workspaces/{workspace.address}/"
    assert browser.get(home).status_code == 200

    owner = signed_in(make_person(), second_factor=True)
    answer = owner.post(f"{home}people/{nurse.pk}/remove/")

    assert answer.headers["Location"].endswith("?done=removed")
    assert browser.get(home).headers["Location"].startswith("/account/sign-in/")
    nurse.refresh_from_db()
    assert signed_in(nurse).get(home).status_code == 404


def test_a_person_leaves_and_is_signed_out():
    workspace = make_workspace()
    nurse = seat_in(workspace, Role.EDITOR, "nurse")
    browser = signed_in(nurse)
    path = f"/workspaces/{workspace.address}/leave/"
    assert "Leave Practice A?" in browser.get(path).content.decode()

    answer = browser.post(path)

    assert answer.headers["Location"] == "/workspaces/left/"
    assert browser.get("/workspaces/").headers["Location"].startswith("/account/sign-in/")
    assert not roles_in(workspace, nurse)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_last_person_who_runs_a_workspace_cannot_leave_or_lose_that_role(kind):
    owner = make_person()
    workspace = make_workspace(owner, kind)
    browser = signed_in(owner, second_factor=True)
    home = f"/workspaces/{workspace.address}/"
    title = ROLES[RUNS[kind]].title

    stays = browser.post(f"{home}leave/")
    assert stays.status_code == 200
    assert f"First give another person the role “{title}”." in stays.content.decode()
    other_role = next(role for role in roles_of(kind) if role != RUNS[kind])
    keeps = browser.post(f"{home}people/{owner.pk}/", {"roles": [other_role.value]})
    assert "Nobody else runs this workspace" in keeps.content.decode()
    assert roles_in(workspace, owner) == {RUNS[kind]}

    second = make_person("second owner")
    give_role(by=owner, workspace=workspace, person=second, role=RUNS[kind])
    assert browser.post(f"{home}leave/").status_code == 302
    with pytest.raises(LastToRun):
        remove_person(by=owner, workspace=workspace, person=second, now=timezone.now())


def test_no_role_at_all_and_roles_of_other_kinds_are_refused():
    workspace = make_workspace()
    nurse = seat_in(workspace, Role.EDITOR, "nurse")
    with pytest.raises(Refused, match="remove the person"):
        change(workspace, nurse, set())
    with pytest.raises(Refused, match="does not have that role"):
        change(workspace, nurse, {Role.ASSESSOR})
    with pytest.raises(Refused, match="no longer in the workspace"):
        change(workspace, make_person("stranger"), {Role.VIEWER})
    assert roles_in(workspace, nurse) == {Role.EDITOR}


def test_a_person_of_another_workspace_is_not_found():
    workspace, other = make_workspace(), make_workspace(make_person("other owner"))
    nurse = seat_in(other, Role.EDITOR, "nurse")
    owner = signed_in(make_person(), second_factor=True)
    path = f"/workspaces/{workspace.address}/people/{nurse.pk}/"
    assert owner.get(path).status_code == 404
    assert owner.post(path, {"roles": ["viewer"]}).status_code == 404
    assert owner.post(f"{path}remove/").status_code == 404
    assert roles_in(other, nurse) == {Role.EDITOR}


def test_guests_see_who_runs_the_workspace_and_who_holds_an_office():
    workspace = make_workspace()
    seat_in(workspace, Role.EDITOR, "nurse")
    secretary = seat_in(workspace, Role.COMPANY_SECRETARY, "secretary")
    give_role(by=secretary, workspace=workspace, person=secretary, role=Role.EDITOR)
    commissioner = seat_in(workspace, Role.COMMISSIONER)

    def shown_to(person):
        seat = seat_of(person, workspace.address)
        assert seat
        return {each.person.called: each.roles for each in colleagues_shown_to(seat)}

    assert shown_to(commissioner) == {
        "Owner": {Role.OWNER},
        "Secretary": {Role.COMPANY_SECRETARY},
        "Commissioner": {Role.COMMISSIONER},
    }
    assert set(shown_to(make_person("nurse"))) == {
        "Owner", "Nurse", "Secretary", "Commissioner",
    }  # fmt: skip
    page = signed_in(commissioner).get(f"/workspaces/{workspace.address}/people/")
    text = page.content.decode()
    assert "You see who runs this workspace" in text
    assert "owner@example.org" not in text
    assert "Nurse" not in text


def test_the_page_of_roles_says_what_the_table_of_roles_allows():
    text = make_page("/workspaces/roles/")
    for role, card in ROLES.items():
        assert card.title in text, role
    assert "Share something with someone, and stop sharing it" in text


def make_page(path: str) -> str:
    return signed_in(make_person()).get(path).content.decode()


def test_every_permission_has_words():
    assert set(WORDS) == set(Permission)
