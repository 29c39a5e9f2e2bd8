"""A team answers its questions together: every Continue saves, and nobody is overwritten."""

from __future__ import annotations

import pytest

from mutualise.web.casefile.models import AnswerVersion, Revision
from mutualise.web.tenancy.models import Event
from mutualise.web.tenancy.roles import Role

pytestmark = pytest.mark.django_db


def events_of(team):
    return list(Event.objects.filter(chain=str(team.workspace.id), kind="case.changed"))


def test_an_answer_is_saved_with_who_and_when(team):
    editor = team.browser(Role.EDITOR)

    answer = team.answer(editor, "team.kind", "gp_partnership")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{team.path}/structures/")
    assert team.case.present["team.kind"].value == "gp_partnership"
    (revision,) = Revision.objects.of(team.workspace)
    assert (revision.number, revision.by.email) == (1, "editor@example.org")
    (event,) = events_of(team)
    assert event.actor == str(revision.by.pk)
    assert "gp_partnership" not in event.body


def test_what_the_team_chooses_goes_into_an_option(team):
    editor = team.browser(Role.EDITOR)
    team.answer(editor, "team.kind", "gp_partnership")

    team.answer(editor, "entity.form", "cic_cls")

    assert team.case.options["plan"].answers["entity.form"].value == "cic_cls"
    assert "entity.form" not in team.case.present


def test_two_people_answer_different_questions_from_the_same_page_state(team):
    one, other = team.browser(Role.EDITOR, "editor one"), team.browser(Role.EDITOR, "editor two")

    team.answer(one, "team.kind", "gp_partnership", seen=0)
    team.answer(other, "contract.type", "gms", seen=0)

    assert team.case.present["team.kind"].value == "gp_partnership"
    assert team.case.present["contract.type"].value == "gms"


def test_two_people_answer_one_question_differently_and_the_second_is_asked(team):
    one, other = team.browser(Role.EDITOR, "editor one"), team.browser(Role.EDITOR, "editor two")
    team.answer(one, "team.kind", "gp_partnership", seen=0)

    page = team.answer(other, "team.kind", "pcn", seen=0)

    text = page.content.decode()
    assert page.status_code == 409
    assert "Editor one" in text
    assert "Save my answer instead" in text
    assert team.case.present["team.kind"].value == "gp_partnership"
    again = {"answer": "pcn", "seen": "1"}
    other.post(f"{team.path}/structures/question/team.kind/", again)
    assert team.case.present["team.kind"].value == "pcn"
    assert AnswerVersion.objects.of(team.workspace).filter(fact="team.kind").count() == 2


def test_going_back_and_answering_again_is_no_clash_with_oneself(team):
    editor = team.browser(Role.EDITOR)
    team.answer(editor, "team.kind", "gp_partnership", seen=0)

    assert team.answer(editor, "team.kind", "pcn", seen=0).status_code == 302
    assert team.case.present["team.kind"].value == "pcn"


def test_the_same_answer_again_changes_nothing(team):
    editor = team.browser(Role.EDITOR)
    team.answer(editor, "team.kind", "gp_partnership")
    team.answer(editor, "team.kind", "gp_partnership")

    assert team.stored.revision == 1
    assert len(events_of(team)) == 1


def test_not_known_is_an_answer_too(team):
    team.answer(team.browser(Role.EDITOR), "team.kind", "not_known")

    assert team.case.present["team.kind"].value is None


def test_a_viewer_looks_and_changes_nothing(team):
    viewer = team.browser(Role.VIEWER)

    page = viewer.get(f"{team.path}/structures/question/team.kind/").content.decode()

    assert "lets you look at this, not change it" in page
    assert team.answer(viewer, "team.kind", "gp_partnership").status_code == 403
    assert team.stored.revision == 0


def test_every_page_of_the_finder_stays_within_the_team(team):
    editor = team.browser(Role.EDITOR)
    team.answer(editor, "team.kind", "gp_partnership")
    team.answer(editor, "contract.type", "gms")
    team.answer(editor, "entity.form", "cic_cls")

    for page in ("structures/answers/", "structures/result/", "owners/", "definitions/result/"):
        html = editor.get(f"{team.path}/{page}").content.decode()
        assert f'href="{team.path}/structures/' in html or f'href="{team.path}/' in html
        for place in ("structures/question", "structures/answers", "structures/result", "owners/"):
            assert f'href="/{place}' not in html, (page, place)


def test_a_visitors_own_answers_are_not_the_teams(team):
    editor = team.browser(Role.EDITOR)
    editor.post("/structures/question/team.kind/", {"answer": "pcn"})
    team.answer(editor, "team.kind", "gp_partnership")

    assert "pcn" in editor.get("/structures/case.yaml").content.decode()
    assert "gp_partnership" in editor.get(f"{team.path}/case/case.yaml").content.decode()
