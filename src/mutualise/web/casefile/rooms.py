"""What the case has to do on the home page of a team, and what of it can be shared."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from mutualise.casefile import CaseFile, case_answers, case_collections
from mutualise.rules import load_law
from mutualise.structures import progress
from mutualise.web.casefile import selectors
from mutualise.web.casefile.history_pages import revision_lines
from mutualise.web.casefile.pages import section_tasks
from mutualise.web.casefile.store import StoredCase, read_case_of
from mutualise.web.design.components import Link, Task
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat
from mutualise.web.workspaces.rooms import NextStep

RECENT = 5


def case_tasks(seat: Seat) -> Iterator[Task]:
    """The sections of the case."""
    if seat.may(Permission.READ_CASE):
        yield from section_tasks(seat, _stored(seat))


def structure_tasks(seat: Seat) -> Iterator[Task]:
    """What the law says, worked out from the case."""
    if not seat.may(Permission.READ_CASE):
        return
    here = seat.workspace.address
    case = _stored(seat).case
    asked = bool(case.present or case.options)
    owners = case.collections.get("owners")
    status = "Ready to read" if asked else "Not yet started"
    yield Task("Which form can hold the contract", status, _to("structures:result", here))
    listed = f"{len(owners.items)} listed" if owners else "Not yet started"
    yield Task("Check the owners one by one", listed, _to("owners:index", here))
    yield Task(
        "Which definitions of a mutual you meet", status, reverse("casefile:badge", args=(here,))
    )
    options = len(case.options)
    several = "Ready to read" if options > 1 else "Add a second option"
    yield Task(
        "Compare your options side by side",
        several,
        _to("structures:compare", here)
        if options > 1
        else reverse("casefile:options", args=(here,)),
    )
    yield Task("Two pages for your next meeting", status, _to("structures:note", here))


def case_step(seat: Seat) -> NextStep | None:
    """The question that settles most, for someone who can answer it."""
    if not seat.may(Permission.READ_CASE):
        return None
    here = seat.workspace.address
    case = _stored(seat).case
    if not seat.may(Permission.CHANGE_CASE):
        link = Link("See what the law says", _to("structures:result", here))
        return NextStep("Next for you: read what the law says of the answers.", link)
    if not (case.present or case.options):
        link = Link("Answer the first questions", _to("structures:next", here))
        return NextStep("Next: tell us about your team and its contract.", link)
    asked = next_question(case)
    if asked is None:
        link = Link("See what the law says", _to("structures:result", here))
        return NextStep(
            "Enough is answered for a first result. It says what is still to confirm.", link
        )
    fact = load_law().facts[asked]
    return NextStep(f"Next: {fact.ask}", Link("Answer this question", _to("structures:next", here)))


def next_question(case: CaseFile) -> str | None:
    """What to ask about the first option next, None when nothing is left that matters."""
    option = next(iter(case.options), None)
    answers = case_answers(case, option)
    held = {**case.present, **(case.options[option].answers if option else {})}
    not_known = frozenset(name for name, answer in held.items() if answer.value is None)
    found = progress(
        load_law().at(case.as_at or timezone.localdate()),
        answers,
        not_known=not_known,
        collections=case_collections(case),
    )
    return found.question


def recent_changes(seat: Seat) -> Iterator[str]:
    """The last saves of the case."""
    if seat.may(Permission.READ_CASE):
        rows = selectors.recent_revisions(seat.workspace, RECENT)
        yield from revision_lines(seat.workspace, rows)


def _stored(seat: Seat) -> StoredCase:
    """The case, read once for all the rooms of a home page."""
    return seat.once("case", read_case_of)


def _to(name: str, here: str) -> str:
    return reverse(f"team-{name}", args=(here,))
