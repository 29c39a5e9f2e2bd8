"""What the pages of a case show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from mutualise.casefile import (
    Answer,
    AnswerPlace,
    CaseFile,
    Collection,
    Item,
    answers_in,
    place_title,
)
from mutualise.rules import Fact, load_law
from mutualise.rules.facts import written_date
from mutualise.structures.case_lists import CaseList, load_case_lists
from mutualise.structures.interview import Section
from mutualise.structures.sections import facts_of_section, load_sections, of_section, section_of
from mutualise.web.casefile import selectors
from mutualise.web.casefile.history_pages import revision_lines, who_and_when
from mutualise.web.casefile.models import AnswerVersion
from mutualise.web.casefile.selectors import CommentLine, PaperLine, Said, SectionState
from mutualise.web.casefile.store import StoredCase, answer_of, read_case_of
from mutualise.web.design.components import Link, Task
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat


@dataclass(frozen=True)
class CasePage:
    """A team's case: its sections, its options and its snapshots."""

    title: str
    tasks: tuple[Task, ...]
    option_links: tuple[Link, ...]
    lists: tuple[Link, ...]
    snapshots: tuple[Link, ...]
    recent: tuple[str, ...]
    unread: tuple[str, ...]
    is_empty: bool
    may_change: bool


@dataclass(frozen=True)
class AnswerLine:
    """One answer of a section, with who gave it."""

    label: str
    value: str
    who_and_when: str
    note: str
    link: Link
    comments: int


@dataclass(frozen=True)
class PlaceAnswers:
    """The answers of a section at one place."""

    title: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class SectionPage:
    """A section: its answers place by place, who looks after it, what was said about it."""

    section: Section
    places: tuple[PlaceAnswers, ...]
    open_questions: tuple[Link, ...]
    state: SectionState
    comments: tuple[CommentLine, ...]
    may_change: bool
    may_comment: bool
    may_arrange: bool


@dataclass(frozen=True)
class HistoryLine:
    """An answer as it stood for a time."""

    value: str
    note: str
    who_and_when: str
    current: bool
    version: int


@dataclass(frozen=True)
class AnswerPage:
    """One answer with its reason, papers, comments and whole history."""

    fact: Fact
    place: str
    place_title: str
    value: str
    answer: Answer | None
    source: str
    history: tuple[HistoryLine, ...]
    papers: tuple[PaperLine, ...]
    comments: tuple[CommentLine, ...]
    section: Section
    change: str
    may_change: bool
    may_comment: bool


@dataclass(frozen=True)
class ItemPage:
    """One item of a list: what is answered about it, and what could be."""

    shown: CaseList
    item: Item
    lines: tuple[AnswerLine, ...]
    questions: tuple[Link, ...]
    may_change: bool


def case_page(seat: Seat) -> CasePage:
    """The case as everyone who may read it sees it first."""
    stored = read_case_of(seat.workspace)
    case = stored.case
    here = seat.workspace.address
    return CasePage(
        title=case.title,
        tasks=tuple(section_tasks(seat, stored)),
        option_links=tuple(
            Link(option.title, reverse("casefile:option", args=(here, name)))
            for name, option in case.options.items()
        ),
        lists=tuple(_list_links(case, here)),
        snapshots=tuple(
            Link(
                f"{row.name}, {written_date(timezone.localtime(row.at).date())}",
                reverse("casefile:snapshot", args=(here, row.pk)),
            )
            for row in selectors.snapshots_of(seat.workspace)
        ),
        recent=tuple(revision_lines(seat.workspace, selectors.recent_revisions(seat.workspace, 5))),
        unread=stored.unread,
        is_empty=not stored.revision,
        may_change=seat.may(Permission.CHANGE_CASE),
    )


def section_tasks(seat: Seat, stored: StoredCase) -> Iterator[Task]:
    """The sections as a task list: how far each is, and who looks after it."""
    states = selectors.section_states(seat.workspace)
    for section in load_sections().values():
        state = states.get(section.id, SectionState())
        given = answers_of_section(stored.case, section)
        status = "Completed" if state.completed else "In progress" if given else "Not yet started"
        hints = [f"{_counted(given, 'answer')}" if given else ""]
        hints += [f"{state.assigned} looks after this" if state.assigned else ""]
        hints += [f"by {written_date(state.due)}" if state.due else ""]
        yield Task(
            title=section.title,
            href=reverse("casefile:section", args=(seat.workspace.address, section.id)),
            hint=", ".join(hint for hint in hints if hint),
            status=status,
        )


def answers_of_section(case: CaseFile, section: Section) -> int:
    """How many answers a section holds, at every place."""
    return sum(len(of_section(section, answers)) for answers in answers_in(case).values())


def section_page(seat: Seat, section: Section) -> SectionPage:
    """A section with its answers at every place."""
    workspace = seat.workspace
    stored = read_case_of(workspace)
    said = selectors.who_said(workspace)
    comments = selectors.comments_of(workspace, section.id)
    counts = _comment_counts(comments)
    places = [
        PlaceAnswers(
            place_title(stored.case, place),
            tuple(
                _answer_line(seat, stored.case, place, name, answer, said, counts)
                for name, answer in of_section(section, answers).items()
            ),
        )
        for place, answers in answers_in(stored.case).items()
    ]
    present = {**stored.case.present, **_first_option(stored.case)}
    return SectionPage(
        section=section,
        places=tuple(place for place in places if place.lines),
        open_questions=tuple(
            _question_link(seat, fact)
            for fact in facts_of_section(section)
            if fact.name not in present and not fact.collection
        ),
        state=selectors.section_states(workspace).get(section.id, SectionState()),
        comments=tuple(line for line in comments if not line.fact),
        may_change=seat.may(Permission.CHANGE_CASE),
        may_comment=seat.may(Permission.COMMENT),
        may_arrange=seat.may(Permission.ARRANGE_WORK),
    )


def item_page(seat: Seat, shown: CaseList, item: Item, place: AnswerPlace) -> ItemPage:
    """One item of a list."""
    case = read_case_of(seat.workspace).case
    said = selectors.who_said(seat.workspace)
    here = seat.workspace.address
    return ItemPage(
        shown=shown,
        item=item,
        lines=tuple(
            _answer_line(seat, case, place, name, answer, said, {})
            for name, answer in item.answers.items()
        ),
        questions=tuple(
            Link(fact.ask, reverse("casefile:ask", args=(here, str(place), fact.name)))
            for fact in shown.facts
            if fact.name not in item.answers
        ),
        may_change=seat.may(Permission.CHANGE_CASE),
    )


def answer_page(seat: Seat, place: AnswerPlace, fact: Fact) -> AnswerPage:
    """One answer and everything known about it."""
    workspace = seat.workspace
    case = read_case_of(workspace).case
    section = section_of(fact)
    answer = answers_in(case).get(place, {}).get(fact.name)
    comments = selectors.comments_of(workspace, section.id)
    return AnswerPage(
        fact=fact,
        place=str(place),
        place_title=place_title(case, place),
        value=fact.written(answer.value) if answer else "Not answered",
        answer=answer,
        source=_source(case, answer),
        history=tuple(_history(seat, place, fact)),
        papers=selectors.papers_of(workspace, str(place), fact.name),
        comments=tuple(c for c in comments if (c.place, c.fact) == (str(place), fact.name)),
        section=section,
        change=_change_address(seat, place, fact),
        may_change=seat.may(Permission.CHANGE_CASE),
        may_comment=seat.may(Permission.COMMENT),
    )


def _answer_line(
    seat: Seat,
    case: CaseFile,
    place: AnswerPlace,
    name: str,
    answer: Answer,
    said: Mapping[tuple[str, str], Said],
    counts: Mapping[tuple[str, str], int],
) -> AnswerLine:
    fact = load_law().facts[name]
    key = (str(place), name)
    notes = [answer.why, _source(case, answer)]
    address = reverse("casefile:answer", args=(seat.workspace.address, str(place), name))
    return AnswerLine(
        label=fact.label,
        value=fact.written(answer.value),
        who_and_when=who_and_when(said.get(key), answer),
        note=" ".join(note for note in notes if note),
        link=Link("Details", address, fact.label),
        comments=counts.get(key, 0),
    )


def _history(seat: Seat, place: AnswerPlace, fact: Fact) -> Iterator[HistoryLine]:
    rows = selectors.versions_of(seat.workspace, str(place), fact.name)
    numbers = {number for row in rows for number in (row.begins, row.ends) if number}
    said = selectors.revisions(seat.workspace, numbers)
    followed = {row.begins for row in rows}
    for row in reversed(rows):
        if row.ends is not None and row.ends not in followed:
            yield HistoryLine("Taken away", "", who_and_when(said.get(row.ends)), False, 0)  # noqa: FBT003
        yield _history_line(row, fact, said.get(row.begins))


def _history_line(row: AnswerVersion, fact: Fact, said: Said | None) -> HistoryLine:
    answer = answer_of(row, load_law().facts)
    return HistoryLine(
        value=fact.written(answer.value),
        note=answer.why,
        who_and_when=who_and_when(said),
        current=row.ends is None,
        version=row.pk,
    )


def _comment_counts(comments: Iterable[CommentLine]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for line in comments:
        if line.fact and not line.settled:
            counts[line.place, line.fact] = counts.get((line.place, line.fact), 0) + 1
    return counts


def _first_option(case: CaseFile) -> Mapping[str, Answer]:
    first = next(iter(case.options.values()), None)
    return first.answers if first else {}


def _question_link(seat: Seat, fact: Fact) -> Link:
    address = reverse("team-structures:question", args=(seat.workspace.address, fact.name))
    return Link(fact.ask, f"{address}?change=answers")


def _change_address(seat: Seat, place: AnswerPlace, fact: Fact) -> str:
    here = seat.workspace.address
    if place.collection == "owners":
        address = reverse("team-owners:question", args=(here, place.id, fact.name))
        return f"{address}?change=1"
    if not fact.askable:
        return ""
    if place.collection:
        return reverse("casefile:ask", args=(here, str(place), fact.name))
    address = reverse("team-structures:question", args=(here, fact.name))
    return f"{address}?change=answers&option={place.option or ''}"


def _list_links(case: CaseFile, here: str) -> Iterator[Link]:
    owners = case.collections.get("owners", Collection(()))
    yield Link(f"Owners ({len(owners.items)})", reverse("team-owners:index", args=(here,)))
    for shown in load_case_lists().values():
        held = case.collections.get(shown.id, Collection(()))
        address = reverse("casefile:list", args=(here, shown.id))
        yield Link(f"{shown.title} ({len(held.items)})", address)


def _source(case: CaseFile, answer: Answer | None) -> str:
    if answer is None or not answer.source:
        return ""
    source = case.sources.get(answer.source)
    return f"Source: {source.title if source else answer.source}."


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
