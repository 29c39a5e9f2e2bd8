"""What the pages of the interview show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.expressions import Quantified, subtrees
from mutualise.rules import Fact, Source
from mutualise.rules.names import OWNERS
from mutualise.structures import FORM, Progress, load_interview
from mutualise.structures.sections import load_sections, of_section
from mutualise.web.design.components import Link
from mutualise.web.places import address
from mutualise.web.structures.sentences import still_open
from mutualise.web.structures.session import Visit


@dataclass(frozen=True)
class QuestionPage:
    """One question, why it is asked, and how far there is to go.

    `about_owners` says that a list of the owners would answer it.
    """

    fact: Fact
    sources: tuple[Source, ...]
    back: str
    remaining: str
    result_so_far: str
    about_owners: bool


@dataclass(frozen=True)
class AnswerRow:
    """One answer on the check page."""

    label: str
    value: str
    note: str
    change: Link
    remove: str


@dataclass(frozen=True)
class AnswerSection:
    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class AnswersPage:
    """Every answer, by section, with what was taken from other answers.

    `owners` is how many are in the visitor's list of owners.
    """

    title: str
    sections: tuple[AnswerSection, ...]
    inferred: tuple[AnswerRow, ...]
    options: tuple[Link, ...]
    option_title: str
    owners: int
    next_question: str | None


def question_page(visit: Visit, fact: Fact, progress: Progress, back: str) -> QuestionPage:
    """The page around a question."""
    sources = visit.edition.base.sources
    opened = len(visit.answers) >= len(load_interview().opening_questions) - 1
    return QuestionPage(
        fact=fact,
        sources=tuple(sources[key] for key in fact.sources if key in sources),
        back=back,
        remaining=_remaining(progress, fact, form_chosen=FORM in visit.answers),
        result_so_far=address("structures:result") if opened else "",
        about_owners=_follows_from_owners(visit, fact),
    )


def _follows_from_owners(visit: Visit, fact: Fact) -> bool:
    """Whether a list of the owners would answer a question."""
    edition = visit.edition
    return any(
        isinstance(part, Quantified)
        for compiled in edition.inferences.get(fact.name, ())
        for part in subtrees(edition.base.trees[f"{compiled.inference.id} value"])
    )


def _remaining(progress: Progress, fact: Fact, *, form_chosen: bool) -> str:
    """How far there is to go, where the interview itself came to this question."""
    if fact.name != progress.question or fact.name in load_interview().opening_questions:
        return ""
    clause = still_open(progress, form_chosen=form_chosen)
    others = progress.open_questions - 1
    if not others:
        return f"This is the last question that could change {clause}."
    plural = "question" if others == 1 else "questions"
    return f"After this one, {others} more {plural} could change {clause}."


def answers_page(visit: Visit) -> AnswersPage:
    """The check page: what was answered, and what follows from it without asking."""
    return AnswersPage(
        title=visit.case.title,
        sections=tuple(_sections(visit)),
        inferred=tuple(_inferred_rows(visit)),
        options=tuple(_option_links(visit)),
        option_title=visit.case.options[visit.option].title if visit.option else "",
        owners=len(visit.collections[OWNERS].answers) if OWNERS in visit.collections else 0,
        next_question=visit.progress().question,
    )


def _sections(visit: Visit) -> Iterator[AnswerSection]:
    for section in load_sections().values():
        if names := of_section(section, visit.answered):
            yield AnswerSection(section.title, tuple(_row(visit, name) for name in names))


def _row(visit: Visit, name: str) -> AnswerRow:
    fact = visit.edition.facts[name]
    answer = visit.answered[name]
    source = visit.case.sources.get(answer.source)
    notes = [answer.why, f"Source: {source.title}." if source else ""]
    return AnswerRow(
        label=fact.label,
        value=fact.written(answer.value),
        note=" ".join(note for note in notes if note),
        change=_change(fact),
        remove=name,
    )


def _inferred_rows(visit: Visit) -> Iterator[AnswerRow]:
    situation = visit.answer().assessment
    inferences = {item.id: item for item in visit.edition.base.inferences}
    for name, inference_id in situation.notes.inferred.items():
        fact = visit.edition.facts[name]
        if fact.askable and not fact.collection and name not in visit.answers:
            because = inferences[inference_id].because
            yield AnswerRow(
                label=fact.label,
                value=fact.written(situation.value(name)),
                note=f"{because[:1].upper()}{because[1:]}.",
                change=_change(fact),
                remove="",
            )


def _option_links(visit: Visit) -> Iterator[Link]:
    href = address("structures:answers")
    if len(visit.case.options) > 1 or (visit.case.options and visit.option is None):
        yield Link("As you are today", f"{href}?option=")
        for name, option in visit.case.options.items():
            yield Link(option.title, f"{href}?option={name}")


def _change(fact: Fact) -> Link:
    href = address("structures:question", fact=fact.name)
    return Link("Change", f"{href}?change=answers", fact.label)
