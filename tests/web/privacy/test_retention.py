"""Nothing is kept longer than the settings say, and the privacy page says the same."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django import Settings

from mutualise.web.notices.actions import tell
from mutualise.web.notices.models import Notice
from mutualise.web.privacy.retention import keep_no_longer, remove_workspace
from mutualise.web.questions import actions, asking
from mutualise.web.retention import days_in_words, names
from mutualise.web.tenancy.models import Event, Invitation, Workspace
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_person, make_workspace, seat_in

NOW = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_every_setting_is_explained_and_every_explanation_has_its_setting():
    assert set(names()) == set(site.KEEP_DAYS)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (7, "1 week"), (14, "2 weeks"), (90, "90 days"), (2190, "6 years")],
)
def test_days_in_words(days: int, words: str):
    assert days_in_words(days) == words


def test_the_pages_say_what_the_settings_say(client: Client, settings: Settings):
    settings.KEEP_DAYS = {**settings.KEEP_DAYS, "anonymous_cases": 3, "closed_workspaces": 365}
    privacy = client.get("/privacy/").content.decode()
    assert "3 days" in privacy
    assert "1 year" in privacy
    assert "12 hours, or 120 minutes without a page" in privacy
    assert "After 3 days" in client.get("/cookies/").content.decode()


@pytest.mark.django_db
def test_ended_invitations_and_old_notices_go_and_younger_ones_stay():
    workspace = make_workspace()
    for days, address in ((91, "gone@example.org"), (89, "stays@example.org")):
        ended = NOW - days * DAY
        Invitation.objects.create(
            workspace=workspace,
            email=address,
            role=Role.VIEWER,
            invited_by=make_person(),
            ends_at=ended,
        )
    for days in (181, 179):
        made = NOW - days * DAY
        tell(person=make_person(), workspace=workspace, text=f"{days}", address="/", now=made)

    keep_no_longer(NOW)
    keep_no_longer(NOW)

    assert [row.email for row in Invitation.objects.all()] == ["stays@example.org"]
    assert [row.text for row in Notice.objects.all()] == ["179"]


@pytest.mark.django_db
def test_a_workspace_goes_years_after_it_was_closed_and_its_record_stays():
    workspace, other = make_workspace(), make_workspace(title="Practice B")
    member, editor = seat_in(workspace, Role.MEMBER), seat_in(workspace, Role.EDITOR)
    first, second = (
        asking.ask(by=member, workspace=workspace, topic="other", text=text, now=NOW)
        for text in ("a", "b")
    )
    actions.merge(by=editor, question=second, into=first, now=NOW)
    actions.answer(by=editor, question=first, text="Yes.", expected=0, now=NOW)
    events = Event.objects.filter(chain=str(workspace.pk)).count()
    workspace.closed_at = NOW
    workspace.save()

    keep_no_longer(NOW + 2189 * DAY)
    assert Workspace.objects.count() == 2
    keep_no_longer(NOW + 2190 * DAY)

    assert list(Workspace.objects.all()) == [other]
    assert Event.objects.filter(chain=str(workspace.pk)).count() == events
    last = Event.objects.filter(chain="site").last()
    assert last
    assert (last.kind, last.about, last.actor) == ("workspace.removed", str(workspace.pk), "system")
    with pytest.raises(ValueError, match="Only a closed workspace"):
        remove_workspace(workspace=other, now=NOW)
