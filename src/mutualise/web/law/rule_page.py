"""What the page of one rule shows: the rule card, put into words and linked to its neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.derivations.rulebook import rulebook
from mutualise.rules import Edition, Finding, LawBase, Rule, RuleKind
from mutualise.rules.cards import RuleCard, rule_card
from mutualise.rules.model import Qualifier
from mutualise.rules.open_points import points_on
from mutualise.rules.words import name_clause
from mutualise.structures import load_finding_words
from mutualise.web.design.components import Link
from mutualise.web.law.clauses import Clause, clauses
from mutualise.web.law.depending import DependingView, depending_view
from mutualise.web.law.filled import FilledView, filled
from mutualise.web.law.open_points_page import PointView, point_view
from mutualise.web.law.pages import RuleLine, rule_lines
from mutualise.web.law.provision_view import (
    SourceView,
    StatuteUse,
    law_links,
    read_links,
    source_view,
    stale_warning,
    statute_uses,
)
from mutualise.web.law.uses import inferences_for, qualified_by
from mutualise.web.law.wording import (
    CONFIDENCE,
    EFFECT,
    KIND,
    Worded,
    in_force,
)


@dataclass(frozen=True)
class FigureView:
    """A figure that the condition uses."""

    name: str
    label: str
    value: str
    since: str
    source: str


@dataclass(frozen=True)
class ExceptionView:
    """A rule that can displace this one, and what happens when nobody has said whether it does."""

    rule: RuleLine
    then: str
    unknown: str


@dataclass(frozen=True)
class QualifiedView:
    """Findings that this rule makes less certain."""

    about: tuple[Clause, ...]
    change: str
    when: Clause | None


@dataclass(frozen=True)
class RulePage:
    """One rule, whole."""

    id: str
    topic: str
    topic_label: str
    statement: str
    kind: Worded
    effect: str
    in_force: str
    from_memory: bool
    provision: str
    links: tuple[Link, ...]
    read_links: tuple[Link, ...]
    statutes: tuple[StatuteUse, ...]
    condition: Clause | None
    condition_heading: str
    written: str
    figures: tuple[FigureView, ...]
    filled: tuple[FilledView, ...]
    consequence: str
    otherwise: str
    exceptions: tuple[ExceptionView, ...]
    exception_to: RuleLine | None
    exception_then: str
    qualifies: tuple[QualifiedView, ...]
    qualified_by: tuple[RuleLine, ...]
    ask_solicitor: str
    correction: str
    note: str
    confidence: Worded
    checked: str
    sources: tuple[SourceView, ...]
    stale: str
    points: tuple[PointView, ...]
    depending: DependingView
    place: str
    as_at: str


def rule_page(law: LawBase, rule: Rule, today: dt.date) -> RulePage:
    """Everything about a rule as at a day."""
    card, edition = rule_card(law, rule, today), law.at(today)
    book = rulebook(law, today)
    entry = book.entries[rule.id]
    tree = law.trees.get(rule.id)
    links = law_links(entry)
    return RulePage(
        id=rule.id,
        topic=rule.topic,
        topic_label=law.topics[rule.topic].label,
        statement=rule.statement,
        kind=KIND[rule.kind],
        effect=EFFECT[rule.effect],
        in_force=in_force(rule, today),
        from_memory=card.from_memory,
        provision=rule.provision,
        links=links,
        read_links=() if links else read_links(card.sources),
        statutes=statute_uses(book, entry),
        condition=None if tree is None else clauses(edition, tree),
        condition_heading=_condition_heading(rule),
        written=card.written,
        figures=tuple(_figures(card)),
        filled=tuple(filled(edition, inference) for inference in inferences_for(law, rule)),
        consequence=rule.consequence,
        otherwise=rule.otherwise,
        exceptions=tuple(_exception(law, other) for other in card.exceptions),
        exception_to=_one_line(law, rule.exception_to),
        exception_then=_displaces(rule) if rule.exception_to else "",
        qualifies=tuple(_qualifies(edition, rule)),
        qualified_by=rule_lines(law, qualified_by(law, rule.defines)) if rule.defines else (),
        ask_solicitor=rule.ask_solicitor,
        correction=rule.correction,
        note=rule.note,
        confidence=CONFIDENCE[rule.confidence],
        checked=written_date(rule.checked),
        sources=tuple(source_view(source, today) for source in card.sources),
        stale=stale_warning(entry),
        points=tuple(point_view(law, point) for point in points_on(law, rule.id)),
        depending=depending_view(edition, entry.dependents),
        place=card.place,
        as_at=written_date(today),
    )


def _condition_heading(rule: Rule) -> str:
    return "When the answer is yes" if rule.kind is RuleKind.DEFINITION else "When it applies"


def _one_line(law: LawBase, rule_id: str) -> RuleLine | None:
    return rule_lines(law, [law.rules[rule_id]])[0] if rule_id else None


def _figures(card: RuleCard) -> Iterator[FigureView]:
    for figure in card.figures:
        since = figure.in_force_from
        yield FigureView(
            name=figure.name,
            label=figure.label,
            value=figure.value,
            since=f"since {written_date(since)}" if since else "",
            source=figure.source,
        )


def _exception(law: LawBase, other: Rule) -> ExceptionView:
    unknown = (
        "If nobody has said whether it applies, this rule stands and we say so beside the answer."
        if other.when_unknown == "rule_stands"
        else "If nobody has said whether it applies, the answer is not known."
    )
    return ExceptionView(rule_lines(law, [other])[0], _displaces(other), unknown)


def _displaces(rule: Rule) -> str:
    return f"When it applies, the answer is {'yes' if rule.gives else 'no'} instead."


def _qualifies(edition: Edition, rule: Rule) -> Iterator[QualifiedView]:
    for index, qualifier in enumerate(rule.qualifies):
        tree = edition.base.trees.get(f"{rule.id} qualifies {index}")
        yield QualifiedView(
            about=tuple(
                Clause(
                    f"whether {name_clause(edition, name, value=True)}",
                    rule=edition.base.definitions[name][0].id,
                )
                for name in qualifier.findings
            ),
            change=_change(qualifier),
            when=None if tree is None else clauses(edition, tree),
        )


def _change(qualifier: Qualifier) -> str:
    words = load_finding_words()
    was = words[Finding(qualifier.from_).value].label
    return f"“{was}” becomes “{words[qualifier.to.value].label}”"
