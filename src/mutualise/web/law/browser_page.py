"""What the rule browser shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from mutualise.calendars.words import written_date
from mutualise.derivations.rulebook import Rulebook
from mutualise.derivations.rulebook.book import RuleEntry
from mutualise.rules.freshness import Stale
from mutualise.web.law.rule_filters import Chosen, FilterRules
from mutualise.web.law.wording import CONFIDENCE, cautions, counted


@dataclass(frozen=True)
class FoundRule:
    """One rule among those found."""

    id: str
    address: str
    statement: str
    topic: str
    provision: str
    confidence: str
    checked: str
    text: str
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class BrowserPage:
    """The rules that were asked for, and how to ask for others."""

    heading: str
    total: str
    rules: tuple[FoundRule, ...]
    chosen: tuple[Chosen, ...]
    query: str
    as_at: str
    advice: tuple[str, ...]


def browser_page(book: Rulebook, form: FilterRules) -> BrowserPage:
    """The page for a form that is valid, or for one that nobody filled in."""
    found = book.select(form.wanted, form.order)
    chosen = tuple(form.chosen())
    return BrowserPage(
        heading=_heading(len(found), filtered=bool(chosen)),
        total=counted(len(book.entries)),
        rules=tuple(_found(book, entry) for entry in found),
        chosen=chosen,
        query=form.query,
        as_at=written_date(book.day),
        advice=() if found else tuple(_advice(form)),
    )


def _heading(number: int, *, filtered: bool) -> str:
    if not filtered:
        return f"All {counted(number)}"
    return f"{counted(number)} found" if number else "No rule found"


def _found(book: Rulebook, entry: RuleEntry) -> FoundRule:
    rule = entry.rule
    return FoundRule(
        id=rule.id,
        address=reverse("law:rule", args=[rule.id]),
        statement=rule.statement,
        topic=book.edition.base.topics[rule.topic].label,
        provision=rule.provision,
        confidence=CONFIDENCE[rule.confidence].label,
        checked=written_date(rule.checked),
        text=_text(entry),
        cautions=cautions(rule),
    )


def _text(entry: RuleEntry) -> str:
    if entry.text.oldest is not None:
        dated = f"{entry.text.oldest:%B %Y}"
        return f"{dated}, and one without a date" if entry.text.undated else dated
    return "No date" if entry.text.undated else "No text"


def _advice(form: FilterRules) -> Iterator[str]:
    """What to try when nothing was found, for the filters that are on."""
    wanted = form.wanted
    if wanted.words:
        yield "Use fewer words, or other words for the same thing."
    if wanted.section and wanted.statute:
        yield "Leave out the section: the rules on the whole Act or regulations are then shown."
    if any(stale is not Stale.MEMORY for stale in wanted.stale):
        yield "Choose a shorter time: it may be that no rule is that old."
    yield "Take away one of the filters above."
