"""A person goes: their name and address with them, what they did stays under an id."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from mutualise.ledger import Entry, verify_chain
from mutualise.web.casefile.models import AnswerVersion, SectionWork
from mutualise.web.mail.actions import send_mail_later
from mutualise.web.notices.models import Notice
from mutualise.web.privacy.actions import RunsAlone, erase_person
from mutualise.web.questions import actions, asking
from mutualise.web.questions.models import Question
from mutualise.web.tenancy.models import Event, Invitation, Membership, Person, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.actions import give_role
from tests.web.people import make_workspace, seat_in, signed_in
from tests.web.stored import tables_that_hold

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
NAME = "Practice Nurse Twelve"


def a_busy_person(workspace: Workspace) -> tuple[Person, Client]:
    """Someone who left traces in every part of the site."""
    person = seat_in(workspace, Role.EDITOR, "nurse-twelve")
    person.name = NAME
    person.save()
    EmailAddress.objects.create(user=person, email="Second.Nurse-Twelve@example.org")
    browser = signed_in(person, second_factor=True)
    browser.get("/workspaces/")
    # Someone begins to sign in as them, and a digest waits to be sent.
    Client().post("/account/sign-in/", {"email": person.email})
    send_mail_later(to=person.email, subject="For you", text=f"Dear {NAME}", now=NOW)
    asked = asking.ask(by=person, workspace=workspace, topic="pension", text="Mine?", now=NOW)
    asking.post(by=person, workspace=workspace, topic="pension", text="Unnamed?", now=NOW)
    owner = Membership.objects.of(workspace).get(role=Role.OWNER).person
    actions.answer(by=owner, question=asked, text="Yes.", expected=0, now=NOW)
    actions.answer(by=person, question=asked, text="Yes indeed.", expected=1, now=NOW)
    AnswerVersion.objects.create(
        workspace=workspace, begins=1, salt="x", place="present", fact="team.kind", who=NAME
    )
    SectionWork.objects.create(workspace=workspace, section="team", assigned_to=person)
    other = make_workspace(title="Practice B")
    for workspace_of_invitation, accepted in ((workspace, NOW), (other, None)):
        Invitation.objects.create(
            workspace=workspace_of_invitation,
            email=person.email,
            role=Role.VIEWER,
            invited_by=owner,
            ends_at=NOW + dt.timedelta(days=7),
            accepted_at=accepted,
        )
    return person, browser


def chains_hold() -> bool:
    chains = set(Event.objects.values_list("chain", flat=True))
    return all(
        verify_chain(
            Entry(event.link, event.digest)
            for event in Event.objects.filter(chain=chain).order_by("number")
        ).broken
        is None
        for chain in chains
    )


def test_no_table_holds_name_or_address_any_more_and_every_chain_still_holds():
    workspace = make_workspace()
    person, browser = a_busy_person(workspace)
    known = ("nurse-twelve", "nurse_twelve", NAME)
    assert tables_that_hold(*known) >= {
        "tenancy_person", "account_emailaddress", "tenancy_invitation", "casefile_answerversion"
    }  # fmt: skip

    answer = browser.post("/account/data/erase/", {"email": "NURSE-TWELVE@example.org "})

    assert answer.headers["Location"] == "/account/data/erased/"
    # The browser forgets that someone was signed in.
    assert answer.cookies[settings.SIGNED_IN_COOKIE_NAME]["max-age"] == 0
    assert all(
        "nurse-twelve" not in str(session.get_decoded()) for session in Session.objects.all()
    )
    assert tables_that_hold(*known) == set()
    assert chains_hold()
    last = Event.objects.filter(chain="site").last()
    assert last
    assert (last.kind, last.about) == ("account.erased", str(person.pk))


def test_they_are_out_at_once_and_everywhere():
    workspace = make_workspace()
    person, browser = a_busy_person(workspace)
    telephone = signed_in(person)

    erase_person(person=person, by=person, now=NOW)

    for each in (browser, telephone):
        assert each.get(f"/workspaces/{workspace.address}/").headers["Location"].startswith(
            "/account/sign-in/"
        )  # fmt: skip
    assert not Membership.objects.filter(person=person, ended_at__isnull=True).exists()
    assert not Notice.objects.filter(person=person).exists()


def test_what_they_did_stays_with_the_team_without_a_name():
    workspace = make_workspace()
    person, _ = a_busy_person(workspace)
    erase_person(person=person, by=person, now=NOW)

    question = Question.objects.get()
    page = (
        signed_in(seat_in(workspace, Role.VIEWER))
        .get(f"/workspaces/{workspace.address}/questions/{question.pk}/")
        .content.decode()
    )

    assert "Asked without a name" in page
    assert "Written by A former colleague" in page


def test_the_only_owner_of_an_open_workspace_is_told_what_to_do_first():
    workspace = make_workspace(title="Practice A")
    owner = Membership.objects.get(workspace=workspace).person
    browser = signed_in(owner, second_factor=True)

    page = browser.get("/account/data/erase/").content.decode()
    assert "You cannot erase your account yet" in page
    assert "Practice A" in page
    assert f"/workspaces/{workspace.address}/people/" in page
    browser.post("/account/data/erase/", {"email": owner.email})
    owner.refresh_from_db()
    assert owner.erased_at is None
    with pytest.raises(RunsAlone, match="Give someone else your role there, or close it"):
        erase_person(person=owner, by=owner, now=NOW)

    give_role(
        by=owner, workspace=workspace, person=seat_in(workspace, Role.EDITOR), role=Role.OWNER
    )
    erase_person(person=owner, by=owner, now=NOW)
    assert chains_hold()


def test_the_owner_of_a_closed_workspace_can_go():
    workspace = make_workspace()
    workspace.closed_at = NOW
    workspace.save()
    owner = Membership.objects.get(workspace=workspace).person
    erase_person(person=owner, by=owner, now=NOW)
    assert not Membership.objects.filter(ended_at__isnull=True).exists()


def test_a_wrong_address_erases_nothing():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    page = signed_in(member, second_factor=True).post(
        "/account/data/erase/", {"email": "other@example.org"}
    )
    assert "This is not the address of your account" in page.content.decode()
    member.refresh_from_db()
    assert member.name == "Member"


def test_who_they_are_is_asked_once_more():
    make_workspace()
    browser = signed_in(seat_in(make_workspace(title="Practice B"), Role.MEMBER))
    answer = browser.post("/account/data/erase/", {"email": "member@example.org"})
    assert answer.headers["Location"] == "/account/again/?next=%2Faccount%2Fdata%2Ferase%2F"
    assert Person.objects.filter(email="member@example.org").exists()


def test_the_address_can_be_used_again_by_a_new_account():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    address = member.email
    erase_person(person=member, by=member, now=NOW)
    assert Person.objects.create_user(address).pk != member.pk
