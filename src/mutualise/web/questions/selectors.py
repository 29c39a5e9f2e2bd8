"""From rows to what pages, papers and downloads work with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from mutualise.web.questions.models import Answer, Question, State
from mutualise.web.questions.topics import title_of
from mutualise.web.tenancy.models import Workspace

# What a search looks for at most; more words find nothing more.
MOST_WORDS = 8


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question and its answer, as the consultation paper prints it."""

    number: int
    topic: str
    question: str
    answer: str
    asked: dt.date
    answered_on: dt.date
    # When the answer was last changed, if it was.
    changed_on: dt.date | None
    named: bool
    # How many more asked the same.
    also_asked: int


@dataclass(frozen=True)
class Search:
    """What to show of a list of questions."""

    words: str = ""
    topic: str = ""
    state: str = ""
    unanswered_first: bool = False


def answered_questions(workspace: Workspace) -> tuple[AnsweredQuestion, ...]:
    """Every answered question of a workspace, by number."""
    rows = Question.objects.of(workspace).filter(state=State.ANSWERED).order_by("number")
    return tuple(_answered(row) for row in rows.prefetch_related("answers", "duplicates"))


def questions_found(workspace: Workspace, search: Search) -> QuerySet[Question]:
    """The questions that a search finds: newest first, or those that wait before all others."""
    rows = Question.objects.of(workspace)
    if search.topic:
        rows = rows.filter(topic=search.topic)
    if search.state:
        rows = rows.filter(state=search.state)
    # A question asked of the answers, not a join: that would multiply rows with every word.
    for word in list(dict.fromkeys(search.words.lower().split()))[:MOST_WORDS]:
        answered = Answer.objects.filter(question=OuterRef("pk"), text__icontains=word)
        rows = rows.filter(Q(text__icontains=word) | Exists(answered))
    order = {
        State.WAITING: 0 if search.unanswered_first else 2,
        State.ANSWERED: 1,
        State.DECLINED: 3,
        State.MERGED: 4,
    }
    turn = Case(
        *(When(state=state, then=Value(place)) for state, place in order.items()),
        output_field=IntegerField(),
    )
    return (
        rows.annotate(turn=turn)
        .order_by("turn", "-number", "-asked_on", "id")
        .select_related("asked_by", "same_as")
        .prefetch_related("answers")
    )


def question_in(workspace: Workspace, question: UUID) -> Question | None:
    """One question of a workspace, or None when it has no such question."""
    rows = Question.objects.of(workspace).select_related("asked_by", "same_as", "workspace")
    return rows.prefetch_related("answers__written_by", "duplicates").filter(pk=question).first()


def merge_targets(question: Question) -> QuerySet[Question]:
    """The questions that this one can be answered with."""
    return (
        Question.objects.of(question.workspace)
        .filter(state__in=[State.WAITING, State.ANSWERED])
        .exclude(pk=question.pk)
        .order_by("-number", "-asked_on", "id")
    )


def latest(question: Question) -> Answer | None:
    """The answer that counts."""
    answers = list(question.answers.all())
    return answers[-1] if answers else None


def _answered(row: Question) -> AnsweredQuestion:
    answers = [each for each in row.answers.all() if not each.declines]
    first, last = answers[0], answers[-1]
    changed = timezone.localdate(last.written_at) if last is not first else None
    return AnsweredQuestion(
        number=row.number or 0,
        topic=title_of(row.topic),
        question=row.text,
        answer=last.text,
        asked=row.asked_on,
        answered_on=timezone.localdate(first.written_at),
        changed_on=changed,
        named=row.asked_by_id is not None,
        also_asked=len(row.duplicates.all()),
    )
