"""The pages for those who answer."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mutualise.web.questions import actions
from mutualise.web.questions.forms import AnswerForm, DeclineForm, MergeForm
from mutualise.web.questions.models import Question, State
from mutualise.web.questions.pages import QuestionPage, question_page
from mutualise.web.questions.selectors import latest
from mutualise.web.questions.views import found
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest

FormT = TypeVar("FormT", AnswerForm, DeclineForm)


@needs(Permission.ANSWER_QUESTIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """Answer a question, or edit the answer."""
    row = found(request, question)
    page = _answerable(request, row)
    before = latest(row)
    text = before.text if before and not before.declines else ""
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"text": text, "seen": row.answers.count()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                by=request.user,
                question=row,
                text=form.cleaned_data["text"],
                expected=form.cleaned_data["seen"],
                now=timezone.now(),
            )
            return redirect("questions:question", workspace, question)
        except actions.CannotChange as problem:
            form = _again(AnswerForm, request, row, str(problem))
    return render(request, "questions/answer.jinja", {"page": page, "form": form})


@needs(Permission.ANSWER_QUESTIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """Say why a question is not answered."""
    row = found(request, question)
    page = _answerable(request, row)
    form = DeclineForm(
        request.POST if request.method == "POST" else None, initial={"seen": row.answers.count()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(
                by=request.user,
                question=row,
                reason=form.cleaned_data["text"],
                expected=form.cleaned_data["seen"],
                remove_words=form.cleaned_data["remove_words"],
                now=timezone.now(),
            )
            return redirect("questions:question", workspace, question)
        except actions.CannotChange as problem:
            form = _again(DeclineForm, request, row, str(problem))
    return render(request, "questions/decline.jinja", {"page": page, "form": form})


@needs(Permission.ANSWER_QUESTIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """Answer a question with another that asks the same."""
    row = found(request, question)
    form = MergeForm(request.POST if request.method == "POST" else None, question=row)
    if request.method == "POST" and form.is_valid():
        into = form.targets[form.cleaned_data["into"]]
        try:
            actions.merge(by=request.user, question=row, into=into, now=timezone.now())
            return redirect("questions:question", workspace, question)
        except actions.CannotChange as problem:
            form.add_error(None, str(problem))
    context = {"page": question_page(request.seat, row), "form": form}
    return render(request, "questions/merge.jinja", context)


@needs(Permission.ANSWER_QUESTIONS)
@never_cache
@require_POST
def separate(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """Let a merged question wait for its own answer again."""
    row = found(request, question)
    if row.state == State.MERGED:
        actions.separate(by=request.user, question=row, now=timezone.now())
    return redirect("questions:question", workspace, question)


def _answerable(request: SeatedRequest, row: Question) -> QuestionPage:
    if row.state == State.MERGED:
        raise Http404("A merged question is answered where it was merged")
    return question_page(request.seat, row)


def _again(kind: type[FormT], request: SeatedRequest, row: Question, problem: str) -> FormT:
    """The same form with what was typed, counting the answers that can now be seen."""
    data = request.POST.copy()
    data["seen"] = str(row.answers.count())
    form = kind(data)
    form.is_valid()
    form.add_error(None, problem)
    return form
