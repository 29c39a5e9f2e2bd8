"""Changes by those who ask: with a name, through the letter box, and taking back."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mutualise.ledger import sealed
from mutualise.web.questions.models import Count, Letter, Question, Salt, State
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace

# Enough for anyone who asks, too few to drown the others.
LETTERS_A_DAY: Final = 5
QUESTIONS_A_DAY: Final = 20


class TooMany(ValueError):
    """The person has asked enough for one day."""


@transaction.atomic
def ask(*, by: Person, workspace: Workspace, topic: str, text: str, now: dt.datetime) -> Question:
    """Ask with one's name: the team sees it at once."""
    today = timezone.localdate(now)
    asked = Question.objects.of(workspace).filter(asked_by=by, asked_on=today)
    if asked.count() >= QUESTIONS_A_DAY:
        raise TooMany(f"You have asked {QUESTIONS_A_DAY} questions today. Ask again tomorrow.")
    question = _new_question(workspace, topic, text, today)
    question.asked_by = by
    question.save()
    _record_asked(question, by=by, now=now)
    return question


@transaction.atomic
def post(*, by: Person, workspace: Workspace, topic: str, text: str, now: dt.datetime) -> None:
    """Ask without a name. Nothing is returned that could be shown again, and nothing recorded.

    `by` goes no further than the count against floods, under a tag of the day.
    """
    today = timezone.localdate(now)
    _forget_counts_before(today)
    _count(by, workspace, today)
    Letter.objects.create(workspace=workspace, topic=topic, text=text, posted_on=today)


def empty_letter_boxes(now: dt.datetime) -> int:
    """Show the letters of past days in every workspace; safe to call at any time, and twice."""
    today = timezone.localdate(now)
    waiting = Letter.objects.filter(posted_on__lt=today)
    workspaces = Workspace.objects.filter(pk__in=waiting.values("workspace"))
    shown = sum(empty_letter_box(workspace=workspace, now=now) for workspace in workspaces)
    with transaction.atomic():
        _forget_counts_before(today)
    return shown


def empty_letter_box(*, workspace: Workspace, now: dt.datetime) -> int:
    """Show the letters of past days, in no order; how many there were."""
    today = timezone.localdate(now)
    if not Letter.objects.of(workspace).filter(posted_on__lt=today).exists():
        return 0
    return _empty(workspace, today, now)


@transaction.atomic
def _empty(workspace: Workspace, today: dt.date, now: dt.datetime) -> int:
    _forget_counts_before(today)
    due = Letter.objects.of(workspace).filter(posted_on__lt=today)
    letters = list(due.select_for_update())
    # In the order of arrival, neighbours in the record would still tell who came after whom.
    secrets.SystemRandom().shuffle(letters)
    for letter in letters:
        question = _new_question(workspace, letter.topic, letter.text, letter.posted_on)
        question.save()
        _record_asked(question, by=None, now=now)
        letter.delete()
    return len(letters)


@transaction.atomic
def take_back(*, by: Person, question: Question, now: dt.datetime) -> bool:
    """Withdraw one's own question while it waits; once answered, only the name comes off.

    Says whether the question is gone.
    """
    if question.asked_by != by:
        raise PermissionError("Only whoever asked can take a question back.")
    gone = question.state != State.ANSWERED
    if gone:
        question.duplicates.update(state=State.WAITING, same_as=None)
        number = question.pk
        question.delete()
    else:
        number = question.pk
        question.asked_by = None
        question.save()
    kind = "question.withdrawn" if gone else "question.name_removed"
    record(kind, by=by, workspace=question.workspace, about=number, now=now)
    return gone


def forget_asker(*, person: Person) -> int:
    """Take a person's name off everything they asked; part of their erasure."""
    return Question.objects.filter(asked_by=person).update(asked_by=None)


def _new_question(workspace: Workspace, topic: str, text: str, day: dt.date) -> Question:
    salt = secrets.token_hex(16)
    return Question(workspace=workspace, topic=topic, text=text, salt=salt, asked_on=day)


def _record_asked(question: Question, *, by: Person | None, now: dt.datetime) -> None:
    record(
        "question.asked",
        by=by,
        workspace=question.workspace,
        about=question.pk,
        body={
            "named": by is not None,
            "topic": question.topic,
            "words": sealed(question.salt, question.text),
        },
        now=now,
    )


def _count(person: Person, workspace: Workspace, today: dt.date) -> None:
    salt, _ = Salt.objects.get_or_create(day=today, defaults={"salt": secrets.token_hex(32)})
    tag = sealed(salt.salt, f"{workspace.pk} {person.pk}")
    count, _ = Count.objects.get_or_create(workspace=workspace, day=today, tag=tag)
    within = Count.objects.filter(pk=count.pk, letters__lt=LETTERS_A_DAY)
    if not within.update(letters=F("letters") + 1):
        raise TooMany(
            f"You have asked {LETTERS_A_DAY} questions without your name today. "
            "Ask again tomorrow, or ask with your name."
        )


def _forget_counts_before(today: dt.date) -> None:
    Count.objects.filter(day__lt=today).delete()
    Salt.objects.filter(day__lt=today).delete()
