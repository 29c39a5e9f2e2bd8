"""What the definition badge shows: which definitions a proposal meets, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from mutualise.derivations.badge import Badge, BadgeLine, derive_badge
from mutualise.rules import load_law
from mutualise.rules.facts import written_date
from mutualise.structures.mutual_definitions import load_definition_content
from mutualise.web.casefile.store import read_case_of
from mutualise.web.design.components import Link
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat

# The questions that settle most; the rest come when these are answered.
_MOST_QUESTIONS = 5


@dataclass(frozen=True)
class ShownLine:
    """One definition, with its finding as a tag."""

    label: str
    text: str
    word: str
    colour: str


@dataclass(frozen=True)
class BadgePage:
    """The badge of one option of a case."""

    badge: Badge
    lines: tuple[ShownLine, ...]
    options: tuple[Link, ...]
    questions: tuple[Link, ...]
    day: str
    may_change: bool


def badge_page(seat: Seat, asked: str | None) -> BadgePage:
    """The badge of the option asked for, else of the first, else of the present position."""
    here = seat.workspace.address
    case = read_case_of(seat.workspace).case
    option = asked if asked in case.options else next(iter(case.options), None)
    badge = derive_badge(load_law(), case, option, as_at=timezone.localdate())
    page = reverse("casefile:badge", args=(here,))
    return BadgePage(
        badge=badge,
        lines=tuple(_line(line) for line in badge.lines),
        options=tuple(
            Link(held.title, f"{page}?option={name}") for name, held in case.options.items()
        ),
        questions=tuple(
            Link(question.ask, reverse("team-structures:question", args=(here, question.fact)))
            for question in badge.questions[:_MOST_QUESTIONS]
        ),
        day=written_date(badge.day),
        may_change=seat.may(Permission.CHANGE_CASE),
    )


def _line(line: BadgeLine) -> ShownLine:
    shown = load_definition_content().words[line.word]
    return ShownLine(line.label, line.text, shown.label, shown.colour)
