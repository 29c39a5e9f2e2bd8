"""What the page of one rule shows: the rule card, put into words and linked to its neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.expressions import Expression, Literal, Quantified
from mutualise.rules import Edition, Finding, LawBase, Rule, RuleKind
from mutualise.rules.cards import RuleCard, rule_card
from mutualise.rules.model import Inference, Link, Qualifier, Source
from mutualise.rules.words import name_clause
from mutualise.structures import load_contracts, load_finding_words
from mutualise.web.law.clauses import Clause, clauses, in_a_sentence
from mutualise.web.law.pages import RuleLine, rule_lines
from mutualise.web.law.uses import inferences_for, qualified_by
from mutualise.web.law.wording import (
    CONFIDENCE,
    EFFECT,
    KIND,
    Worded,
    day_in_words,
    in_force,
    text_date_in_words,
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
class FilledView:
    """An answer in the condition that other answers give."""

    when: str
    says: str
    because: str
    provision: str
    binding: bool


@dataclass(frozen=True)
class SourceView:
    """A text that was read for the rule."""

    id: str
    title: str
    url: str
    text: str
    how: str


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
    used_by: tuple[RuleLine, ...]
    contracts: tuple[str, ...]
    place: str
    as_at: str


def rule_page(law: LawBase, rule: Rule, today: dt.date) -> RulePage:
    """Everything about a rule as at a day."""
    card, edition = rule_card(law, rule, today), law.at(today)
    tree = law.trees.get(rule.id)
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
        links=rule.links,
        condition=None if tree is None else clauses(edition, tree),
        condition_heading=_condition_heading(rule),
        written=card.written,
        figures=tuple(_figures(card)),
        filled=tuple(_filled(edition, inference) for inference in inferences_for(law, rule)),
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
        checked=day_in_words(rule.checked),
        sources=tuple(_source(source) for source in card.sources),
        used_by=rule_lines(law, card.used_by),
        contracts=tuple(
            contract.label
            for contract in load_contracts().values()
            if rule.defines and contract.definition == rule.defines
        ),
        place=card.place,
        as_at=day_in_words(today),
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
            since=f"since {day_in_words(since)}" if since else "",
            source=figure.source,
        )


def _filled(edition: Edition, inference: Inference) -> FilledView:
    fact, value = edition.facts[inference.fact], edition.base.trees[f"{inference.id} value"]
    says = (
        fact.clause(value.value)
        if isinstance(value, Literal)
        else f"“{fact.label}” is worked out from other answers"
    )
    return FilledView(
        when=_when(edition, edition.base.trees.get(f"{inference.id} when")),
        says=says,
        because=inference.because,
        provision=inference.provision,
        binding=inference.binding,
    )


def _when(edition: Edition, tree: Expression | None) -> str:
    if isinstance(tree, Quantified):
        return f"you list the {tree.collection} one by one"
    return "" if tree is None else in_a_sentence(clauses(edition, tree))


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


def _source(source: Source) -> SourceView:
    parts = []
    if source.text_date:
        parts.append(f"Date of the text: {text_date_in_words(source.text_date)}.")
    if source.checked:
        parts.append(f"Checked on {day_in_words(source.checked)}.")
    how = f"Read in {source.read_via}." if source.read_via else ""
    return SourceView(source.id, source.title, source.url, " ".join(parts), how)
