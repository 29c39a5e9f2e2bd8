"""What the pages on the routes show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from mutualise.publishing import Block, Run, words_of
from mutualise.rules import Reason, Rule
from mutualise.rules.cards import MEMORY
from mutualise.rules.facts import written_date
from mutualise.structures import load_contracts, load_finding_words
from mutualise.structures.route_answer import RouteAnswer, StepAnswer
from mutualise.structures.route_document import (
    body,
    finding_label,
    opening,
    overall,
    route_document,
)
from mutualise.structures.routes import Route, load_parts, load_routes
from mutualise.web.design.components import Link
from mutualise.web.law.wording import CONFIDENCE, text_date_in_words
from mutualise.web.structures.sentences import sentence


@dataclass(frozen=True)
class Finding:
    """What the law finds of one contract."""

    contract: str
    label: str


@dataclass(frozen=True)
class RouteLine:
    """A route in the list of all."""

    link: Link
    pdf: Link
    about: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class IndexPage:
    """All routes."""

    routes: tuple[RouteLine, ...]
    day: str


@dataclass(frozen=True)
class WhyLine:
    """A line of an explanation, with its rule."""

    text: str
    rule: Link | None
    because: tuple[WhyLine, ...]


@dataclass(frozen=True)
class WhyStep:
    """Why the law finds what it finds at a step, for each contract, and what that assumes."""

    title: str
    found: tuple[tuple[str, WhyLine], ...]
    assumes: tuple[str, ...]


@dataclass(frozen=True)
class LawLine:
    """A rule that decides: where it stands, what was read, how sure we are."""

    rule: Link
    provision: str
    text_date: str
    checked: str
    confidence: str
    unread: bool


@dataclass(frozen=True)
class SourceLine:
    """Something read for the routes alone."""

    anchor: str
    link: Link
    text_date: str
    note: str


@dataclass(frozen=True)
class RoutePage:
    """One route."""

    title: str
    opening: tuple[Block, ...]
    body: tuple[Block, ...]
    pdf: Link
    short_names: tuple[tuple[str, str], ...]
    why: tuple[WhyStep, ...]
    law: tuple[LawLine, ...]
    sources: tuple[SourceLine, ...]
    others: tuple[Link, ...]
    links: Mapping[str, str]
    day: str

    def href(self, run: Run) -> str:
        """Where the words of a run lead; nothing if they lead nowhere."""
        return self.links.get(run.ref, "")


def index_page(answers: list[RouteAnswer]) -> IndexPage:
    """All routes, and what the law of today finds of each."""
    return IndexPage(tuple(_line(answer) for answer in answers), written_date(answers[0].day))


def route_page(answer: RouteAnswer) -> RoutePage:
    """One route, with everything behind it."""
    route = answer.route
    sources = tuple(_sources(route))
    return RoutePage(
        title=route.title,
        opening=opening(answer),
        body=body(answer),
        pdf=_pdf_link(route),
        short_names=tuple(_short_names(answer)),
        why=tuple(_why(answer, step) for step in answer.steps),
        law=tuple(_law(answer, rule) for rule in answer.deciding()),
        sources=sources,
        others=tuple(
            _route_link(other) for other in load_routes().values() if other.id != route.id
        ),
        links=_links(answer),
        day=written_date(answer.day),
    )


def _line(answer: RouteAnswer) -> RouteLine:
    findings = tuple(
        Finding(load_contracts()[contract].short, finding_label(finding))
        for contract, finding in overall(answer).items()
    )
    return RouteLine(
        _route_link(answer.route), _pdf_link(answer.route), answer.route.about, findings
    )


def _route_link(route: Route) -> Link:
    return Link(route.title, reverse("routes:route", kwargs={"route": route.id}))


def _pdf_link(route: Route) -> Link:
    href = reverse("routes:pdf", kwargs={"route": route.id})
    return Link("Two pages to forward (PDF)", href, f"about: {route.title}")


def _rule_link(rule: Rule) -> Link:
    return Link(rule.id, reverse("law:rule", kwargs={"rule_id": rule.id}))


def _why(answer: RouteAnswer, step: StepAnswer) -> WhyStep:
    contracts = load_contracts()
    words = load_finding_words()
    found = tuple(
        (
            f"{contracts[item.contract].short}: {words[item.finding.value].label}",
            _why_line(answer, item.reason),
        )
        for item in step.found
    )
    return WhyStep(step.step.title, found, tuple(map(sentence, step.assumes)))


def _why_line(answer: RouteAnswer, reason: Reason) -> WhyLine:
    rules = answer.edition.base.rules
    return WhyLine(
        sentence(reason.text),
        _rule_link(rules[reason.rule]) if reason.rule else None,
        tuple(_why_line(answer, inner) for inner in reason.because),
    )


def _law(answer: RouteAnswer, rule: Rule) -> LawLine:
    sources = answer.edition.base.sources
    dates = dict.fromkeys(sources[key].text_date for key in rule.sources if sources[key].text_date)
    return LawLine(
        rule=_rule_link(rule),
        provision=rule.provision,
        text_date="; ".join(map(text_date_in_words, dates)),
        checked=written_date(rule.checked),
        confidence=CONFIDENCE[rule.confidence].label,
        unread=MEMORY in rule.sources,
    )


def _short_names(answer: RouteAnswer) -> Iterator[tuple[str, str]]:
    """The short names that the page uses, with what they mean."""
    used = set(re.findall(r"[A-Z]+", " ".join(words_of(route_document(answer)))))
    return ((name, means) for name, means in load_parts().short_names.items() if name in used)


def _sources(route: Route) -> Iterator[SourceLine]:
    own = load_parts().sources
    cited = dict.fromkeys(key for claim in route.cited() for key in claim.sources)
    for key in cited:
        if key in own:
            source = own[key]
            link = Link(source.title, source.url)
            yield SourceLine(f"source-{key}", link, source.text_date, source.note)


def _links(answer: RouteAnswer) -> dict[str, str]:
    law, own = answer.edition.base, load_parts().sources
    links = {f"rule:{rule.id}": _rule_link(rule).href for rule in law.rules.values()}
    place = reverse("law:sources")
    links |= {f"source:{key}": f"{place}#{key}" for key in law.sources}
    return links | {f"source:{key}": f"#source-{key}" for key in own}
