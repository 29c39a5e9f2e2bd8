"""When the law moves an answer, the team is told which, and because of what."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.casefile import load_examples, read_case
from mutualise.rules import load_law
from mutualise.rules.reforms import load_reforms
from mutualise.rules.what_if import reformed
from mutualise.web.casefile import law_watch
from mutualise.web.casefile.actions import save_case
from mutualise.web.casefile.law_watch import news_of, watch_results, watch_workspace
from mutualise.web.casefile.models import KeptResult
from mutualise.web.tenancy.models import Event
from mutualise.web.tenancy.roles import Role

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 24)
CASE = """
mutualise: 1
title: Practice A
present:
  answers: {team.kind: gp_partnership, contract.type: gms, entity.form: partnership}
options:
  society:
    title: A benefit society
    answers: {entity.form: cbs}
"""


@pytest.fixture
def practice(team):
    case = read_case(CASE, load_law().facts)
    save_case(by=team.owner, workspace=team.workspace, case=case, seen=0)
    watch_workspace(team.workspace, DAY)
    return team


@pytest.fixture
def another_law(monkeypatch):
    """A version of Mutualise under which a society may hold a GMS contract."""
    law = reformed(load_law(), load_reforms()["society-holds-gms"])
    monkeypatch.setattr(law_watch, "load_law", lambda: law)


def test_nothing_is_said_while_nothing_moves(practice):
    watch_workspace(practice.workspace, DAY)
    watch_workspace(practice.workspace, DAY + dt.timedelta(days=1))

    assert news_of(practice.workspace) == ()


def test_an_answer_that_moved_with_the_law_is_named_with_its_cause(practice, another_law):
    watch_workspace(practice.workspace, DAY)

    news = " ".join(news_of(practice.workspace))
    assert "society" in news
    assert "was 'Never', is now 'It depends'" in news
    assert "because" in news
    assert Event.objects.filter(kind="case.result_moved").count() == 1
    home = practice.browser(Role.VIEWER).get(f"{practice.path}/").content.decode()
    assert "An answer has moved" in home
    assert "We have read this" not in home


def test_it_stays_until_someone_has_read_it(practice, another_law):
    watch_workspace(practice.workspace, DAY)
    watch_workspace(practice.workspace, DAY + dt.timedelta(days=1))
    editor = practice.browser(Role.EDITOR)
    assert "An answer has moved" in editor.get(f"{practice.path}/").content.decode()

    editor.post(f"{practice.path}/case/seen/")

    assert news_of(practice.workspace) == ()
    assert "An answer has moved" not in editor.get(f"{practice.path}/").content.decode()


def test_what_the_team_changed_itself_is_no_news(practice):
    editor = practice.browser(Role.EDITOR)
    practice.answer(editor, "contract.type", "apms")

    watch_workspace(practice.workspace, DAY)

    assert news_of(practice.workspace) == ()


def test_what_another_version_kept_unreadably_is_kept_anew(practice):
    row = KeptResult.objects.of(practice.workspace).get()
    row.content = {"kept": "{}", "news": [], "marker": "old"}
    row.save()

    watch_workspace(practice.workspace, DAY)

    assert news_of(practice.workspace) == ()


def test_every_open_workspace_is_watched(team):
    save_case(by=team.owner, workspace=team.workspace, case=load_examples()["minehead"], seen=0)

    watch_results(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC))

    options = set(KeptResult.objects.of(team.workspace).values_list("option", flat=True))
    assert options == set(load_examples()["minehead"].options)
