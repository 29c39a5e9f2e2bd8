"""What the pages about earlier states of a case show: each save, snapshots, differences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from mutualise.casefile import Answer, CaseFile, answers_in, place_title
from mutualise.casefile.difference_words import by_place, difference_words
from mutualise.casefile.differences import differences
from mutualise.rules import load_law
from mutualise.rules.facts import written_date
from mutualise.structures.sections import load_sections, of_section
from mutualise.web.casefile import selectors
from mutualise.web.casefile.models import Revision, Snapshot
from mutualise.web.casefile.selectors import Said
from mutualise.web.casefile.store import read_case_of
from mutualise.web.design.components import Link
from mutualise.web.tenancy.models import Workspace
from mutualise.web.tenancy.seats import Seat

# Saves on one page of the history.
_PAGE = 50


@dataclass(frozen=True)
class HistoryPage:
    """The saves of a case, the newest first; `older` leads on."""

    lines: tuple[Link, ...]
    older: str


@dataclass(frozen=True)
class StateSection:
    """The answers of a section as they stood, by place."""

    title: str
    places: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class StatePage:
    """A whole case as it stood."""

    title: str
    about: str
    note: str
    sections: tuple[StateSection, ...]


@dataclass(frozen=True)
class ChangesPage:
    """What changed between two states of a case, place by place, in words."""

    title: str
    about: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def history_page(seat: Seat, before: int | None) -> HistoryPage:
    """A page of the history."""
    here = seat.workspace.address
    rows = selectors.recent_revisions(seat.workspace, _PAGE + 1, before)
    shown = rows[:_PAGE]
    more = len(rows) > _PAGE
    return HistoryPage(
        tuple(
            Link(line, reverse("casefile:revision", args=(here, row.number)))
            for line, row in zip(revision_lines(seat.workspace, shown), shown, strict=True)
        ),
        f"{reverse('casefile:history', args=(here,))}?before={shown[-1].number}" if more else "",
    )


def snapshot_page(snapshot: Snapshot) -> StatePage:
    """The case as it stood when a snapshot was named."""
    case = read_case_of(snapshot.workspace, snapshot.revision).case
    said = Said(snapshot.by.called, snapshot.at)
    about = f"The case as it was when {said.who} named this snapshot, {when(said)}."
    return StatePage(snapshot.name, about, snapshot.note, state_sections(case))


def case_state_page(workspace: Workspace) -> StatePage:
    """The case as it is now, to be read by those it is shared with."""
    case = read_case_of(workspace).case
    return StatePage(case.title, "The case as it is now.", "", state_sections(case))


def section_state_page(workspace: Workspace, section: str) -> StatePage:
    """One section as it is now, to be read by those it is shared with."""
    found = load_sections()[section]
    case = read_case_of(workspace).case
    shown = tuple(part for part in state_sections(case) if part.title == found.title)
    return StatePage(found.title, f"One section of the case of {case.title}.", "", shown)


def state_sections(case: CaseFile) -> tuple[StateSection, ...]:
    """Every answer of a case: section by section, place by place."""
    facts = load_law().facts
    found = []
    for section in load_sections().values():
        places = [
            (
                place_title(case, place),
                tuple(
                    (facts[name].label, facts[name].written(answer.value))
                    for name, answer in of_section(section, answers).items()
                ),
            )
            for place, answers in answers_in(case).items()
        ]
        filled = tuple(place for place in places if place[1])
        if filled:
            found.append(StateSection(section.title, filled))
    return tuple(found)


def changes_page(title: str, about: str, before: CaseFile, after: CaseFile) -> ChangesPage:
    """The differences between two states of a case."""
    facts = load_law().facts
    groups = by_place(differences(before, after), before, after)
    return ChangesPage(
        title,
        about,
        tuple(
            (name, tuple(difference_words(change, facts) for change in changes))
            for name, changes in groups.items()
        ),
    )


def revision_page(seat: Seat, row: Revision) -> ChangesPage:
    """What one save changed."""
    before = read_case_of(seat.workspace, row.number - 1).case
    after = read_case_of(seat.workspace, row.number).case
    (line,) = revision_lines(seat.workspace, [row])
    return changes_page(f"Change {row.number}", f"{line}.", before, after)


def revision_lines(workspace: Workspace, rows: Collection[Revision]) -> Iterator[str]:
    """Saves as lines: who did what, and when."""
    changed = selectors.facts_changed(workspace, [row.number for row in rows])
    for row in rows:
        said = Said(row.by.called, row.at, row.how)
        yield f"{said.who} {_what(row.how, changed[row.number])}, {when(said)}"


def _what(how: str, facts: list[str]) -> str:
    """What a save did, from how it was made and the facts whose answers it changed."""
    known = load_law().facts
    labels = [known[name].label for name in facts if name in known]
    if how == "brought in":
        return "brought in a case"
    if how == "brought back":
        return f"brought back an earlier answer to “{labels[0]}”" if labels else "brought one back"
    if not labels:
        return "changed the options or lists"
    if len(labels) == 1:
        return f"answered “{labels[0]}”"
    return f"changed {len(labels)} answers, “{labels[0]}” among them"


def when(said: Said) -> str:
    """A time as colleagues write it."""
    local = timezone.localtime(said.at)
    return f"{written_date(local.date())} at {local:%H:%M}"


def who_and_when(said: Said | None, answer: Answer | None = None) -> str:
    """Who gave an answer and when, as an imported file said it or as it was saved."""
    if answer is not None and (answer.who or answer.when):
        return ", ".join(part for part in (answer.who, answer.when) if part)
    return f"{said.who}, {when(said)}" if said else ""


def snapshot_choices(rows: Iterable[Snapshot]) -> list[tuple[str, str]]:
    """The states that can be compared: each snapshot, and the case as it is now."""
    return [*((str(row.revision), row.name) for row in rows), ("now", "The case as it is now")]
