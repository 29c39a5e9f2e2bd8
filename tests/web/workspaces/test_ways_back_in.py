"""Ways around the rights of a workspace that were found once, and stay closed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from mutualise.casefile import Answer, CaseFile
from mutualise.web.casefile.actions import save_case
from mutualise.web.casefile.models import AnswerVersion
from mutualise.web.casefile.personal import SAVED
from mutualise.web.questions.selectors import Search, questions_found
from mutualise.web.tenancy.models import Invitation
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.people.actions import remove_person
from tests.web.people import make_person, make_workspace, seat_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def invite(workspace, email, by):
    return Invitation.objects.create(
        workspace=workspace,
        email=email,
        role=Role.COMPANY_SECRETARY.value,
        invited_by=by,
        ends_at=NOW + dt.timedelta(days=14),
    )


def test_who_is_removed_takes_no_invitation_along():
    owner = make_person("practice manager")
    workspace = make_workspace(owner)
    editor = seat_in(workspace, Role.EDITOR)
    offered = invite(workspace, editor.email, owner)
    made = invite(workspace, "someone@example.org", editor)
    kept = invite(workspace, "colleague@example.org", owner)

    remove_person(by=owner, workspace=workspace, person=editor, now=NOW)

    for row in (offered, made, kept):
        row.refresh_from_db()
    assert (offered.withdrawn_at, made.withdrawn_at, kept.withdrawn_at) == (NOW, NOW, None)


def test_erasing_a_stranger_of_the_same_name_leaves_answers_alone():
    owner = make_person("practice manager")
    workspace = make_workspace(owner)
    answer = Answer(value=True, who="Finance director")
    case = CaseFile(title="Practice A", present={"cqc.regulated": answer})
    save_case(by=owner, workspace=workspace, case=case, seen=0)
    stranger = make_person("finance director")
    assert stranger.name == "Finance director"

    SAVED.erase(stranger, NOW)
    assert AnswerVersion.objects.get().who == "Finance director"

    seat_in(workspace, Role.VIEWER, "finance director")
    SAVED.erase(stranger, NOW)
    assert AnswerVersion.objects.get().who == "A former colleague"


def test_many_words_make_one_question_of_the_database():
    workspace = make_workspace(make_person("practice manager"))

    many = str(questions_found(workspace, Search(words="a b c d e f g h i j k l m n o p")).query)

    assert many.count("LIKE") == 2 * 8
    assert "JOIN" not in many.split("WHERE", 1)[0].replace("LEFT OUTER JOIN", "", 2)
