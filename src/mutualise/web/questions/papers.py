"""The answered questions as files: for a spreadsheet, and for the consultation paper."""

from __future__ import annotations

import re
from itertools import groupby

from mutualise.publishing.spreadsheet import csv_of
from mutualise.web.questions.pages import in_words, paragraphs
from mutualise.web.questions.selectors import AnsweredQuestion
from mutualise.web.questions.topics import topics

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
# A line that would begin a list, a heading or a quotation.
_BEGINS = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)


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


def as_markdown(title: str, answered: tuple[AnsweredQuestion, ...]) -> str:
    """Questions and answers by topic, ready for the consultation paper."""
    parts = [f"# Questions from staff: {_plain(title)}"]
    if not answered:
        parts.append("No question has been answered yet.")
    for topic, group in by_topic(answered):
        parts.append(f"## {_plain(topic)}")
        parts += [_entry(each) for each in group]
    return "\n\n".join(parts) + "\n"


def by_topic(
    answered: tuple[AnsweredQuestion, ...],
) -> tuple[tuple[str, tuple[AnsweredQuestion, ...]], ...]:
    """The questions under their topics, in the order of the topics."""
    order = {topic.title: place for place, topic in enumerate(topics())}
    ordered = sorted(answered, key=lambda each: (order.get(each.topic, len(order)), each.number))
    return tuple(
        (topic, tuple(group)) for topic, group in groupby(ordered, key=lambda each: each.topic)
    )


def _entry(each: AnsweredQuestion) -> str:
    also = f" {each.also_asked} more asked the same." if each.also_asked else ""
    changed = f" Answer changed on {in_words(each.changed_on)}." if each.changed_on else ""
    dates = f"Asked on {in_words(each.asked)}. Answered on {in_words(each.answered_on)}."
    asked = "\n>\n".join(f"> {_plain(part)}" for part in paragraphs(each.question))
    answer = "\n\n".join(_plain(part) for part in paragraphs(each.answer))
    return f"### Question {each.number}\n\n{asked}\n\n{answer}\n\n*{dates}{changed}{also}*"


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would read as markup."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _BEGINS.sub(r"\1\\\2", escaped).replace("\n", "  \n")
