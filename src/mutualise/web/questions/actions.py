"""Changes by those who answer: each one transaction, with its event."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from mutualise.calendars.words import written_date
from mutualise.ledger import sealed
from mutualise.web.notices.actions import tell
from mutualise.web.questions.models import Answer, Question, State
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace


class CannotChange(ValueError):
    """The question cannot be changed like this now; the words say why."""


@transaction.atomic
def answer(
    *, by: Person, question: Question, text: str, expected: int, now: dt.datetime
) -> Question:
    """Publish an answer to the team, or a new version of one. The old ones are kept.

    `expected` is how many answers the writer had seen.
    """
    question = _locked(question)
    _refuse_if_answered_meanwhile(question, expected)
    if question.number is None:
        question.number = _next_number(question.workspace)
    question.state, question.same_as = State.ANSWERED, None
    question.save()
    return _say(question, text, by=by, declines=False, now=now)


@transaction.atomic
def decline(
    *,
    by: Person,
    question: Question,
    reason: str,
    expected: int,
    remove_words: bool = False,
    now: dt.datetime,
) -> Question:
    """Say why a question is not answered; its words can be taken off for good."""
    question = _locked(question)
    _refuse_if_answered_meanwhile(question, expected)
    question.state, question.same_as = State.DECLINED, None
    if remove_words and question.text:
        question.text = question.salt = ""
        question.words_removed_at = now
        record(
            "question.words_removed",
            by=by,
            workspace=question.workspace,
            about=question.pk,
            now=now,
        )
    question.save()
    return _say(question, reason, by=by, declines=True, now=now)


@transaction.atomic
def merge(*, by: Person, question: Question, into: Question, now: dt.datetime) -> Question:
    """Answer a question with another one that asks the same; what was merged with it goes along."""
    question, into = _locked(question), _locked(into)
    if question.workspace_id != into.workspace_id or question == into:
        raise CannotChange("Choose another question of this workspace.")
    if into.state == State.MERGED or into.state == State.DECLINED:
        raise CannotChange("Choose a question that is answered or still waits for its own answer.")
    if question.state == State.ANSWERED:
        raise CannotChange("This question has an answer of its own. Edit that answer instead.")
    question.state, question.same_as = State.MERGED, into
    question.save()
    for duplicate in question.duplicates.all():
        duplicate.same_as = into
        duplicate.save()
    record(
        "question.merged",
        by=by,
        workspace=question.workspace,
        about=question.pk,
        body={"with": str(into.pk)},
        now=now,
    )
    if into.state == State.ANSWERED:
        _tell(question, by=by, now=now)
    return question


@transaction.atomic
def separate(*, by: Person, question: Question, now: dt.datetime) -> Question:
    """Let a merged question wait for an answer of its own again."""
    question = _locked(question)
    if question.state != State.MERGED:
        raise CannotChange("This question is not merged with another.")
    question.state, question.same_as = State.WAITING, None
    question.save()
    record("question.separated", by=by, workspace=question.workspace, about=question.pk, now=now)
    return question


def _say(
    question: Question, text: str, *, by: Person, declines: bool, now: dt.datetime
) -> Question:
    """Keep the words, record that they were said, and tell whoever asked."""
    salt = secrets.token_hex(16)
    Answer.objects.create(
        question=question, text=text, salt=salt, declines=declines, written_by=by, written_at=now
    )
    record(
        "question.declined" if declines else "question.answered",
        by=by,
        workspace=question.workspace,
        about=question.pk,
        body={"number": question.number, "words": sealed(salt, text)},
        now=now,
    )
    for each in (question, *question.duplicates.all()):
        _tell(each, by=by, now=now)
    return question


def _tell(question: Question, *, by: Person, now: dt.datetime) -> None:
    """A notice to whoever asked with their name, unless they answered it themselves."""
    asker = question.asked_by
    if asker is None or asker == by:
        return
    workspace = question.workspace
    outcome = "was not answered" if question.state == State.DECLINED else "was answered"
    tell(
        person=asker,
        workspace=workspace,
        text=f"Your question of {written_date(question.asked_on)} {outcome}.",
        address=reverse("questions:question", args=(workspace.address, question.pk)),
        now=now,
    )


def _locked(question: Question) -> Question:
    """The question as it stands now, with its workspace held until the change is made."""
    Workspace.objects.select_for_update().get(pk=question.workspace_id)
    return Question.objects.select_related("workspace").get(pk=question.pk)


def _refuse_if_answered_meanwhile(question: Question, expected: int) -> None:
    if question.answers.count() != expected:
        raise CannotChange(
            "Someone else has answered this question in the meantime. Read their answer below, "
            "then send yours again if it is still needed."
        )


def _next_number(workspace: Workspace) -> int:
    highest = Question.objects.of(workspace).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
