"""How the manual asks: a few facts in, a finding and its reasons out."""

from __future__ import annotations

import datetime as dt

from mutualise.rules import Reason, load_law
from mutualise.structures import answer_structures

DAY = dt.date(2026, 11, 24)


def ask(facts: str):
    """Facts written one to a line, "name: value", with yes, no and numbers; then the answer."""
    law = load_law()
    answers = {}
    for line in filter(str.strip, facts.splitlines()):
        name, _, value = line.strip().partition(": ")
        answers[name] = law.facts[name].read(int(value) if value.isdigit() else value)
    return answer_structures(law.at(DAY), answers)


def finding(facts: str) -> str:
    """The finding on the form and contract named."""
    return ask(facts).holding.result.finding.value


def reasons(facts: str) -> list[str]:
    """The deciding clauses, outermost first."""
    return _texts(ask(facts).holding.reason)


def changes(facts: str) -> list[list[str]]:
    """Each way to a yes: "change: ..." and "confirm: ..." clauses."""
    return [
        [f"{'change' if step.change else 'confirm'}: {step.text}" for step in remedy.steps]
        for remedy in ask(facts).holding.remedies.remedies
    ]


def _texts(reason: Reason) -> list[str]:
    return [reason.text, *(text for line in reason.because for text in _texts(line))]
