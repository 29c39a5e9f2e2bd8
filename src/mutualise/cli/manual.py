"""What `mutualise rules manual` prints: situations with their answers and reasons."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mutualise.cli.asking import stop
from mutualise.expressions import closest
from mutualise.rules import LawBase
from mutualise.rules.manual import ManualCase, ManualChapter, manual_chapters


def print_manual(law: LawBase, topic: str | None) -> None:
    """One chapter, or a list of the chapters if none is named."""
    chapters = {chapter.id: chapter for chapter in manual_chapters(law)}
    if topic is None:
        for chapter in chapters.values():
            click.echo(f"{chapter.id:18} {len(chapter.cases):3} cases  {chapter.label}")
        return
    if topic not in chapters:
        hint = closest(topic, chapters)
        stop(f"The manual has no chapter called '{topic}'.{hint} See: mutualise rules manual")
    click.echo("\n".join(_chapter(chapters[topic])))


def _chapter(chapter: ManualChapter) -> Iterator[str]:
    yield f"# {chapter.label}"
    for case in chapter.cases:
        yield ""
        yield from _case(case)


def _case(case: ManualCase) -> Iterator[str]:
    yield f"## {case.title}"
    yield ""
    yield from (f"- {fact}" for fact in case.facts)
    for item in case.listed:
        yield f"- {item.name}: {'; '.join(item.facts)}"
    if case.more_may_be_listed:
        yield "- There may be others that are not listed."
    yield ""
    yield f"Question: {'whether ' if case.asked else ''}{case.question}"
    finding = case.finding.value.replace("_", " ") if case.finding else case.answer_in_words
    yield f"Answer: {finding}, because"
    for line in case.because:
        yield f"- {line.text}{f' [{line.rule}]' if line.rule else ''}"
    if case.changes is not None:
        yield from _changes(case)
    cited = f" [{case.asked}]" if case.asked else ""
    yield f"Law: {case.reference}{cited}"


def _changes(case: ManualCase) -> Iterator[str]:
    if not case.changes:
        yield "No change that you can make would turn it."
    for way in case.changes or ():
        yield "What would make it a yes:"
        yield from (f"- {kind}: {text}" for kind, text in way)
