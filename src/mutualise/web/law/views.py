"""Pages that explain the law behind the answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mutualise.rules import UnknownRuleError, load_law
from mutualise.rules import manual as rule_manual
from mutualise.structures import load_forms
from mutualise.web.errors import ErrorPage, error_response
from mutualise.web.law.form_pages import contracts_page, form_page, forms_page
from mutualise.web.law.manual_pages import chapter_page, manual_page
from mutualise.web.law.pages import index_page, topic_page
from mutualise.web.law.reference_pages import figures_page, sources_page
from mutualise.web.law.rule_filters import FindRules
from mutualise.web.law.rule_page import rule_page
from mutualise.web.tenancy.access import public

EXPLAINS = "explains the law; holds no team's data"


@public(EXPLAINS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How we read the law, and a way to every rule."""
    if {"topic", "words"} & set(request.GET):
        # The search was once on this page, and people keep addresses.
        return redirect(f"{reverse('law:rules')}?{request.GET.urlencode()}", permanent=True)
    page = index_page(load_law(), timezone.localdate())
    return render(request, "law/index.jinja", {"page": page, "form": FindRules()})


@public(EXPLAINS)
@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule; an id in small letters leads to the canonical one."""
    law = load_law()
    try:
        found = law.rule(rule_id)
    except UnknownRuleError as error:
        what_to_do = (f"{error}", "Go to “Read the law” in the menu to see every rule.")
        return error_response(request, ErrorPage(404, "Rule not found", what_to_do))
    if found.id != rule_id:
        return redirect("law:rule", rule_id=found.id, permanent=True)
    page = rule_page(law, found, timezone.localdate())
    return render(request, "law/rule.jinja", {"page": page})


@public(EXPLAINS)
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The rules on one topic."""
    law = load_law()
    if topic not in law.topics:
        raise Http404(f"There is no topic called {topic}")
    return render(request, "law/topic.jinja", {"page": topic_page(law, law.topics[topic])})


@public(EXPLAINS)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Everything that was read, and what rests on it."""
    return render(request, "law/sources.jinja", {"page": sources_page(load_law())})


@public(EXPLAINS)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure in the law base, with its dates."""
    page = figures_page(load_law(), timezone.localdate())
    return render(request, "law/figures.jinja", {"page": page})


@public(EXPLAINS)
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """The legal forms."""
    return render(request, "law/forms.jinja", {"page": forms_page()})


@public(EXPLAINS)
@require_safe
def form(request: HttpRequest, form: str) -> HttpResponse:
    """One legal form."""
    known = load_forms()
    if form not in known:
        raise Http404(f"There is no legal form called {form}")
    page = form_page(load_law().at(timezone.localdate()), known[form])
    return render(request, "law/form.jinja", {"page": page})


@public(EXPLAINS)
@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """The contracts a team may hold or want."""
    page = contracts_page(load_law().at(timezone.localdate()))
    return render(request, "law/contracts.jinja", {"page": page})


@public(EXPLAINS)
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    """The chapters of the manual."""
    return render(request, "law/manual.jinja", {"page": manual_page(load_law())})


@public(EXPLAINS)
@require_safe
def manual_chapter(request: HttpRequest, topic: str) -> HttpResponse:
    """Worked situations on one topic."""
    chapter = rule_manual.manual_chapter(load_law(), topic)
    if chapter is None:
        raise Http404(f"The manual has no chapter called {topic}")
    return render(request, "law/manual_chapter.jinja", {"page": chapter_page(chapter)})
