"""Looking after the site: for a time, with a second factor, on the record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from mutualise.web.administration.actions import (
    Refused,
    end_administration,
    grant_administration,
    suspend,
)
from mutualise.web.administration.selectors import ON_A_PAGE, grants
from mutualise.web.tenancy.models import Event, Person, Workspace
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def written(kind: str) -> list[Event]:
    return list(Event.objects.filter(chain="site", kind=kind).order_by("number"))


@pytest.fixture
def keeper() -> Person:
    """Someone who looks after the site this week."""
    person = make_person("keeper")
    grant_administration(to=person, days=7, why="Covers a holiday", now=NOW)
    return person


@pytest.fixture
def office(keeper):
    """Their browser, after signing in with a second factor."""
    return signed_in(keeper, second_factor=True)


PAGES = ("/administration/", "/administration/people/", "/administration/workspaces/")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_exist_for_nobody_else(path):
    owner = make_person("owner")
    make_workspace(owner)

    assert signed_in(owner, second_factor=True).get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_code_by_mail_alone_does_not_open_them(keeper, path):
    answer = signed_in(keeper).get(path)

    assert answer.headers["Location"].startswith("/account/second-factor/?next=")


@pytest.mark.parametrize("path", PAGES)
def test_they_open_with_a_second_factor(office, path):
    assert office.get(path).status_code == 200


def test_it_ends_by_itself(keeper):
    assert [grant.email for grant in grants(NOW + dt.timedelta(days=6))] == [keeper.email]
    assert grants(NOW + dt.timedelta(days=7)) == ()


def test_it_can_be_ended_at_once(keeper, office):
    assert end_administration(of=keeper, now=timezone.now()) == 1

    assert office.get("/administration/").status_code == 404
    assert [event.about for event in written("site.administration_ended")] == [str(keeper.pk)]


@pytest.mark.parametrize(("days", "why"), [(0, "Help"), (91, "Help"), (7, "  ")])
def test_not_for_ever_and_not_without_a_reason(days, why):
    with pytest.raises(Refused):
        grant_administration(to=make_person("keeper"), days=days, why=why, now=NOW)


def test_the_record_says_to_whom_and_until_when_but_not_why(keeper):
    (event,) = written("site.administration_granted")

    assert event.about == str(keeper.pk)
    assert '"until"' in event.body
    assert "holiday" not in event.body


def test_every_page_says_until_when(office):
    page = office.get("/account/").content.decode()

    assert "You look after this site until" in page
    assert "You look after" not in office.get("/").content.decode()


def test_a_person_is_suspended_at_once_and_restored(office, keeper):
    nurse = make_person("nurse")
    browser = signed_in(nurse)
    assert browser.get("/account/").status_code == 200

    office.post(f"/administration/people/{nurse.pk}/", {"do": "suspend"})
    assert browser.get("/account/").status_code == 302
    assert not Person.objects.get(pk=nurse.pk).is_active
    office.post(f"/administration/people/{nurse.pk}/", {"do": "restore"})

    assert Person.objects.get(pk=nurse.pk).is_active
    for kind in ("account.suspended", "account.restored"):
        (event,) = written(kind)
        assert (event.actor, event.about) == (str(keeper.pk), str(nurse.pk))


def test_nobody_suspends_themselves(office, keeper):
    page = office.post(f"/administration/people/{keeper.pk}/", {"do": "suspend"}, follow=True)

    assert "You cannot suspend yourself" in page.content.decode()
    assert Person.objects.get(pk=keeper.pk).is_active


def test_a_suspended_person_looks_after_nothing(keeper):
    other = make_person("other")

    suspend(person=keeper, by=other)

    assert signed_in(keeper, second_factor=True).get("/administration/").status_code == 302


def test_someone_erased_is_not_listed_and_cannot_be_restored(office):
    gone = make_person("gone")
    gone.is_active, gone.erased_at = False, timezone.now()
    gone.save()

    assert "gone@example.org" not in office.get("/administration/people/").content.decode()
    office.post(f"/administration/people/{gone.pk}/", {"do": "restore"})
    assert not Person.objects.get(pk=gone.pk).is_active


def test_people_are_counted_with_their_workspaces(office):
    owner = make_person("owner")
    make_workspace(owner)
    seat_in(make_workspace(make_person("founder")), Role.VIEWER, "owner")

    page = office.get("/administration/people/?search=owner@").content.decode()

    assert "1 person, by e-mail address" in page
    assert "owner@example.org" in page
    assert "founder@example.org" not in page
    cell = page.split("Workspaces </span>")[1]
    assert cell.strip().startswith("2")


def test_workspaces_are_listed_without_a_way_in(office):
    workspace = make_workspace(make_person("owner"), title="Practice B")

    page = office.get("/administration/workspaces/").content.decode()

    assert "Practice B" in page
    assert workspace.address not in page
    assert office.get(f"/workspaces/{workspace.address}/").status_code == 404


def test_long_lists_come_in_sheets(office):
    for number in range(ON_A_PAGE + 2):
        Workspace.objects.create(address=f"w{number}", kind="team", title=f"Practice {number:03}")

    first = office.get("/administration/workspaces/").content.decode()
    second = office.get("/administration/workspaces/?page=2").content.decode()

    assert "Page 1 of 2" in first
    assert "Practice 000" in first
    assert "Practice 051" in second
    assert "Practice 000" not in second
    assert 'href="/administration/workspaces/?page=1"' in second
    assert office.get("/administration/workspaces/?page=x").status_code == 200


def test_looking_is_on_the_record_without_what_was_searched_for(office, keeper):
    office.get("/administration/people/?search=nurse@example.org")

    (event,) = written("site.looked_through")
    assert (event.actor, event.body) == (str(keeper.pk), '{"what":"people"}')


def test_a_search_is_shown_as_text(office):
    page = office.get("/administration/people/?search=<script>").content.decode()

    assert "<script>" not in page.replace("<script>document", "")
    assert "Nothing is called that" in page
