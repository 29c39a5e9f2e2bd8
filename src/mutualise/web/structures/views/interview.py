"""The interview: start, one question at a time, check, start again."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutualise.casefile import Answer, with_answer, without_answer
from mutualise.rules import Fact, load_law
from mutualise.structures import load_interview
from mutualise.web.places import address
from mutualise.web.structures.forms import question_form
from mutualise.web.structures.question_pages import answers_page, question_page
from mutualise.web.structures.session import (
    Visit,
    clear_case,
    earlier_case,
    question_before,
    questions_put,
    remember_question,
    save_case,
    visit_of,
)
from mutualise.web.tenancy.access import public

OWN_ANSWERS = "shows a visitor the answers in their own session"


@public("explains the structure finder")
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What you get, how long it takes and what to have ready."""
    visit = visit_of(request)
    context = {
        "interview": load_interview(),
        "visit": visit,
        "has_earlier": bool(earlier_case(request)),
    }
    return render(request, "structures/start.jinja", context)


@public(OWN_ANSWERS)
@never_cache
@require_safe
def next_question(request: HttpRequest) -> HttpResponse:
    """Go to the question that settles most, or to the result when nothing is left to ask."""
    return redirect(_onward(visit_of(request)))


@public(OWN_ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, fact: str) -> HttpResponse:
    """Ask one question; every Continue saves."""
    asked = _fact(fact)
    visit = visit_of(request)
    data = request.POST if request.method == "POST" else None
    form = question_form(asked, data, visit.answered.get(asked.name))
    if request.method == "POST" and form.is_valid():
        case, option = with_answer(visit.case, asked, Answer(form.value), visit.option)
        save_case(request, case, option)
        if "change" not in request.GET:
            remember_question(request, asked.name)
        after = replace(visit, case=case, option=option, put=questions_put(request))
        return redirect(_after(request, visit, after))
    page = question_page(visit, asked, visit.progress(), _back(request, visit, asked))
    return render(request, "structures/question.jinja", {"page": page, "form": form})


@public(OWN_ANSWERS)
@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Check every answer, and change any."""
    visit = visit_of(request)
    return render(request, "structures/answers.jinja", {"page": answers_page(visit)})


@public("changes only the answers in the visitor's own session")
@never_cache
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take one answer away."""
    visit = visit_of(request)
    name = _fact(request.POST.get("fact", "")).name
    save_case(request, without_answer(visit.case, name, visit.option), visit.option)
    return redirect(address("structures:answers"))


@public("forgets only the answers in the visitor's own session")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def restart(request: HttpRequest) -> HttpResponse:
    """Ask first, then forget every answer."""
    if request.method == "POST":
        clear_case(request)
        return redirect(address("structures:index"))
    return render(request, "structures/restart.jinja", {"visit": visit_of(request)})


def _fact(name: str) -> Fact:
    facts = load_law().facts
    if name not in facts or not facts[name].askable or facts[name].collection:
        raise Http404(f"There is no question about {name}")
    return facts[name]


def _onward(visit: Visit) -> str:
    asked = visit.progress().question
    if asked is None:
        return address("structures:result")
    return address("structures:question", fact=asked)


def _after(request: HttpRequest, before: Visit, after: Visit) -> str:
    """Back to where a change began, unless the change has opened new questions."""
    came_from = request.GET.get("change")
    opened = before.progress().question is None and after.progress().question is not None
    if not came_from or opened:
        return _onward(after)
    return address("structures:answers" if came_from == "answers" else "structures:result")


def _back(request: HttpRequest, visit: Visit, asked: Fact) -> str:
    came_from = request.GET.get("change")
    if came_from:
        return address("structures:answers" if came_from == "answers" else "structures:result")
    before = question_before(request, asked.name)
    if before in load_law().facts:
        return address("structures:question", fact=before)
    opening = asked.name in load_interview().opening_questions
    return address("structures:index" if visit.is_empty or opening else "structures:answers")
