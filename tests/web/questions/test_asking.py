"""A colleague asks, with a name or without."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.web.notices.models import Notice
from mutualise.web.questions import actions, asking
from mutualise.web.questions.models import Count, Letter, Question, Salt
from mutualise.web.tenancy.models import Event, Person, Workspace
from mutualise.web.tenancy.roles import Kind, Role
from tests.web.people import make_workspace, seat_in, signed_in
from tests.web.stored import everything_stored

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)
WORDS = "Do I keep my pension?"


def ask_through_the_site(person: Person, workspace: Workspace, naming: str, text: str = WORDS):
    return signed_in(person).post(
        f"/workspaces/{workspace.address}/questions/ask/",
        {"text": text, "topic": "pension", "naming": naming},
    )


def post(person: Person, workspace: Workspace, text: str = WORDS, now: dt.datetime = MONDAY):
    asking.post(by=person, workspace=workspace, topic="pension", text=text, now=now)


def test_a_named_question_shows_at_once_and_its_words_stay_out_of_the_record():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)

    answer = ask_through_the_site(member, workspace, "named")

    question = Question.objects.get()
    assert answer.headers["Location"].endswith(f"/questions/{question.pk}/")
    page = signed_in(seat_in(workspace, Role.VIEWER)).get(answer.headers["Location"])
    assert WORDS in page.content.decode()
    assert "Asked by Member" in page.content.decode()
    event = Event.objects.get(kind="question.asked")
    assert (event.actor, event.about) == (str(member.pk), str(question.pk))
    assert "pension?" not in event.body


def test_a_question_without_a_name_leaves_no_trace_of_who_asked():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    before = everything_stored()
    post(member, workspace)
    asking.empty_letter_boxes(TUESDAY)
    added = everything_stored() - before

    # The question, its event, and nothing else.
    assert sorted(table for table, _ in added) == ["questions_question", "tenancy_event"]
    cells = [cell.lower() for _, row in added for cell in row]
    identity = [member.email, member.name.lower(), str(member.pk), member.pk.hex]
    assert not [cell for cell in cells if any(each in cell for each in identity)]
    question = Question.objects.get()
    assert (question.asked_on, question.asked_by) == (MONDAY.date(), None)
    event = Event.objects.get(kind="question.asked")
    assert (event.actor, event.at[:10]) == ("system", "2026-11-24")


def test_the_browser_of_the_asker_keeps_nothing_either():
    workspace = make_workspace()
    browser = signed_in(seat_in(workspace, Role.MEMBER))
    before = dict(browser.session.items())

    answer = browser.post(
        f"/workspaces/{workspace.address}/questions/ask/",
        {"text": WORDS, "topic": "pension", "naming": "not_named"},
    )

    assert answer.headers["Location"] == f"/workspaces/{workspace.address}/questions/posted/"
    assert dict(browser.session.items()) == before
    assert WORDS not in browser.get(answer.headers["Location"]).content.decode()


def test_a_question_without_a_name_shows_only_the_day_after():
    workspace = make_workspace()
    post(seat_in(workspace, Role.MEMBER), workspace)

    assert asking.empty_letter_boxes(MONDAY + dt.timedelta(hours=8)) == 0
    assert not Event.objects.filter(kind="question.asked").exists()
    assert asking.empty_letter_boxes(MONDAY + dt.timedelta(hours=9)) == 1
    assert asking.empty_letter_boxes(TUESDAY) == 0


def test_the_day_ends_at_midnight_in_england_in_summer_too():
    workspace = make_workspace()
    evening = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)  # 23:30 in London
    post(seat_in(workspace, Role.MEMBER), workspace, now=evening)

    assert asking.empty_letter_boxes(evening + dt.timedelta(minutes=29)) == 0
    assert asking.empty_letter_boxes(evening + dt.timedelta(minutes=31)) == 1


def test_letters_of_a_day_come_out_in_no_order():
    orders = set()
    for turn in range(12):
        workspace = make_workspace(title=f"Practice {turn}")
        member = seat_in(workspace, Role.MEMBER)
        for word in "abcd":
            post(member, workspace, text=word)
        asking.empty_letter_boxes(TUESDAY)
        asked = Event.objects.filter(chain=str(workspace.id), kind="question.asked")
        texts = {str(each.pk): each.text for each in Question.objects.of(workspace)}
        orders.add("".join(texts[each.about] for each in asked.order_by("number")))
    assert len(orders) > 1


def test_the_count_against_floods_is_thrown_away_with_its_key():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    for turn in range(asking.LETTERS_A_DAY):
        post(member, workspace, text=f"Question {turn}")
    with pytest.raises(asking.TooMany, match="5 questions without your name today"):
        post(member, workspace)
    post(seat_in(workspace, Role.VIEWER), workspace)
    post(member, make_workspace(title="Practice B"))
    assert (Salt.objects.count(), Count.objects.count()) == (1, 3)

    asking.empty_letter_boxes(TUESDAY)

    assert (Salt.objects.count(), Count.objects.count(), Letter.objects.count()) == (0, 0, 0)
    post(member, workspace, now=TUESDAY)


def test_too_many_named_questions_are_refused_in_words_and_kept_in_the_form(monkeypatch):
    monkeypatch.setattr(asking, "QUESTIONS_A_DAY", 1)
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    ask_through_the_site(member, workspace, "named")

    page = ask_through_the_site(member, workspace, "named", "And my leave?").content.decode()

    assert "Ask again tomorrow." in page
    assert "And my leave?" in page


def test_an_empty_form_says_what_is_missing():
    workspace = make_workspace()
    member = signed_in(seat_in(workspace, Role.MEMBER))
    page = member.post(f"/workspaces/{workspace.address}/questions/ask/", {}).content.decode()
    for sentence in (
        "Write your question",
        "Choose what your question is about",
        "Choose whether to give your name",
    ):
        assert sentence in page


def test_opening_the_list_shows_letters_of_past_days_where_no_periodic_work_ran():
    workspace = make_workspace()
    post(seat_in(workspace, Role.MEMBER), workspace)
    viewer = signed_in(seat_in(workspace, Role.VIEWER))

    page = viewer.get(f"/workspaces/{workspace.address}/questions/").content.decode()

    assert WORDS in page
    assert "Asked without a name on 23 November 2026" in page


def test_my_own_waiting_question_can_be_withdrawn():
    workspace = make_workspace()
    member = seat_in(workspace, Role.MEMBER)
    address = ask_through_the_site(member, workspace, "named").headers["Location"]

    assert signed_in(member).post(f"{address}take-back/").status_code == 302

    assert not Question.objects.exists()
    assert Event.objects.filter(kind="question.withdrawn", actor=str(member.pk)).count() == 1


def test_an_answered_question_stays_and_only_my_name_comes_off():
    workspace = make_workspace()
    member, editor = seat_in(workspace, Role.MEMBER), seat_in(workspace, Role.EDITOR)
    question = asking.ask(by=member, workspace=workspace, topic="pension", text=WORDS, now=MONDAY)
    actions.answer(by=editor, question=question, text="Yes.", expected=0, now=TUESDAY)

    gone = asking.take_back(by=member, question=Question.objects.get(), now=TUESDAY)

    assert not gone
    assert Question.objects.get().asked_by is None
    assert Notice.objects.filter(person=member).count() == 1


def test_nobody_else_can_take_a_question_back():
    workspace = make_workspace()
    address = ask_through_the_site(seat_in(workspace, Role.MEMBER), workspace, "named").headers[
        "Location"
    ]
    editor = signed_in(seat_in(workspace, Role.EDITOR))
    assert editor.post(f"{address}take-back/").status_code == 404
    assert Question.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.COMMISSIONER, 403), (Role.SCRUTINEER, 200)])
def test_who_may_ask(role: Role, status: int):
    workspace = make_workspace()
    browser = signed_in(seat_in(workspace, role))
    assert browser.get(f"/workspaces/{workspace.address}/questions/ask/").status_code == status


def test_a_coalition_can_ask_too_and_a_stranger_cannot_see_that_there_is_anything():
    workspace = make_workspace(kind=Kind.COALITION, title="Coalition A")
    asked = asking.ask(
        by=seat_in(workspace, Role.VIEWER), workspace=workspace, topic="other", text="x", now=MONDAY
    )
    other = make_workspace(title="Practice B")
    stranger = signed_in(seat_in(other, Role.EDITOR, "editor of B"))
    there = f"/workspaces/{workspace.address}/questions/{asked.pk}/"
    assert stranger.get(there).status_code == 404
    # Nor through the address of one's own workspace.
    assert stranger.get(there.replace(workspace.address, other.address)).status_code == 404
