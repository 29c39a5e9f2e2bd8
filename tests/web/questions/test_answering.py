"""The team answers, and everyone can read it."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.web.notices.models import Notice
from mutualise.web.questions import actions, asking
from mutualise.web.questions.models import Question, State
from mutualise.web.questions.selectors import (
    AnsweredQuestion,
    Search,
    answered_questions,
    questions_found,
)
from mutualise.web.tenancy.models import Event, Person, Workspace
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db

ASKED = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
LATER = ASKED + dt.timedelta(days=2)


class Team:
    """Someone who asks and someone who answers."""

    def __init__(self) -> None:
        self.workspace: Workspace = make_workspace()
        self.member: Person = seat_in(self.workspace, Role.MEMBER)
        self.editor: Person = seat_in(self.workspace, Role.EDITOR)

    def asks(self, text: str = "Do I keep my pension?", topic: str = "pension") -> Question:
        return asking.ask(
            by=self.member, workspace=self.workspace, topic=topic, text=text, now=ASKED
        )

    def answers(self, question: Question, text: str = "Yes.", seen: int = 0) -> Question:
        return actions.answer(
            by=self.editor, question=question, text=text, expected=seen, now=LATER
        )

    def address(self, question: Question) -> str:
        return f"/workspaces/{self.workspace.address}/questions/{question.pk}/"


@pytest.fixture
def team() -> Team:
    return Team()


def test_an_answer_is_dated_published_and_told_to_whoever_asked(team):
    question = team.asks()
    editor = signed_in(team.editor)

    answer = editor.post(f"{team.address(question)}answer/", {"text": "Yes.", "seen": "0"})

    assert answer.status_code == 302
    page = signed_in(team.member).get(team.address(question)).content.decode()
    assert "Question 1" in page
    assert "Written by Editor on" in page
    notice = Notice.objects.get()
    assert (notice.person, notice.address) == (team.member, team.address(question))
    assert "pension" not in notice.text
    assert "was answered" in notice.text


def test_earlier_answers_are_kept(team):
    question = team.asks()
    team.answers(question, "We do not know yet.")
    team.answers(question, "Yes, you do.", seen=1)

    page = signed_in(team.member).get(team.address(question)).content.decode()

    assert page.index("Yes, you do.") < page.index("What was said before")
    assert page.index("What was said before") < page.index("We do not know yet.")
    [answered] = answered_questions(team.workspace)
    assert (answered.answer, answered.changed_on) == ("Yes, you do.", LATER.date())


def test_two_people_who_answer_at_once_do_not_overwrite_each_other(team):
    question = team.asks()
    team.answers(question, "The first answer.")

    page = signed_in(team.editor).post(
        f"{team.address(question)}answer/", {"text": "The second answer.", "seen": "0"}
    ).content.decode()  # fmt: skip

    assert "Someone else has answered this question in the meantime" in page
    assert "The first answer." in page
    assert "The second answer." in page
    assert 'name="seen" value="1"' in page
    assert question.answers.count() == 1


def test_a_reason_is_published_where_a_question_is_not_answered(team):
    question = team.asks("Why is Practice manager 3 ill?", "other")
    signed_in(team.editor).post(
        f"{team.address(question)}decline/",
        {"text": "We do not answer questions about a person.", "remove_words": "on", "seen": "0"},
    )

    page = signed_in(team.member).get(team.address(question)).content.decode()

    assert "Why it is not answered" in page
    assert "We do not answer questions about a person." in page
    assert "The words of this question were taken off." in page
    assert "Practice manager 3" not in page
    kinds = Event.objects.filter(about=str(question.pk)).values_list("kind", flat=True)
    assert list(kinds) == ["question.asked", "question.words_removed", "question.declined"]
    question.refresh_from_db()
    assert (question.text, question.salt) == ("", "")
    assert answered_questions(team.workspace) == ()


def test_a_duplicate_is_answered_where_the_first_one_is(team):
    first, second = team.asks(), team.asks("Is my pension safe?")
    signed_in(team.editor).post(f"{team.address(second)}merge/", {"into": str(first.pk)})
    assert Notice.objects.count() == 0

    team.answers(first)

    assert Notice.objects.count() == 2
    page = signed_in(team.member).get(team.address(second)).content.decode()
    assert "Another question asks the same" in page
    assert team.address(first) in page
    assert [each.also_asked for each in answered_questions(team.workspace)] == [1]


def test_merging_takes_along_what_was_merged_before(team):
    first, second, third = team.asks("a"), team.asks("b"), team.asks("c")
    actions.merge(by=team.editor, question=third, into=second, now=LATER)
    actions.merge(by=team.editor, question=second, into=first, now=LATER)
    assert set(first.duplicates.all()) == {second, third}


def test_a_merged_question_can_be_answered_on_its_own_after_all(team):
    first, second = team.asks("a"), team.asks("b")
    actions.merge(by=team.editor, question=second, into=first, now=LATER)
    signed_in(team.editor).post(f"{team.address(second)}separate/")
    second.refresh_from_db()
    assert (second.state, second.same_as) == (State.WAITING, None)


def test_a_question_cannot_be_merged_with_itself_or_with_one_of_another_team(team):
    question, other = team.asks(), Team()
    with pytest.raises(actions.CannotChange, match="another question of this workspace"):
        actions.merge(by=team.editor, question=question, into=question, now=LATER)
    elsewhere = asking.ask(
        by=other.member,
        workspace=make_workspace(title="Practice B"),
        topic="other",
        text="x",
        now=ASKED,
    )
    with pytest.raises(actions.CannotChange, match="another question of this workspace"):
        actions.merge(by=team.editor, question=question, into=elsewhere, now=LATER)


def test_withdrawing_a_question_lets_its_duplicates_wait_again(team):
    first, second = team.asks("a"), team.asks("b")
    actions.merge(by=team.editor, question=second, into=first, now=LATER)
    asking.take_back(by=team.member, question=first, now=LATER)
    assert Question.objects.get().state == State.WAITING


def test_numbers_count_answers_so_that_they_do_not_show_who_asked_first(team):
    first, second = team.asks("a"), team.asks("b")
    team.answers(second)
    team.answers(first)
    assert [(each.number, each.question) for each in answered_questions(team.workspace)] == [
        (1, "b"),
        (2, "a"),
    ]


def test_those_who_answer_see_what_waits_first(team):
    waiting, answered = team.asks("waits"), team.asks("answered")
    team.answers(answered)

    def order(*, unanswered_first: bool) -> list[Question]:
        search = Search(unanswered_first=unanswered_first)
        return list(questions_found(team.workspace, search))

    assert order(unanswered_first=True) == [waiting, answered]
    assert order(unanswered_first=False) == [answered, waiting]


def test_search_looks_in_questions_and_answers_by_topic(team):
    pension, jobs = team.asks(), team.asks("Do hours change?", "jobs_and_pay")
    team.answers(pension, "The scheme stays open to you.")

    def found(query: str) -> str:
        listing = f"/workspaces/{team.workspace.address}/questions/?{query}"
        return signed_in(team.member).get(listing).content.decode()

    assert "1 question found" in found("words=SCHEME")
    assert "Do hours change?" in found("topic=jobs_and_pay")
    assert "Do I keep my pension?" not in found("topic=jobs_and_pay")
    assert "0 questions found" in found("words=nowhere")
    assert "2 questions" in found("topic=no-such-topic&page=x")
    assert str(jobs.pk) in found("state=waiting")


def test_a_long_list_goes_on_over_the_page(team):
    for turn in range(asking.QUESTIONS_A_DAY):
        team.asks(f"Question {turn}")
    team.member = seat_in(team.workspace, Role.VIEWER)
    team.asks("One more")
    listing = f"/workspaces/{team.workspace.address}/questions/?topic=pension"
    assert (
        'href="?topic=pension&amp;page=2"' in signed_in(team.member).get(listing).content.decode()
    )


def test_members_cannot_answer(team):
    question = team.asks()
    for way in ("answer", "decline", "merge"):
        answer = signed_in(team.member).get(f"{team.address(question)}{way}/")
        assert answer.status_code == 403


def test_the_consultation_paper_gets_every_answered_question(team):
    question = team.asks()
    team.answers(question)
    assert answered_questions(team.workspace) == (
        AnsweredQuestion(
            number=1,
            topic="Pension",
            question="Do I keep my pension?",
            answer="Yes.",
            asked=dt.date(2026, 11, 23),
            answered_on=dt.date(2026, 11, 25),
            changed_on=None,
            named=True,
            also_asked=0,
        ),
    )


def test_what_is_printed_and_downloaded_says_the_same(team):
    team.answers(team.asks(), "# Yes,\n\n- <b>all</b> of it")
    team.answers(team.asks("=2+2?", "ownership"), "1. Four")
    browser = signed_in(team.member)
    start = f"/workspaces/{team.workspace.address}/questions"

    table = browser.get(f"{start}/answered.csv").content.decode()
    assert "2,Ownership,'=2+2?,1. Four,2026-11-23,2026-11-25,,yes,0" in table
    text = browser.get(f"{start}/answered.md").content.decode()
    assert "### Question 1\n\n**Do I keep my pension?**\n\n\\# Yes,\n\n\\- \\<b\\>all" in text
    assert "1\\. Four" in text
    assert text.index("## Pension") < text.index("## Ownership")
    printed = browser.get(f"{start}/print/").content.decode()
    assert "2. =2+2?" in printed
    assert "&lt;b&gt;all" in printed
