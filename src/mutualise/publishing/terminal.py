"""A document as plain lines, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from mutualise.publishing.blocks import (
    Block,
    Bullets,
    Document,
    Figures,
    Heading,
    Note,
    Paragraph,
    Table,
    plain,
)


def lines_of(document: Document, width: int = 100) -> Iterator[str]:
    """The document without drawings: what they show is said in words."""
    yield document.title.upper()
    for block in document.blocks:
        yield ""
        yield from _lines(block, width)
    if document.foot:
        yield ""
        yield document.foot


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
            yield "-" * len(block.text)
        case Paragraph():
            yield from textwrap.wrap(plain(block.text), width)
        case Note():
            yield from textwrap.wrap(f"{block.heading} {plain(block.text)}", width)
        case Bullets():
            for item in block.items:
                yield from _hanging("- ", plain(item), width)
        case Figures():
            for figure in block.figures:
                yield from _hanging("- ", figure.alternative, width)
        case Table():
            yield from _table(block, width)


def _table(table: Table, width: int) -> Iterator[str]:
    """Each row as its head, and beneath it what each column says."""
    for row in table.rows:
        yield plain(row[0])
        for name, cell in zip(table.columns[1:], row[1:], strict=True):
            yield from _hanging(f"  {name}: ", plain(cell), width)


def _hanging(start: str, words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=start, subsequent_indent="    ")
