"""What of a case can be shared with outsiders, and what a team takes away with it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.utils import timezone

from mutualise.casefile import load_examples, read_case
from mutualise.rules import load_law
from mutualise.web.casefile.actions import add_comment, attach_paper, name_snapshot, save_case
from mutualise.web.tenancy.models import Event
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.export import stream_export
from mutualise.web.workspaces.sharing.registry import shareables

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(team):
    example = load_examples()["minehead"]
    save_case(by=team.owner, workspace=team.workspace, case=example, seen=0)
    return team


def test_the_case_a_section_and_a_snapshot_can_be_shared(practice):
    name_snapshot(by=practice.owner, workspace=practice.workspace, name="For the ICB")
    known = shareables()

    listed = {kind: [t.title for t in known[kind].things(practice.workspace)] for kind in known}

    assert listed["case"] == ["The whole case"]
    assert "Your team and contract" in listed["section"]
    assert listed["snapshot"] == ["For the ICB"]


def test_what_is_shared_is_drawn_without_a_way_into_the_workspace(practice):
    name_snapshot(by=practice.owner, workspace=practice.workspace, name="For the ICB")
    for kind in ("case", "section", "snapshot"):
        shareable = shareables()[kind]
        thing = next(iter(shareable.things(practice.workspace)))
        html = shareable.show(practice.workspace, thing.id)
        assert "General Medical Services" in html, kind
        assert "href" not in html, kind
        assert "<form" not in html, kind


def test_a_shared_section_shows_nothing_of_the_others(practice):
    section = shareables()["section"]

    html = section.show(practice.workspace, "team")

    assert "Owners and partners" not in html


def test_a_team_without_a_case_has_nothing_of_it_to_share(team):
    assert all(
        not list(shareables()[kind].things(team.workspace))
        for kind in ("case", "section", "snapshot")
    )


def test_the_export_holds_the_case_with_its_history_and_papers(practice):
    editor = practice.browser(Role.EDITOR)
    practice.answer(editor, "contract.type", "pms")
    add_comment(by=practice.owner, workspace=practice.workspace, section="team", text="=1+1")
    paper = {"name": "../deed.txt", "kind": "text/plain", "content": b"The deed"}
    attach_paper(
        by=practice.owner, workspace=practice.workspace, place="present", fact="team.kind", **paper
    )
    name_snapshot(by=practice.owner, workspace=practice.workspace, name="Now")

    whole = b"".join(stream_export(practice.workspace, timezone.now()))

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = archive.namelist()
        case = read_case(archive.read("case.yaml"), load_law().facts)
        answers = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
        comments = archive.read("comments.csv").decode()
        (deed,) = (name for name in names if name.startswith("papers/"))
        assert archive.read(deed) == b"The deed"
    assert deed.endswith("-deed.txt")
    assert "/../" not in deed
    assert any(name.startswith("snapshots/") for name in names)
    given = case.options[next(iter(case.options))].answers | dict(case.present)
    assert given["contract.type"].value == "pms" or case.present["contract.type"].value == "pms"
    of_contract = [row for row in answers if row["fact"] == "contract.type"]
    assert [row["value"] for row in of_contract][-1] == "pms"
    assert of_contract[0]["until"]
    assert "'=1+1" in comments


def test_the_badge_names_each_definition_and_what_is_missing(practice):
    page = practice.browser(Role.VIEWER).get(f"{practice.path}/case/badge/").content.decode()

    for name in ("The law on reserved contracts", "Baxendale", "Employee Ownership Top 50"):
        assert name in page
    assert "Not known" in page
    assert "What to find out next" in page


def test_the_record_of_a_save_can_be_proved_with_its_row_and_by_nobody_without(practice):
    event = Event.objects.get(kind="case.changed")

    assert '"seal":' in event.body
    assert "minehead" not in event.body.lower()
    assert dt.datetime.fromisoformat(event.at).tzinfo is not None
