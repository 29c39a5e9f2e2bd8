"""A workspace is renamed, closed, opened again in time, and taken away whole."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import timezone

from mutualise.ledger import verify_chain
from mutualise.ledger.lines import from_lines
from mutualise.web.tenancy.models import Event, Invitation, Workspace
from mutualise.web.tenancy.roles import Kind, Role
from mutualise.web.workspaces.closing.actions import (
    REOPEN_WITHIN,
    can_reopen,
    close_workspace,
    reopen_workspace,
)
from mutualise.web.workspaces.export import (
    ExportFile,
    forget_export,
    register_export,
    stream_export,
)
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.people.actions import set_roles
from mutualise.web.workspaces.people.invitations import invite
from mutualise.web.workspaces.people.refusals import Refused
from mutualise.web.workspaces.sharing.actions import make_share
from mutualise.web.workspaces.sharing.audience import Audience
from tests.web.people import make_person, make_workspace, seat_in, signed_in
from tests.web.shareables import KIND, notes_to_share

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def notes() -> Iterator[None]:
    with notes_to_share():
        yield


@pytest.fixture
def team() -> Workspace:
    """A workspace with an invitation that waits and a share that runs."""
    workspace = make_workspace()
    now = timezone.now()
    invite(
        by=make_person(),
        workspace=workspace,
        email="nurse@example.org",
        roles=frozenset({Role.EDITOR}),
        site="",
        now=now,
    )
    make_share(
        by=make_person(),
        workspace=workspace,
        kind=KIND,
        thing="first",
        audience=Audience(role=Role.COMMISSIONER),
        ends_at=now + dt.timedelta(days=7),
        note="=1+1",
        now=now,
    )
    return workspace


def owner_of(workspace: Workspace):
    return signed_in(make_person(), second_factor=True), f"/workspaces/{workspace.address}/"


def close(workspace: Workspace) -> None:
    browser, home = owner_of(workspace)
    answer = browser.post(f"{home}settings/close/", {"title": workspace.title})
    assert answer.headers["Location"] == f"{home}settings/open-again/"
    workspace.refresh_from_db()


def test_an_owner_renames_the_workspace(team):
    browser, home = owner_of(team)
    browser.post(f"{home}settings/", {"title": "  Practice \n B "})
    team.refresh_from_db()
    assert team.title == "Practice B"
    event = Event.objects.get(kind="workspace.renamed")
    assert "Practice" not in event.body


@pytest.mark.parametrize("title", ["", "Win at www.example.org", "https://example.org now"])
def test_a_name_is_a_name_and_no_address(team, title):
    browser, home = owner_of(team)
    assert browser.post(f"{home}settings/", {"title": title}).status_code == 200
    assert browser.post("/workspaces/start/", {"title": title, "kind": "team"}).status_code == 200
    team.refresh_from_db()
    assert team.title == "Practice A"


def test_the_page_says_what_closing_ends_and_asks_for_the_name(team):
    browser, home = owner_of(team)
    text = browser.get(f"{home}settings/close/").content.decode()
    assert "1 open invitation ends" in text
    assert "1 thing that is shared is no longer shared" in text
    refused = browser.post(f"{home}settings/close/", {"title": "Practice"})
    assert "Type the name exactly as it is: Practice A" in refused.content.decode()
    team.refresh_from_db()
    assert team.closed_at is None


def test_closing_ends_invitations_and_shares_each_with_its_event(team):
    close(team)
    assert team.closed_at
    assert Invitation.objects.get().withdrawn_at
    assert Share.objects.get().ended_at
    kinds = (
        Event.objects.filter(chain=str(team.pk)).order_by("number").values_list("kind", flat=True)
    )
    assert list(kinds)[-3:] == [
        "workspace.invitation_withdrawn", "share.ended", "workspace.closed",
    ]  # fmt: skip
    nurse = signed_in(make_person("nurse"))
    nurse.post(f"/workspaces/invitations/{Invitation.objects.get().pk}/", {"answer": "accept"})
    assert nurse.get(f"/workspaces/{team.address}/").status_code == 404


def test_a_closed_workspace_is_read_and_downloaded_and_not_changed(team):
    close(team)
    browser, home = owner_of(team)
    for page in ("", "people/", "settings/", "settings/download/", "settings/open-again/"):
        assert browser.get(home + page).status_code == 200, page
    for page in ("people/invite/", "shares/new/", "settings/close/"):
        assert browser.get(home + page).status_code == 403, page
    assert browser.post(f"{home}settings/", {"title": "Practice B"}).status_code == 403
    assert browser.post(f"{home}settings/download/").status_code == 200
    nurse = seat_in(team, Role.EDITOR, "nurse")
    # A request that was on its way when the workspace closed is refused too.
    with pytest.raises(Refused, match="closed in the meantime"):
        set_roles(
            by=make_person(), workspace=team, person=nurse, roles=frozenset({Role.OWNER}), now=NOW
        )


def test_it_opens_again_within_thirty_days_without_what_had_ended(team):
    close(team)
    browser, home = owner_of(team)
    answer = browser.post(f"{home}settings/open-again/")
    assert answer.headers["Location"] == home
    assert browser.get(f"{home}people/invite/").status_code == 200
    assert Share.objects.get().ended_at
    assert Event.objects.filter(kind="workspace.reopened").count() == 1


def test_after_thirty_days_it_stays_closed(team):
    close_workspace(by=make_person(), workspace=team, now=NOW)
    team.refresh_from_db()
    last = NOW + REOPEN_WITHIN - dt.timedelta(seconds=1)
    assert can_reopen(team, last)
    assert not reopen_workspace(by=make_person(), workspace=team, now=NOW + REOPEN_WITHIN)
    team.refresh_from_db()
    assert team.closed_at == NOW
    assert reopen_workspace(by=make_person(), workspace=team, now=last)

    Workspace.objects.update(closed_at=timezone.now() - REOPEN_WITHIN)
    browser, home = owner_of(team)
    for answer in (browser.get, browser.post):
        page = answer(f"{home}settings/open-again/").content.decode()
        assert "The 30 days in which it could be opened again are over" in page


def exported(workspace: Workspace) -> zipfile.ZipFile:
    browser, home = owner_of(workspace)
    answer = browser.post(f"{home}settings/download/")
    assert answer.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_the_download_holds_everything_in_files_that_open_anywhere(team):
    seat_in(team, Role.COMPANY_SECRETARY, "secretary")
    archive = exported(team)
    assert archive.testzip() is None
    assert archive.namelist() == [
        "workspace.json", "people.csv", "invitations.csv", "shares.csv", "record.jsonl",
        "README.txt",
    ]  # fmt: skip
    assert json.loads(archive.read("workspace.json"))["title"] == "Practice A"
    people = {row["Name"]: row["Role"] for row in rows(archive, "people.csv")}
    assert people == {"Owner": "Owner", "Secretary": "Company secretary"}
    (invited,) = rows(archive, "invitations.csv")
    assert invited["E-mail address"] == "nurse@example.org"
    (shared,) = rows(archive, "shares.csv")
    assert shared["What"] == "The first note"
    # Not a formula, whatever a note begins with.
    assert shared["Note"] == "'=1+1"


def test_the_record_in_the_download_is_whole_and_can_be_checked(team):
    archive = exported(team)
    chain, entries = from_lines(archive.read("record.jsonl").decode().splitlines())
    assert chain == str(team.pk)
    walked = verify_chain(entries)
    assert walked.broken is None
    assert walked.size == Event.objects.filter(chain=chain).count()
    assert Event.objects.filter(kind="workspace.exported", chain=chain).count() == 1


def test_the_readme_says_what_each_file_is(team):
    archive = exported(team)
    readme = archive.read("README.txt").decode()
    for name in archive.namelist():
        assert name == "README.txt" or f"\n{name}\n    " in readme
    assert "Practice A" in readme


def test_other_apps_add_their_files(team):
    def files(workspace: Workspace) -> Iterator[ExportFile]:
        yield ExportFile("of-a-test/case.yaml", "The case.", b"answers: {}\n")
        for number in (1, 2):
            pieces = (bytes([number]) * 1000 for _ in range(1000))
            yield ExportFile(f"of-a-test/attachments/{number}.bin", "What was attached.", pieces)

    register_export("a test", files)
    try:
        with pytest.raises(ValueError, match="Two apps"):
            register_export("a test", files)
        archive = exported(team)
    finally:
        forget_export("a test")
    assert archive.read("of-a-test/attachments/2.bin") == b"\x02" * 1_000_000
    readme = archive.read("README.txt").decode()
    assert (
        "of-a-test/attachments/1.bin\nof-a-test/attachments/2.bin\n    What was attached." in readme
    )


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "a//b", "people.csv", "a\\b", "./a"])
def test_no_file_leaves_its_folder_or_hides_another(team, name):
    register_export("bad", lambda workspace: [ExportFile(name, "Bad.", b"")])
    try:
        with pytest.raises(ValueError, match="cannot be the name"):
            b"".join(stream_export(team, NOW))
    finally:
        forget_export("bad")


def test_a_large_workspace_is_sent_in_small_pieces(team):
    pieces = (bytes(range(256)) * 400 for _ in range(300))  # 30 MB
    register_export("large", lambda workspace: [ExportFile("large.bin", "Large.", pieces)])
    try:
        sizes = [len(part) for part in stream_export(team, NOW)]
    finally:
        forget_export("large")
    assert len(sizes) > 300
    assert max(sizes) < 1_000_000


@pytest.mark.parametrize("kind", [Kind.FUNDER, Kind.COALITION])
def test_funders_and_coalitions_close_and_download_too(kind):
    workspace = make_workspace(kind=kind)
    assert "people.csv" in exported(workspace).namelist()
    close(workspace)
    assert workspace.closed_at


def test_only_those_who_run_it_may_download_or_close(team):
    secretary = signed_in(seat_in(team, Role.COMPANY_SECRETARY), second_factor=True)
    for page in ("settings/", "settings/download/", "settings/close/", "settings/open-again/"):
        assert secretary.get(f"/workspaces/{team.address}/{page}").status_code == 403
        assert secretary.post(f"/workspaces/{team.address}/{page}").status_code == 403
