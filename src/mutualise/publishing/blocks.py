"""The parts of a document. Nothing here knows whether it ends as a page or as a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias


class DocumentError(ValueError):
    """A document that some readers could not follow; the sentence says what to mend."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a line.

    `ref` names what the words lead to, such as "rule:GMS-02". A page makes a link of it; a
    printed document does not, because an address on paper leads nowhere. `quiet` words step
    back: what a claim rests on.
    """

    text: str
    strong: bool = False
    quiet: bool = False
    ref: str = ""


Text: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The title of the document is level 1, so these begin at 2."""

    part: ClassVar[str] = "heading"
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a lead stands out, small print steps back."""

    part: ClassVar[str] = "paragraph"
    text: Text
    kind: Literal["plain", "lead", "small"] = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order says nothing."""

    part: ClassVar[str] = "bullets"
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column heads its row. `widths` are shares of the line, one a column."""

    part: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise DocumentError(
                    f"The table '{self.caption}' has {len(self.columns)} columns, "
                    f"and a row with {len(row)} cells."
                )
        if self.widths and len(self.widths) != len(self.columns):
            raise DocumentError(f"The table '{self.caption}' needs a width for each column.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, with words for whoever cannot see it."""

    svg: str
    alternative: str
    caption: str

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise DocumentError(f"The figure '{self.caption}' needs words that say what it shows.")


@dataclass(frozen=True, slots=True)
class Figures:
    """Drawings to compare: side by side where there is room."""

    part: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something set apart, because it goes wrong when it is overlooked."""

    part: ClassVar[str] = "note"
    heading: str
    text: Text


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figures | Note


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `day` is the date it speaks from; `foot` stands on every page of print."""

    title: str
    day: dt.date
    blocks: tuple[Block, ...]
    foot: str = ""
    kind: str = ""
    language: str = "en-GB"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise DocumentError("A document needs a title.")
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 2 <= block.level <= level + 1:
                    raise DocumentError(
                        f"The heading '{block.text}' has level {block.level} after level {level}. "
                        "Levels begin at 2 and go down one at a time."
                    )
                level = block.level


def text(*parts: str | Run) -> Text:
    """A line from plain words and runs; empty parts fall out."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def plain(line: Text) -> str:
    """The words alone."""
    return "".join(run.text for run in line)


def words_of(document: Document) -> Iterator[str]:
    """Every piece of text in reading order, for a search or a check."""
    yield document.title
    for block in document.blocks:
        yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=line):
            yield line
        case Paragraph(text=line):
            yield plain(line)
        case Note(heading=heading, text=line):
            yield heading
            yield plain(line)
        case Bullets(items=items):
            yield from map(plain, items)
        case Figures(figures=figures):
            for figure in figures:
                yield figure.alternative
                yield figure.caption
        case Table():
            yield block.caption
            yield from block.columns
            for row in block.rows:
                yield from map(plain, row)
