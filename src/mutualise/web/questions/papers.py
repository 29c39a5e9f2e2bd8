"""The answered questions as files: for a spreadsheet, and for the consultation paper."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from mutualise.calendars.words import written_date
from mutualise.publishing import Block, Document, Heading, Paragraph, Run, text
from mutualise.publishing.spreadsheet import csv_of
from mutualise.web.questions.pages import paragraphs
from mutualise.web.questions.selectors import AnsweredQuestion
from mutualise.web.questions.topics import topics


def as_csv(answered: tuple[AnsweredQuestion, ...]) -> str:
    """One row for each question."""
    header = (
        "Number", "Topic", "Question", "Answer", "Asked on", "Answered on", "Answer changed on",
        "Asked with a name", "Others who asked the same",
    )  # fmt: skip
    rows = (
        (
            str(each.number),
            each.topic,
            each.question,
            each.answer,
            each.asked.isoformat(),
            each.answered_on.isoformat(),
            each.changed_on.isoformat() if each.changed_on else "",
            "yes" if each.named else "no",
            str(each.also_asked),
        )
        for each in answered
    )
    return csv_of([header, *rows])


def as_document(title: str, answered: tuple[AnsweredQuestion, ...], day: dt.date) -> Document:
    """Questions and answers by topic, ready for the consultation paper."""
    blocks: list[Block] = []
    if not answered:
        blocks.append(Paragraph(text("No question has been answered yet.")))
    for topic, group in by_topic(answered):
        blocks.append(Heading(2, topic))
        for each in group:
            blocks += _entry(each)
    return Document(f"Questions from staff: {title}", day, tuple(blocks))


def by_topic(
    answered: tuple[AnsweredQuestion, ...],
) -> tuple[tuple[str, tuple[AnsweredQuestion, ...]], ...]:
    """The questions under their topics, in the order of the topics."""
    order = {topic.title: place for place, topic in enumerate(topics())}
    ordered = sorted(answered, key=lambda each: (order.get(each.topic, len(order)), each.number))
    return tuple(
        (topic, tuple(group)) for topic, group in groupby(ordered, key=lambda each: each.topic)
    )


def dates(each: AnsweredQuestion) -> str:
    """When it was asked and answered, and how many asked the same."""
    said = [
        f"Asked on {written_date(each.asked)}.",
        f"Answered on {written_date(each.answered_on)}.",
    ]
    if each.changed_on:
        said.append(f"Answer changed on {written_date(each.changed_on)}.")
    if each.also_asked:
        said.append(f"{each.also_asked} more asked the same.")
    return " ".join(said)


def _entry(each: AnsweredQuestion) -> list[Block]:
    return [
        Heading(3, f"Question {each.number}"),
        *(Paragraph(text(Run(part, strong=True))) for part in paragraphs(each.question)),
        *(Paragraph(text(part)) for part in paragraphs(each.answer)),
        Paragraph(text(dates(each)), "small"),
    ]
