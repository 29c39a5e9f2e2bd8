"""The words for what a rule record holds as a code: how sure, which kind, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mutualise.rules import Confidence, Effect, Rule, RuleKind
from mutualise.rules.cards import MEMORY
from mutualise.rules.model import Status


@dataclass(frozen=True)
class Worded:
    """A code in a word or two, and what that means."""

    label: str
    means: str


CONFIDENCE: Final[Mapping[Confidence, Worded]] = {
    Confidence.HIGH: Worded(
        "High", "We read it in the law or in official guidance, and the words are clear."
    ),
    Confidence.MEDIUM: Worded(
        "Medium",
        "Part of it could be read in another way, or we have not read all of it in the newest "
        "text. Check before you rely on it.",
    ),
    Confidence.LOW: Worded(
        "Low",
        "We could not check it well, or the law itself is not clear. Take advice before you "
        "rely on it.",
    ),
}

KIND: Final[Mapping[RuleKind, Worded]] = {
    RuleKind.DEFINITION: Worded(
        "Decides a question", "It says when the answer to a question is yes, and when it is no."
    ),
    RuleKind.CONSEQUENCE: Worded(
        "Says what follows", "It says what follows when its conditions are met."
    ),
    RuleKind.GUIDANCE: Worded(
        "Good to know", "It has no conditions. It tells you something you need to know."
    ),
}

EFFECT: Final[Mapping[Effect, str]] = {
    Effect.PERMIT: "It allows something",
    Effect.FORBID: "It rules something out",
    Effect.REQUIRE: "It says what you must do",
    Effect.RISK: "It warns of a risk",
    Effect.INFO: "It tells you something",
}


def day_in_words(day: dt.date) -> str:
    """24 November 2026."""
    return f"{day.day} {day:%B %Y}"


def text_date_in_words(written: str) -> str:
    """The date of a text as a source record has it: a plain date in words, else as it is."""
    try:
        return day_in_words(dt.date.fromisoformat(written))
    except ValueError:
        return written


def in_force(rule: Rule, today: dt.date) -> str:
    """Whether and since when a rule is law, in a sentence."""
    if rule.status is Status.EXPECTED:
        return "Not law yet. It is expected, or not settled."
    if rule.status is Status.SUPERSEDED:
        return f"No longer in force{_until(rule)}. Kept for answers as at an earlier date."
    if rule.in_force_from is None:
        return "In force when we checked it. We did not record when it began."
    begun = day_in_words(rule.in_force_from)
    if rule.in_force_from > today:
        return f"Not in force yet. It starts on {begun}."
    if rule.in_force_to is not None and rule.in_force_to <= today:
        return f"No longer in force{_until(rule)}."
    return f"In force since {begun}{_until(rule)}."


def _until(rule: Rule) -> str:
    if rule.in_force_to is None:
        return ""
    return f", until {day_in_words(rule.in_force_to - dt.timedelta(days=1))}"


def cautions(rule: Rule) -> tuple[str, ...]:
    """What a reader must know before relying on a rule, in a few words each."""
    found = []
    if MEMORY in rule.sources:
        found.append("From memory, not yet checked")
    if rule.status is Status.EXPECTED:
        found.append("Not law yet")
    if rule.status is Status.SUPERSEDED:
        found.append("No longer in force")
    return tuple(found)
