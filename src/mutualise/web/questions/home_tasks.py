"""What there is to do with questions from staff, on the home page of a workspace."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from mutualise.web.design.components import Link, Task
from mutualise.web.questions.models import State
from mutualise.web.questions.selectors import Search, questions_found
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.rooms import NextStep


def question_tasks(seat: Seat) -> Iterator[Task]:
    """The questions of colleagues, how many wait, and asking one."""
    if not seat.may(Permission.READ_QUESTIONS):
        return
    here = seat.workspace.address
    waiting = _number(seat, State.WAITING)
    answered = _number(seat, State.ANSWERED)
    status = f"{waiting} waiting" if waiting else f"{answered} answered" if answered else "None yet"
    yield Task("Questions and answers", status, reverse("questions:index", args=(here,)))
    if seat.may(Permission.ASK_QUESTION) and not seat.may(Permission.ANSWER_QUESTIONS):
        yield Task("Ask a question", "", reverse("questions:ask", args=(here,)))


def question_step(seat: Seat) -> NextStep | None:
    """Where a colleague begins who asks and reads, and does not see the case."""
    if seat.may(Permission.READ_CASE) or not seat.may(Permission.ASK_QUESTION):
        return None
    address = reverse("questions:ask", args=(seat.workspace.address,))
    text = "Ask what you want to know about the plans. You need not give your name."
    return NextStep(text, Link("Ask a question", address))


def _number(seat: Seat, state: State) -> int:
    return questions_found(seat.workspace, Search(state=state)).count()
