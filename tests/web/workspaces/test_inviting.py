"""Inviting colleagues: a letter that acts on nothing, and an answer by the one it was sent to."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from mutualise.web.background.tasks import run_waiting_tasks
from mutualise.web.tenancy.models import Event, Invitation, Membership, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.tenancy.selectors import seat_of
from mutualise.web.workspaces.people import invitations
from mutualise.web.workspaces.people.letters import letter
from mutualise.web.workspaces.people.refusals import Refused
from mutualise.web.workspaces.people.selectors import invited_to
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db

NURSE = "nurse@example.org"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(make_person("practice manager"))


@pytest.fixture
def manager(workspace: Workspace) -> Client:
    return signed_in(make_person("practice manager"), second_factor=True)


def invite(manager: Client, workspace: Workspace, email: str = NURSE, roles=("editor",)):
    path = f"/workspaces/{workspace.address}/people/invite/"
    return manager.post(path, {"email": email, "roles": list(roles)})


def test_an_invitation_is_sent_as_plain_text_that_holds_no_secret(manager, workspace):
    answer = invite(manager, workspace, roles=["editor", "company_secretary"])
    run_waiting_tasks()

    assert answer.headers["Location"].endswith("/people/?done=invited")
    (sent,) = mail.outbox
    assert sent.to == [NURSE]
    assert type(sent) is EmailMessage
    assert "Your part there: Editor, Company secretary." in sent.body
    assert "practice-manager@example.org invites you" in sent.body
    # The only address leads to the person's own workspaces, after they sign in.
    assert re.findall(r"https?://\S+", sent.body) == ["http://testserver/workspaces/"]
    for row in Invitation.objects.all():
        assert str(row.pk) not in sent.body
    assert workspace.address not in sent.body


def test_the_whole_letter():
    text = letter(
        title="Practice A",
        inviter="practice-manager@example.org",
        email=NURSE,
        roles=frozenset({Role.EDITOR}),
        page="https://mutualise.example.org/workspaces/",
        ends_at=dt.datetime(2026, 12, 8, 12, tzinfo=dt.UTC),
    )
    assert text.splitlines()[:9] == [
        "practice-manager@example.org invites you to the workspace “Practice A” on Mutualise.",
        "",
        "Your part there: Editor.",
        "",
        "To answer:",
        "1. Open https://mutualise.example.org/workspaces/",
        "2. Sign in, or make an account, with this address: nurse@example.org",
        "3. Accept or decline under “Your invitations”.",
        "",
    ]
    assert "until 8 December 2026" in text


def test_the_answer_is_the_same_whether_or_not_an_account_exists(manager, workspace):
    make_person("nurse")
    known = invite(manager, workspace, NURSE)
    unknown = invite(manager, workspace, "nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    shown = manager.get(f"/workspaces/{workspace.address}/people/").content.decode()
    assert shown.count("Open until") == 2


def test_the_invited_person_accepts_and_holds_just_those_roles(manager, workspace):
    invite(manager, workspace, roles=["viewer", "adviser"])
    before = seat_of(make_person("practice manager"), workspace.address)
    nurse = make_person("nurse")
    browser = signed_in(nurse)
    assert browser.get(f"/workspaces/{workspace.address}/").status_code == 404
    assert "Practice A" in browser.get("/workspaces/").content.decode()

    answer = browser.post(f"/workspaces/invitations/{Invitation.objects.first().pk}/",
                          {"answer": "accept"})  # fmt: skip

    assert answer.headers["Location"] == f"/workspaces/{workspace.address}/"
    seat = seat_of(nurse, workspace.address)
    assert seat
    assert seat.roles == {Role.VIEWER, Role.ADVISER}
    after = seat_of(make_person("practice manager"), workspace.address)
    assert before
    assert after
    assert after.roles == before.roles
    assert not invited_to(workspace)


def test_declining_ends_the_invitation(manager, workspace):
    invite(manager, workspace)
    nurse = make_person("nurse")
    browser = signed_in(nurse)
    row = Invitation.objects.get()
    browser.post(f"/workspaces/invitations/{row.pk}/", {"answer": "decline"})
    again = browser.post(f"/workspaces/invitations/{row.pk}/", {"answer": "accept"})
    assert again.headers["Location"] == "/workspaces/?done=too-late"
    assert seat_of(nurse, workspace.address) is None
    assert Event.objects.filter(kind="workspace.invitation_declined", about=str(row.pk)).exists()


def test_only_the_address_that_was_invited_can_accept(manager, workspace):
    invite(manager, workspace)
    row = Invitation.objects.get()
    stranger = make_person("stranger")
    assert signed_in(stranger).post(
        f"/workspaces/invitations/{row.pk}/", {"answer": "accept"}
    ).status_code == 404  # fmt: skip
    assert "Practice A" not in signed_in(stranger).get("/workspaces/").content.decode()
    assert seat_of(stranger, workspace.address) is None


def test_an_address_that_was_not_shown_to_be_theirs_does_not_count(manager, workspace):
    invite(manager, workspace)
    stranger = make_person("stranger")
    EmailAddress.objects.create(user=stranger, email=NURSE, verified=False)
    row = Invitation.objects.get()
    browser = signed_in(stranger)
    assert "Practice A" not in browser.get("/workspaces/").content.decode()
    path = f"/workspaces/invitations/{row.pk}/"
    assert browser.post(path, {"answer": "accept"}).status_code == 404
    EmailAddress.objects.filter(email=NURSE).update(verified=True)
    assert browser.post(path, {"answer": "accept"}).status_code == 302
    assert seat_of(stranger, workspace.address)


def test_opening_the_address_of_an_answer_changes_nothing(manager, workspace):
    invite(manager, workspace)
    row = Invitation.objects.get()
    browser = signed_in(make_person("nurse"))
    assert browser.get(f"/workspaces/invitations/{row.pk}/").status_code == 405
    assert invited_to(workspace)


def test_an_invitation_ends_after_14_days_and_can_be_sent_again(manager, workspace):
    invite(manager, workspace)
    Invitation.objects.update(
        sent_at=timezone.now() - dt.timedelta(days=14, minutes=1),
        ends_at=timezone.now() - dt.timedelta(minutes=1),
    )
    nurse = make_person("nurse")
    row = Invitation.objects.get()
    late = signed_in(nurse).post(f"/workspaces/invitations/{row.pk}/", {"answer": "accept"})
    assert late.headers["Location"] == "/workspaces/?done=too-late"
    people = f"/workspaces/{workspace.address}/people/"
    assert "Ended on" in manager.get(people).content.decode()

    manager.post(f"{people}invited/{row.pk}/", {"again": "yes"})

    row.refresh_from_db()
    assert row.ends_at - row.sent_at == invitations.LASTS
    assert signed_in(nurse).post(
        f"/workspaces/invitations/{row.pk}/", {"answer": "accept"}
    ).headers["Location"] == f"/workspaces/{workspace.address}/"  # fmt: skip


def test_a_letter_is_not_sent_twice_within_ten_minutes(manager, workspace):
    invite(manager, workspace)
    row = Invitation.objects.get()
    answer = manager.post(
        f"/workspaces/{workspace.address}/people/invited/{row.pk}/", {"again": "yes"}
    )
    assert "Wait ten minutes" in answer.content.decode()


def test_a_withdrawn_invitation_cannot_be_accepted(manager, workspace):
    invite(manager, workspace)
    row = Invitation.objects.get()
    path = f"/workspaces/{workspace.address}/people/invited/{row.pk}/"
    manager.post(path, {"withdraw": "yes"})
    assert manager.get(path).status_code == 404
    nurse = make_person("nurse")
    signed_in(nurse).post(f"/workspaces/invitations/{row.pk}/", {"answer": "accept"})
    assert seat_of(nurse, workspace.address) is None


def test_inviting_asks_for_a_second_factor_and_for_the_right(workspace):
    path = f"/workspaces/{workspace.address}/people/invite/"
    without = signed_in(make_person("practice manager")).get(path)
    assert without.headers["Location"].startswith("/account/second-factor/")
    editor = signed_in(seat_in(workspace, Role.EDITOR), second_factor=True)
    assert editor.get(path).status_code == 403
    assert editor.post(path, {"email": NURSE, "roles": ["owner"]}).status_code == 403
    assert not Invitation.objects.exists()


def test_a_mistyped_address_keeps_what_was_typed(manager, workspace):
    answer = invite(manager, workspace, email="nurse at example", roles=["editor"])
    text = answer.content.decode()
    assert "Write an e-mail address, such as" in text
    assert 'value="nurse at example"' in text
    assert re.search(r'value="editor"[^>]*checked', text)


def test_a_role_of_another_kind_of_workspace_is_refused(manager, workspace):
    assert invite(manager, workspace, roles=["assessor"]).status_code == 200
    assert not Invitation.objects.exists()
    with pytest.raises(Refused, match="role that this workspace has"):
        invitations.invite(
            by=make_person("practice manager"),
            workspace=workspace,
            email=NURSE,
            roles=frozenset({Role.ASSESSOR}),
            site="",
            now=timezone.now(),
        )


def test_someone_who_is_in_already_is_not_invited_again(manager, workspace):
    seat_in(workspace, Role.EDITOR, "nurse")
    assert "in the workspace already" in invite(manager, workspace).content.decode()
    assert invite(manager, workspace, roles=["editor", "adviser"]).status_code == 302
    assert {row.role for row in Invitation.objects.all()} == {"adviser"}


def test_one_person_cannot_send_letters_without_end(manager, workspace, monkeypatch):
    monkeypatch.setattr(invitations, "BY_ONE_PERSON_IN_A_DAY", 2)
    invite(manager, workspace, "one@example.org")
    # A second workspace is no way round it.
    other = make_workspace(make_person("practice manager"), title="Practice B")
    invite(manager, other, "two@example.org")
    assert "Try again tomorrow" in invite(manager, other, "three@example.org").content.decode()


def test_the_chain_holds_no_address(manager, workspace):
    invite(manager, workspace)
    bodies = Event.objects.filter(chain=str(workspace.id)).values_list("body", flat=True)
    assert not [body for body in bodies if "example.org" in body]


def test_who_accepts_is_not_given_a_role_twice(manager, workspace):
    invite(manager, workspace)
    nurse = seat_in(workspace, Role.EDITOR, "nurse")
    signed_in(nurse).post(
        f"/workspaces/invitations/{Invitation.objects.get().pk}/", {"answer": "accept"}
    )
    assert Membership.objects.of(workspace).filter(person=nurse).count() == 1
