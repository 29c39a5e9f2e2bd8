"""The page for two people who changed the same answer: both are shown, and one chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mutualise.casefile import Answer
from mutualise.casefile.merging import Clash
from mutualise.rules import load_law
from mutualise.rules.facts import written_date
from mutualise.web.casefile.actions import ChangedMeanwhile
from mutualise.web.casefile.keeper import SEEN
from mutualise.web.casefile.selectors import said_by

_CONFLICT = 409
_PARTS = {"parts": "An option or an item", "complete": "A list"}


@dataclass(frozen=True)
class ClashLine:
    """One part that two people changed, in words."""

    label: str
    theirs: str
    who_and_when: str
    mine: str


@dataclass(frozen=True)
class MeanwhilePage:
    """What others changed while this person was answering.

    `sent` is what the form brought, to be sent once more; `with_files` says that it also
    brought files, which cannot be.
    """

    lines: tuple[ClashLine, ...]
    sent: tuple[tuple[str, str], ...]
    seen: int
    back: str
    with_files: bool


def meanwhile_response(request: HttpRequest, change: ChangedMeanwhile) -> HttpResponse:
    """Show both, with a form that saves this person's answer after all."""
    page = MeanwhilePage(
        lines=tuple(_line(request, clash) for clash in change.clashes),
        sent=tuple(_sent(request)),
        seen=change.now.revision,
        back=request.get_full_path(),
        with_files=bool(request.FILES),
    )
    return render(request, "casefile/meanwhile.jinja", {"page": page}, status=_CONFLICT)


def _sent(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in {SEEN, "csrfmiddlewaretoken"}:
            yield from ((name, str(value)) for value in values)


def _line(request: HttpRequest, clash: Clash) -> ClashLine:
    if clash.answer is None:
        label = {"parts": "An option or an item", "complete": "A list"}.get(
            clash.path[0], "The case"
        )
        return ClashLine(label, "Changed by a colleague", "", "Your change")
    place, fact = clash.answer
    said = said_by(request.seat.workspace, str(place), fact)  # type: ignore[attr-defined]
    when = timezone.localtime(said.at) if said else None
    who_and_when = (
        f"{said.who}, {written_date(when.date())} at {when:%H:%M}" if said and when else ""
    )
    return ClashLine(
        label=load_law().facts[fact].label,
        theirs=_written(fact, clash.theirs),
        who_and_when=who_and_when,
        mine=_written(fact, clash.mine),
    )


def _written(fact: str, answer: Answer | None) -> str:
    if answer is None:
        return "Taken away"
    return load_law().facts[fact].written(answer.value)
