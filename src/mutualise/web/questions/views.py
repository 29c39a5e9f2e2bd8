"""The pages for everyone who asks and reads."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutualise.publishing import markdown_of
from mutualise.web.questions import asking
from mutualise.web.questions.forms import NAMED, AskForm, SearchForm
from mutualise.web.questions.models import Question
from mutualise.web.questions.pages import question_page, questions_page
from mutualise.web.questions.papers import as_csv, as_document, by_topic, dates
from mutualise.web.questions.selectors import answered_questions, question_in
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_QUESTIONS)
@never_cache
@require_safe
def index(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Every question of the team, with search."""
    seat = request.seat
    # The periodic work does this too; a laptop that was off overnight has missed it.
    asking.empty_letter_box(workspace=seat.workspace, now=timezone.now())
    form = SearchForm(request.GET)
    search = form.search(unanswered_first=seat.may(Permission.ANSWER_QUESTIONS))
    page = questions_page(seat, search, request.GET.get("page"), request.GET)
    return render(request, "questions/index.jinja", {"page": page, "search": form})


@needs(Permission.ASK_QUESTION)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SeatedRequest, workspace: str) -> HttpResponse:
    """Ask, with a name or without."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        arguments = {"topic": chosen["topic"], "text": chosen["text"], "now": timezone.now()}
        try:
            if chosen["naming"] == NAMED:
                made = asking.ask(by=request.user, workspace=request.seat.workspace, **arguments)
                return redirect("questions:question", workspace, made.pk)
            asking.post(by=request.user, workspace=request.seat.workspace, **arguments)
            return redirect("questions:posted", workspace)
        except asking.TooMany as problem:
            form.add_error(None, str(problem))
    return render(request, "questions/ask.jinja", {"form": form, "workspace": workspace})


@needs(Permission.ASK_QUESTION)
@never_cache
@require_safe
def posted(request: SeatedRequest, workspace: str) -> HttpResponse:
    """What happens with a question without a name. The page knows nothing of the question."""
    return render(request, "questions/posted.jinja", {"workspace": workspace})


@needs(Permission.READ_QUESTIONS)
@never_cache
@require_safe
def question(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """One question with everything that was said to it."""
    page = question_page(request.seat, found(request, question))
    return render(request, "questions/question.jinja", {"page": page})


@needs(Permission.ASK_QUESTION)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SeatedRequest, workspace: str, question: UUID) -> HttpResponse:
    """Withdraw my own question, or take my name off one that is answered."""
    row = found(request, question)
    page = question_page(request.seat, row)
    if not page.take_back:
        raise Http404("Only whoever asked can take a question back")
    if request.method == "POST":
        gone = asking.take_back(by=request.user, question=row, now=timezone.now())
        return redirect("questions:index", workspace) if gone else redirect(
            "questions:question", workspace, question
        )  # fmt: skip
    return render(request, "questions/take_back.jinja", {"page": page})


@needs(Permission.READ_QUESTIONS)
@never_cache
@require_safe
def printed(request: SeatedRequest, workspace: str) -> HttpResponse:
    """All questions and answers on one page, to print and to pin up."""
    answered = by_topic(answered_questions(request.seat.workspace))
    context = {"seat": request.seat, "topics": answered, "dates": dates}
    return render(request, "questions/printed.jinja", context)


@needs(Permission.READ_QUESTIONS)
@never_cache
@require_safe
def download_csv(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The answered questions for a spreadsheet."""
    text = as_csv(answered_questions(request.seat.workspace))
    return _file(text, "text/csv; charset=utf-8", "csv")


@needs(Permission.READ_QUESTIONS)
@never_cache
@require_safe
def download_markdown(request: SeatedRequest, workspace: str) -> HttpResponse:
    """The answered questions for the consultation paper."""
    team = request.seat.workspace
    document = as_document(team.title, answered_questions(team), timezone.localdate())
    return _file(markdown_of(document), "text/markdown; charset=utf-8", "md")


def found(request: SeatedRequest, question: UUID) -> Question:
    """A question of this workspace; one of another does not exist here."""
    row = question_in(request.seat.workspace, question)
    if row is None:
        raise Http404("There is no such question in this workspace")
    return row


def _file(text: str, kind: str, ending: str) -> HttpResponse:
    name = f"questions-from-staff-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=kind, headers=headers)
