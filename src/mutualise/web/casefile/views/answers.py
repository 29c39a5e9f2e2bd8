"""One answer: its reason, papers, comments and history."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutualise.casefile import (
    Answer,
    AnswerPlace,
    CaseFile,
    CaseSource,
    PlaceError,
    with_answer_at,
)
from mutualise.casefile.places import answers_in, part_at
from mutualise.rules import Fact, load_law
from mutualise.web.casefile import selectors
from mutualise.web.casefile.actions import save_case
from mutualise.web.casefile.forms import CommentForm, PaperForm, ReasonForm, source_key
from mutualise.web.casefile.keeper import TeamKeeper, keeper_for
from mutualise.web.casefile.pages import answer_page
from mutualise.web.casefile.saving import saved
from mutualise.web.casefile.store import answer_of
from mutualise.web.design.forms import whole_number
from mutualise.web.structures.forms import question_form
from mutualise.web.tenancy.access import needs
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.requests import SeatedRequest


@needs(Permission.READ_CASE)
@never_cache
@require_safe
def show(request: SeatedRequest, workspace: str, place: str, fact: str) -> HttpResponse:
    """One answer with everything known about it."""
    where, asked = find_answer(request, place, fact)
    page = answer_page(request.seat, where, asked)
    forms = {"form": CommentForm(), "paper_form": PaperForm()}
    return render(request, "casefile/answer.jinja", {"page": page, **forms})


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SeatedRequest, workspace: str, place: str, fact: str) -> HttpResponse:
    """Ask a question about exactly this place, such as one contract of several."""
    where, asked = find_answer(request, place, fact)
    if not asked.askable:
        raise Http404(f"There is no question about {fact}")
    request.keeper = keeper = keeper_for(request, request.seat)
    held = answers_in(keeper.read()).get(where, {}).get(asked.name)
    form = question_form(asked, request.POST or None, held)
    if request.method == "POST" and form.is_valid():
        case = with_answer_at(keeper.read(), where, asked.name, Answer(form.value))
        return saved(request, keeper, case, "casefile:answer", str(where), asked.name)
    page = answer_page(request.seat, where, asked)
    return render(request, "casefile/ask.jinja", {"page": page, "form": form})


@needs(Permission.CHANGE_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: SeatedRequest, workspace: str, place: str, fact: str) -> HttpResponse:
    """Say why, and where it can be checked."""
    where, asked = find_answer(request, place, fact)
    keeper = request.keeper = keeper_for(request, request.seat)
    answer = answers_in(keeper.read()).get(where, {}).get(asked.name)
    if answer is None:
        raise Http404("There is no answer here to explain")
    source = keeper.read().sources.get(answer.source, CaseSource(""))
    initial = {"why": answer.why, "source_title": source.title, "source_url": source.url}
    form = ReasonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        case = _with_reason(keeper.read(), where, asked, answer, form)
        return saved(request, keeper, case, "casefile:answer", str(where), asked.name)
    page = answer_page(request.seat, where, asked)
    return render(request, "casefile/reason.jinja", {"page": page, "form": form})


def _with_reason(
    case: CaseFile, place: AnswerPlace, fact: Fact, answer: Answer, form: ReasonForm
) -> CaseFile:
    given, key = form.cleaned_data, ""
    if given["source_title"]:
        key = source_key(case.sources, given["source_title"], given["source_url"])
        source = CaseSource(given["source_title"], given["source_url"])
        case = replace(case, sources={**case.sources, key: source})
    changed = replace(answer, why=given["why"], source=key, who="", when="")
    return with_answer_at(case, place, fact.name, changed)


@needs(Permission.CHANGE_CASE)
@never_cache
@require_POST
def bring_back(request: SeatedRequest, workspace: str, place: str, fact: str) -> HttpResponse:
    """Answer again as it was answered before."""
    where, asked = find_answer(request, place, fact)
    team, number = request.seat.workspace, request.POST.get("version", "")
    row = selectors.version_of(team, str(where), asked.name, whole_number(number) or 0)
    if row is None:
        raise Http404("There is no such earlier answer")
    keeper = TeamKeeper(request.seat)
    case = with_answer_at(keeper.read(), where, asked.name, answer_of(row, load_law().facts))
    save_case(
        by=request.seat.person,
        workspace=team,
        case=case,
        seen=keeper.stored.revision,
        how="brought back",
    )
    return redirect("casefile:answer", workspace, str(where), asked.name)


def find_answer(request: SeatedRequest, place: str, fact: str) -> tuple[AnswerPlace, Fact]:
    """Where an answer stands and what it answers; what the case lacks does not exist."""
    facts = load_law().facts
    if fact not in facts:
        raise Http404(f"There is no question about {fact}")
    try:
        where = AnswerPlace.parse(place)
    except PlaceError as error:
        raise Http404(str(error)) from error
    if where.group and part_at(TeamKeeper(request.seat).read(), where) is None:
        raise Http404(f"This case has no {where}")
    return where, facts[fact]
