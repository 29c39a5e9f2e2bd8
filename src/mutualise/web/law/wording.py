"""The words for what a rule record holds as a code: how sure, which kind, since when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.derivations.rulebook import Order
from mutualise.rules import Confidence, Effect, Rule, RuleKind
from mutualise.rules.cards import MEMORY
from mutualise.rules.freshness import Stale, Standing
from mutualise.rules.model import Status
from mutualise.rules.open_points import Answered


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


STANDING: Final[Mapping[Standing, str]] = {
    Standing.IN_FORCE: "In force",
    Standing.EXPECTED: "Not law yet",
    Standing.SUPERSEDED: "No longer in force",
}

STALE: Final[Mapping[Stale, str]] = {
    Stale.CHECKED_3: "Checked 3 months ago or more",
    Stale.CHECKED_6: "Checked 6 months ago or more",
    Stale.CHECKED_12: "Checked 12 months ago or more",
    Stale.TEXT_2: "A text that we read is 2 years old or more",
    Stale.TEXT_5: "A text that we read is 5 years old or more",
    Stale.TEXT_10: "A text that we read is 10 years old or more",
    Stale.UNDATED: "A text that we read has no date",
    Stale.MEMORY: "From memory, not yet checked",
}

ORDERS: Final[Mapping[Order, str]] = {
    Order.ID: "Rule number",
    Order.CHECKED: "Checked longest ago first",
    Order.CONFIDENCE: "Least sure first",
    Order.TEXT: "No date or oldest text first",
}

ANSWERED: Final[Mapping[Answered, Worded]] = {
    Answered.OPEN: Worded("Open", "We looked and did not find the answer."),
    Answered.PARTLY: Worded("Partly answered", "We know part of the answer."),
    Answered.CLOSED: Worded("Closed", "We found the answer, and the rules have it."),
}


def counted(number: int) -> str:
    """1 rule, 2 rules."""
    return f"{number} rule" if number == 1 else f"{number} rules"


def text_date_in_words(written: str) -> str:
    """The date of a text as a source record has it: a plain day or month in words, else as is."""
    try:
        return written_date(dt.date.fromisoformat(written))
    except ValueError:
        month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", written)
        return f"{dt.date(int(month[1]), int(month[2]), 1):%B %Y}" if month else written


def in_force(rule: Rule, today: dt.date) -> str:
    """Whether and since when a rule is law, in a sentence."""
    if rule.status is Status.EXPECTED:
        return "Not law yet. It is expected, or not settled."
    if rule.status is Status.SUPERSEDED:
        return f"No longer in force{_until(rule)}. Kept for answers as at an earlier date."
    if rule.in_force_from is None:
        return "In force when we checked it. We did not record when it began."
    begun = written_date(rule.in_force_from)
    if rule.in_force_from > today:
        return f"Not in force yet. It starts on {begun}."
    if rule.in_force_to is not None and rule.in_force_to <= today:
        return f"No longer in force{_until(rule)}."
    return f"In force since {begun}{_until(rule)}."


def _until(rule: Rule) -> str:
    if rule.in_force_to is None:
        return ""
    return f", until {written_date(rule.in_force_to - dt.timedelta(days=1))}"


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
