"""What the pages of questions show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from mutualise.calendars.words import written_date
from mutualise.web.design.components import Colour, Link
from mutualise.web.questions.models import Answer, Question, State
from mutualise.web.questions.selectors import Search, latest, questions_found
from mutualise.web.questions.topics import title_of
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat

PER_PAGE: Final = 20
COLOURS: Final[dict[str, Colour]] = {
    State.WAITING: "yellow",
    State.ANSWERED: "green",
    State.DECLINED: "grey",
    State.MERGED: "grey",
}
WORDS_REMOVED: Final = "The words of this question were taken off."


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list."""

    text: str
    href: str
    topic: str
    asked: str
    state: str
    colour: Colour
    answer: str
    answered: str


@dataclass(frozen=True)
class QuestionsPage:
    """The questions of a workspace."""

    workspace: str
    title: str
    lines: tuple[QuestionLine, ...]
    found: str
    searched: bool
    may_ask: bool
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True)
class Said:
    """One answer, or one reason, as it was said then."""

    paragraphs: tuple[str, ...]
    when: str
    by: str


@dataclass(frozen=True)
class QuestionPage:
    """One question with everything that was said to it."""

    workspace: str
    id: str
    heading: str
    paragraphs: tuple[str, ...]
    topic: str
    asked: str
    state: str
    colour: Colour
    declined: bool
    current: Said | None
    earlier: tuple[Said, ...]
    same_as: Link | None
    duplicates: tuple[Link, ...]
    may_answer: bool
    may_merge: bool
    may_separate: bool
    # What the person who asked can do: nothing, withdraw it, or take their name off.
    take_back: str


def questions_page(
    seat: Seat, search: Search, place: str | None, asked_for: QueryDict
) -> QuestionsPage:
    """The list, as this person sees it."""
    found = Paginator(questions_found(seat.workspace, search), PER_PAGE)
    shown = found.get_page(place)
    return QuestionsPage(
        workspace=seat.workspace.address,
        title=seat.workspace.title,
        lines=tuple(_line(seat, each) for each in shown),
        found="1 question" if found.count == 1 else f"{found.count} questions",
        searched=bool(search.words or search.topic or search.state),
        may_ask=seat.may(Permission.ASK_QUESTION),
        earlier=_turn(asked_for, shown.previous_page_number()) if shown.has_previous() else None,
        later=_turn(asked_for, shown.next_page_number()) if shown.has_next() else None,
    )


def question_page(seat: Seat, question: Question) -> QuestionPage:
    """One question, as this person sees it."""
    said = [_said(each) for each in question.answers.all()]
    answers = seat.may(Permission.ANSWER_QUESTIONS)
    state = State(question.state)
    return QuestionPage(
        workspace=seat.workspace.address,
        id=str(question.pk),
        heading=f"Question {question.number}" if question.number else "A question",
        paragraphs=paragraphs(question.text or WORDS_REMOVED),
        topic=title_of(question.topic),
        asked=_asked(question),
        state=state.label,
        colour=COLOURS[state],
        declined=state == State.DECLINED,
        current=said[-1] if said and state != State.MERGED else None,
        earlier=tuple(reversed(said[:-1])),
        same_as=_link(seat, question.same_as) if question.same_as else None,
        duplicates=tuple(_link(seat, each) for each in question.duplicates.all()),
        may_answer=answers and state != State.MERGED,
        may_merge=answers and state == State.WAITING,
        may_separate=answers and state == State.MERGED,
        take_back=_take_back(seat, question),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """A typed text by its empty lines."""
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())


def _line(seat: Seat, question: Question) -> QuestionLine:
    state = State(question.state)
    answer = latest(question) if state != State.MERGED else None
    return QuestionLine(
        text=question.text or WORDS_REMOVED,
        href=_href(seat, question),
        topic=title_of(question.topic),
        asked=_asked(question),
        state=state.label,
        colour=COLOURS[state],
        answer=answer.text if answer else "",
        answered=written_date(timezone.localdate(answer.written_at)) if answer else "",
    )


def _asked(question: Question) -> str:
    who = f"by {question.asked_by.called}" if question.asked_by else "without a name"
    return f"Asked {who} on {written_date(question.asked_on)}"


def _said(answer: Answer) -> Said:
    when = written_date(timezone.localdate(answer.written_at))
    return Said(paragraphs(answer.text), when, answer.written_by.called)


def _link(seat: Seat, question: Question) -> Link:
    words = " ".join(question.text.split()) or WORDS_REMOVED
    return Link(words if len(words) <= 120 else f"{words[:117]}…", _href(seat, question))


def _href(seat: Seat, question: Question) -> str:
    return reverse("questions:question", args=(seat.workspace.address, question.pk))


def _take_back(seat: Seat, question: Question) -> str:
    if question.asked_by != seat.person or not seat.may(Permission.ASK_QUESTION):
        return ""
    return "name" if question.state == State.ANSWERED else "question"


def _turn(asked_for: QueryDict, page: int) -> Link:
    query = asked_for.copy()
    query["page"] = str(page)
    return Link(f"Page {page}", f"?{query.urlencode()}")
