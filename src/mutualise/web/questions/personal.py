"""What questions hold about a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from mutualise.web.personal_data import Entry, Held, kept_under_id
from mutualise.web.questions.asking import forget_asker
from mutualise.web.questions.models import Answer, Question
from mutualise.web.questions.topics import title_of
from mutualise.web.tenancy.models import Person


def _asked(person: Person) -> tuple[Entry, ...]:
    rows = Question.objects.filter(asked_by=person).select_related("workspace")
    return tuple(
        {
            "Workspace": row.workspace.title,
            "Asked on": row.asked_on,
            "About": title_of(row.topic),
            "Question": row.text,
        }
        for row in rows.order_by("asked_on", "id")
    )


def _take_name_off(person: Person, now: dt.datetime) -> None:
    forget_asker(person=person)


def _answered(person: Person) -> tuple[Entry, ...]:
    rows = Answer.objects.filter(written_by=person).select_related("question__workspace")
    return tuple(
        {
            "Workspace": row.question.workspace.title,
            "Written at": row.written_at,
            "Words": row.text,
        }
        for row in rows
    )


QUESTIONS: Final = Held("questions", ("questions.Question",), _asked, _take_name_off)
ANSWERS: Final = Held("answers", ("questions.Answer",), _answered, kept_under_id)
