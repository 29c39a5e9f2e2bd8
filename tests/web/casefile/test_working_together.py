"""Sections, comments, reasons, papers, options and snapshots of a team's case."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mutualise.casefile import load_examples
from mutualise.web.casefile.models import Attachment, Comment, Snapshot
from mutualise.web.tenancy.models import Event
from mutualise.web.tenancy.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(team):
    browser = team.browser(Role.EDITOR)
    team.answer(browser, "team.kind", "gp_partnership")
    team.answer(browser, "contract.type", "gms")
    return browser


def text_of(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_section_says_what_was_answered_by_whom(team, editor):
    page = text_of(editor, f"{team.path}/case/section/team/")

    assert "A GP partnership or single practice" in page
    assert "Editor, " in page
    assert "Nobody looks after this section yet" in page


def test_a_section_is_given_to_someone_and_completed(team, editor):
    someone = team.browser(Role.EDITOR, "practice nurse").session["_auth_user_id"]
    sent = {
        "assigned_to": someone,
        "due_day": "31",
        "due_month": "3",
        "due_year": "2027",
        "completed": "no",
    }

    editor.post(f"{team.path}/case/section/team/work/", sent)

    assert "Practice nurse looks after this section, by 31 March 2027" in text_of(
        editor, f"{team.path}/case/section/team/"
    )
    editor.post(f"{team.path}/case/section/team/work/", {**sent, "completed": "yes"})
    assert "Editor marked this section as completed" in text_of(
        editor, f"{team.path}/case/section/team/"
    )


def test_only_people_who_may_change_the_case_can_be_given_a_section(team, editor):
    viewer = team.browser(Role.VIEWER).session["_auth_user_id"]

    page = editor.post(
        f"{team.path}/case/section/team/work/", {"assigned_to": viewer, "completed": "no"}
    )

    assert "Error:" in page.content.decode()


def test_an_adviser_comments_and_the_team_settles_it(team, editor):
    adviser = team.browser(Role.ADVISER)
    about = {"place": "present", "fact": "contract.type", "section": "team"}

    adviser.post(f"{team.path}/case/comments/", {**about, "text": "Is this the whole contract?"})

    answer = f"{team.path}/case/answer/present/contract.type/"
    assert "Is this the whole contract?" in text_of(editor, answer)
    assert "1 comment" in text_of(editor, f"{team.path}/case/section/team/")
    comment = Comment.objects.of(team.workspace).get()
    editor.post(f"{team.path}/case/comments/{comment.pk}/settle/")
    assert "Settled by Editor" in text_of(editor, answer)
    assert team.answer(adviser, "contract.type", "pms").status_code == 403


def test_a_reason_and_a_source_stand_beside_the_answer(team, editor):
    path = f"{team.path}/case/answer/present/contract.type/"
    seen = team.stored.revision

    editor.post(
        f"{path}reason/",
        {
            "why": "The contract of 2004 still runs.",
            "source_title": "GMS contract, clause 1",
            "source_url": "https://example.org/contract",
            "seen": seen,
        },
    )

    page = text_of(editor, path)
    assert "The contract of 2004 still runs." in page
    assert "Source: GMS contract, clause 1." in page
    answer = team.case.present["contract.type"]
    assert team.case.sources[answer.source].url == "https://example.org/contract"


def test_an_answer_taken_back_can_be_brought_back(team, editor):
    editor.post(f"{team.path}/structures/answers/remove/", {"fact": "contract.type"})
    assert "contract.type" not in team.case.present
    path = f"{team.path}/case/answer/present/contract.type/"
    page = text_of(editor, path)
    assert "Taken away" in page
    version = re.findall(r'name="version" value="(\d+)"', page)[0]

    editor.post(f"{path}bring-back/", {"version": version})

    assert team.case.present["contract.type"].value == "gms"
    assert "brought back an earlier answer" in text_of(editor, f"{team.path}/case/history/")


def test_a_paper_lies_beside_an_answer(team, editor):
    path = f"{team.path}/case/answer/present/contract.type/"
    paper = SimpleUploadedFile("contract.txt", b"The contract, in plain text.\n")

    editor.post(f"{path}attach/", {"paper": paper})

    found = Attachment.objects.of(team.workspace).get()
    got = editor.get(f"{team.path}/case/paper/{found.pk}/")
    assert got.content == b"The contract, in plain text.\n"
    assert 'attachment; filename="contract.txt"' in got.headers["Content-Disposition"]
    assert got.headers["Content-Type"] == "application/octet-stream"
    editor.post(f"{team.path}/case/paper/{found.pk}/remove/")
    assert editor.get(f"{team.path}/case/paper/{found.pk}/").status_code == 404
    found.refresh_from_db()
    assert bytes(found.content) == b""


def test_a_program_is_refused_as_a_paper_with_the_reason(team, editor):
    path = f"{team.path}/case/answer/present/contract.type/"
    program = SimpleUploadedFile("contract.exe", b"MZ\x00\x01" * 20)

    page = editor.post(f"{path}attach/", {"paper": program}).content.decode()

    assert "There is a problem" in page
    assert not Attachment.objects.of(team.workspace).exists()


def test_options_are_added_copied_renamed_and_removed(team, editor):
    team.answer(editor, "entity.form", "cic_cls")
    options = f"{team.path}/case/options/"

    editor.post(options, {"title": "A society", "about": "", "copy": "plan", "seen": "3"})
    (name,) = set(team.case.options) - {"plan"}
    assert team.case.options[name].answers["entity.form"].value == "cic_cls"
    editor.post(f"{options}{name}/", {"title": "A community benefit society", "about": "x"})
    assert team.case.options[name].title == "A community benefit society"
    assert "A community benefit society" in text_of(editor, options)
    editor.post(f"{options}{name}/remove/")
    assert set(team.case.options) == {"plan"}


def test_a_snapshot_keeps_the_case_as_it_was(team, editor):
    editor.post(f"{team.path}/case/snapshots/", {"name": "For the partners", "note": ""})
    team.answer(editor, "contract.type", "pms")
    snapshot = Snapshot.objects.of(team.workspace).get()

    page = text_of(editor, f"{team.path}/case/snapshots/{snapshot.pk}/")
    assert "(GMS)" in page or "GMS" in page
    query = f"first={snapshot.revision}&second=now"
    difference = text_of(editor, f"{team.path}/case/difference/?{query}")
    assert "was " in difference
    assert "PMS" in difference
    again = editor.post(f"{team.path}/case/snapshots/", {"name": "For the partners", "note": ""})
    assert "There is a snapshot of this name" in again.content.decode()


def test_each_save_can_be_read_in_words(team, editor):
    page = text_of(editor, f"{team.path}/case/history/2/")

    assert "Editor answered “Contract”" in page
    assert "GMS" in page
    assert editor.get(f"{team.path}/case/history/99/").status_code == 404


def test_a_case_file_is_brought_in_and_comes_out_the_same(team, editor):
    example = load_examples()["minehead"]
    file = SimpleUploadedFile("case.yaml", yaml_of(example))

    editor.post(f"{team.path}/case/bring-in/", {"case": file, "seen": team.stored.revision})

    assert team.case == example
    out = editor.get(f"{team.path}/case/case.yaml").content.decode()
    assert "who: Editor" in out
    assert "brought in a case" in text_of(editor, f"{team.path}/case/history/")


def test_answers_given_before_signing_in_are_brought_in(team):
    browser = team.browser(Role.EDITOR)
    browser.post("/structures/question/team.kind/", {"answer": "pcn"})
    assert "Answers you gave on this computer" in text_of(browser, f"{team.path}/case/bring-in/")

    browser.post(f"{team.path}/case/bring-in/", {"own": "yes", "seen": "0"})

    assert team.case.present["team.kind"].value == "pcn"


def test_a_faulty_file_is_named_line_by_line_and_changes_nothing(team, editor):
    file = SimpleUploadedFile("case.yaml", b"mutualise: 1\npresent:\n  answers:\n    team.knd: x\n")

    page = editor.post(f"{team.path}/case/bring-in/", {"case": file}).content.decode()

    assert "Line 4" in page
    assert team.case.present["team.kind"].value == "gp_partnership"


def test_nothing_of_the_answers_stands_in_the_record(team, editor):
    editor.post(f"{team.path}/case/comments/", {"section": "team", "text": "A private thought"})

    bodies = " ".join(Event.objects.values_list("body", flat=True))

    assert "private" not in bodies
    assert "gms" not in bodies


def test_every_list_and_page_can_be_read_by_a_viewer(team, editor):
    viewer = team.browser(Role.VIEWER)
    for page in (
        "case/", "case/history/", "case/section/team/", "case/answer/present/team.kind/",
        "case/options/", "case/snapshots/", "case/difference/",
    ):  # fmt: skip
        html = text_of(viewer, f"{team.path}/{page}")
        # The way out of the site is the only form a viewer has.
        assert html.count('method="post"') == html.count("/account/sign-out/"), page


def yaml_of(case):
    from mutualise.casefile import case_to_yaml

    return case_to_yaml(case).encode()


def test_an_absurd_number_is_no_number(team, editor):
    many = "9" * 5000

    assert editor.get(f"{team.path}/case/history/?before={many}").status_code == 200
    path = f"{team.path}/case/answer/present/contract.type/bring-back/"
    assert editor.post(path, {"version": many}).status_code == 404


def test_the_history_before_a_number_past_all_is_the_whole_history(team, editor):
    page = text_of(editor, f"{team.path}/case/history/?before={10**17}")

    assert "Editor answered “Contract”" in page
