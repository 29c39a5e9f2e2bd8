"""What the manual of the rules shows: worked situations, a chapter for each topic."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.rules import LawBase
from mutualise.rules.manual import FOLLOWS, ManualCase, ManualChapter, manual_chapters
from mutualise.structures import load_finding_words

_COLOUR = {True: "green", False: "red", None: "grey"}


@dataclass(frozen=True)
class ChapterLine:
    """One chapter in the list."""

    id: str
    label: str
    cases: str


@dataclass(frozen=True)
class ManualPage:
    """The first page of the manual."""

    total: int
    chapters: tuple[ChapterLine, ...]


@dataclass(frozen=True)
class CaseView:
    """One case, with its answer as a word and a colour that never stands alone."""

    case: ManualCase
    answer: str
    colour: str
    lead: str


@dataclass(frozen=True)
class ChapterPage:
    """One chapter. `topic` is its page among the rules, "" where it has none."""

    id: str
    label: str
    topic: str
    cases: tuple[CaseView, ...]


def manual_page(law: LawBase) -> ManualPage:
    """The list of chapters."""
    chapters = manual_chapters(law)
    return ManualPage(
        total=sum(len(chapter.cases) for chapter in chapters),
        chapters=tuple(
            ChapterLine(chapter.id, chapter.label, counted(len(chapter.cases)))
            for chapter in chapters
        ),
    )


def chapter_page(chapter: ManualChapter) -> ChapterPage:
    """One chapter with its cases."""
    return ChapterPage(
        id=chapter.id,
        label=chapter.label,
        topic="" if chapter.id == FOLLOWS else chapter.id,
        cases=tuple(case_view(case) for case in chapter.cases),
    )


def counted(number: int) -> str:
    """1 case, 2 cases."""
    return f"{number} case" if number == 1 else f"{number} cases"


def case_view(case: ManualCase) -> CaseView:
    """A case with its answer in a word."""
    if case.finding is not None:
        words = load_finding_words()[case.finding.value]
        return CaseView(case, words.label, words.colour, "Whether")
    plain = case.answer if isinstance(case.answer, bool) else None
    colour = _COLOUR[plain] if case.asked or case.answer is None else "blue"
    return CaseView(case, case.answer_in_words, colour, "Whether this applies:")
