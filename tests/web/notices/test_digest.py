"""Each person hears what changed, as often as they chose, and never twice of the same."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import mutualise.web
from mutualise.web.mail.models import Letter
from mutualise.web.notices.actions import choose
from mutualise.web.notices.changes import known_kinds
from mutualise.web.notices.digest import send_digests
from mutualise.web.notices.models import Every, Notice
from mutualise.web.questions import actions, asking
from mutualise.web.tenancy.models import Event, Membership, Person, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.actions import give_role
from mutualise.web.workspaces.closing.actions import close_workspace
from tests.web.people import make_person, make_workspace, seat_in, signed_in

FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
SUNDAY = FRIDAY + dt.timedelta(days=2)
MONDAY = FRIDAY + dt.timedelta(days=3)
TUESDAY = FRIDAY + dt.timedelta(days=4)
WORDS = "Do I keep my pension?"


@pytest.fixture
def workspace() -> Workspace:
    made = make_workspace(title="Practice A")
    Membership.objects.update(began_at=FRIDAY - dt.timedelta(days=30))
    return made


def joins(workspace: Workspace, role: Role, label: str = "") -> Person:
    person = seat_in(workspace, role, label)
    Membership.objects.filter(person=person).update(began_at=FRIDAY - dt.timedelta(days=30))
    return person


def asks(person: Person, workspace: Workspace, now: dt.datetime = FRIDAY):
    return asking.ask(by=person, workspace=workspace, topic="pension", text=WORDS, now=now)


def letters_to(person: Person) -> list[str]:
    return [letter.text for letter in Letter.objects.filter(to=person.email)]


@pytest.mark.django_db
def test_each_week_is_the_default_and_monday_the_day(workspace):
    member, viewer = joins(workspace, Role.MEMBER), joins(workspace, Role.VIEWER)
    # They hear first of the week that is ending.
    send_digests(FRIDAY)
    Letter.objects.all().delete()
    asks(member, workspace)
    asks(member, workspace)

    send_digests(SUNDAY)
    assert letters_to(viewer) == []
    send_digests(MONDAY)

    [text] = letters_to(viewer)
    assert text.startswith("Practice A\n\n- 2 questions were asked\n")
    assert WORDS not in text
    # What one did oneself is no news.
    assert letters_to(member) == []


@pytest.mark.django_db
def test_nothing_is_told_twice_however_often_it_runs(workspace):
    member, viewer = joins(workspace, Role.MEMBER), joins(workspace, Role.VIEWER)
    asks(member, workspace)
    for hour in range(4):
        send_digests(MONDAY + dt.timedelta(hours=hour))
    send_digests(TUESDAY)
    assert len(letters_to(viewer)) == 1


@pytest.mark.django_db
def test_each_day_for_those_who_want_it_and_not_before_breakfast(workspace):
    member, viewer = joins(workspace, Role.MEMBER), joins(workspace, Role.VIEWER)
    choose(person=viewer, wishes={workspace: Every.DAY}, now=FRIDAY)
    send_digests(MONDAY)
    Letter.objects.all().delete()
    asks(member, workspace, now=MONDAY + dt.timedelta(hours=1))

    send_digests(MONDAY + dt.timedelta(hours=20))
    assert letters_to(viewer) == []
    send_digests(TUESDAY.replace(hour=6, minute=59))
    assert letters_to(viewer) == []
    send_digests(TUESDAY.replace(hour=7))
    assert len(letters_to(viewer)) == 1


@pytest.mark.django_db
def test_never_means_never(workspace):
    member, viewer = joins(workspace, Role.MEMBER), joins(workspace, Role.VIEWER)
    choose(person=viewer, wishes={workspace: Every.NEVER}, now=FRIDAY)
    asks(member, workspace)
    send_digests(MONDAY)
    assert letters_to(viewer) == []


@pytest.mark.django_db
def test_one_mail_for_all_workspaces_with_what_concerns_the_person_first(workspace, settings):
    settings.HOSTS, settings.HTTPS = ["mutual.example.org"], True
    other = make_workspace(make_person("owner of B"), title="Practice B")
    member, editor = joins(workspace, Role.MEMBER), joins(workspace, Role.EDITOR)
    give_role(by=member, workspace=other, person=member, role=Role.MEMBER)
    Membership.objects.update(began_at=FRIDAY - dt.timedelta(days=30))
    question = asks(member, workspace)
    actions.answer(by=editor, question=question, text="Yes.", expected=0, now=FRIDAY)
    asks(joins(other, Role.VIEWER, "viewer of B"), other)

    send_digests(MONDAY)

    [text] = letters_to(member)
    site = "https://mutual.example.org"
    there = f"{site}/workspaces/{workspace.address}/questions/{question.pk}/"
    assert f"- Your question of 20 November 2026 was answered. {there}\n- 1 question was" in text
    assert text.index("Practice A") < text.index("Practice B")
    assert f"Look at it here: {site}/workspaces/{other.address}/" in text
    assert f"{site}/account/notices/" in text
    assert "Yes." not in text


@pytest.mark.django_db
def test_people_hear_only_of_what_they_may_see(workspace):
    commissioner = joins(workspace, Role.COMMISSIONER)
    asks(joins(workspace, Role.MEMBER), workspace)
    send_digests(MONDAY)
    assert letters_to(commissioner) == []


@pytest.mark.django_db
def test_a_new_colleague_hears_nothing_of_the_time_before(workspace):
    asks(joins(workspace, Role.MEMBER), workspace, now=FRIDAY - dt.timedelta(days=1))
    viewer = seat_in(workspace, Role.VIEWER)
    Membership.objects.filter(person=viewer).update(began_at=FRIDAY)
    send_digests(MONDAY)
    assert letters_to(viewer) == []


@pytest.mark.django_db
def test_that_a_workspace_was_closed_is_news_once(workspace):
    viewer = joins(workspace, Role.VIEWER)
    close_workspace(by=make_person(), workspace=workspace, now=FRIDAY)
    send_digests(MONDAY)
    send_digests(MONDAY + dt.timedelta(days=7))
    assert ["the workspace was closed" in text for text in letters_to(viewer)] == [True]


@pytest.mark.django_db
def test_those_who_left_hear_nothing(workspace):
    viewer = joins(workspace, Role.VIEWER)
    asks(joins(workspace, Role.MEMBER), workspace)
    Membership.objects.filter(person=viewer).update(ended_at=SUNDAY)
    send_digests(MONDAY)
    assert letters_to(viewer) == []


@pytest.mark.django_db
def test_a_notice_that_was_seen_is_not_mailed(workspace):
    member, editor = joins(workspace, Role.MEMBER), joins(workspace, Role.EDITOR)
    question = asks(member, workspace)
    actions.answer(by=editor, question=question, text="Yes.", expected=0, now=FRIDAY)
    page = signed_in(member).get("/account/notices/").content.decode()
    assert "New" in page
    assert "Your question of 20 November 2026 was answered." in page
    send_digests(MONDAY)
    assert "Your question" not in letters_to(member)[0]
    assert Notice.objects.get().mailed_at is None


@pytest.mark.django_db
def test_the_settings_page_keeps_what_was_chosen(workspace):
    member = joins(workspace, Role.MEMBER)
    browser = signed_in(member)

    answer = browser.post("/account/notices/", {workspace.address: "never"}, follow=True)

    page = answer.content.decode()
    assert "We tell you as often as you chose." in page
    assert re.search(r'value="never"[^>]* checked', page)
    assert Event.objects.filter(chain="site", kind="account.notices_chosen").count() == 1
    assert "Choose how often" in browser.post("/account/notices/", {}).content.decode()


@pytest.mark.django_db
def test_the_link_in_the_mail_only_opens_the_page(workspace):
    browser = signed_in(joins(workspace, Role.MEMBER))
    for path in (
        "/account/notices/?unsubscribe=yes",
        f"/account/notices/?{workspace.address}=never",
    ):
        assert re.search(r'value="week"[^>]* checked', browser.get(path).content.decode())


def test_of_every_kind_of_event_it_was_decided_whether_a_digest_tells():
    source = Path(mutualise.web.__file__).parent
    written = {
        kind
        for file in source.rglob("*.py")
        for call in re.findall(r"record\(\s*([^,]+),\s*by=", file.read_text())
        for kind in re.findall(r'"([a-z]+\.[a-z_]+)"', call)
        # These stand in the site's own chain, of which no digest is made.
        if not kind.startswith(("account.", "site."))
    }
    assert written - known_kinds() == set(), "Add these to content/notices/changes.yaml."
