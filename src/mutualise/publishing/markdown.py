"""A document as Markdown, for whoever goes on working on it elsewhere."""

from __future__ import annotations

import re
from typing import Final

from mutualise.publishing.blocks import (
    Block,
    Bullets,
    Document,
    Figures,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
)

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")
# What would begin a list, a heading or a line beneath one: "- ", "1. ", "===".
_BEGINS: Final = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)


def markdown_of(document: Document) -> str:
    """The document without drawings: what they show is said in words."""
    parts = [f"# {escaped(document.title)}", *(_block(block) for block in document.blocks)]
    if document.foot:
        parts.append(f"*{escaped(document.foot)}*")
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """The text with nothing in it that Markdown would read as markup; its lines stay lines."""
    harmless = _BEGINS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
    return re.sub(r" *\r?\n", "  \n", harmless)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            return _line(block.text)
        case Note():
            return f"> **{escaped(block.heading)}** {_line(block.text)}".replace("\n", "\n> ")
        case Bullets():
            return "\n".join(f"- {_line(item)}".replace("\n", "\n  ") for item in block.items)
        case Figures():
            return "\n".join(f"- {escaped(figure.alternative)}" for figure in block.figures)
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    rows = [
        " | ".join(escaped(name) for name in table.columns),
        " | ".join("---" for _ in table.columns),
        *(" | ".join(_line(cell).replace("  \n", "<br>") for cell in row) for row in table.rows),
    ]
    return "\n".join(f"| {row} |" for row in rows)


def _line(line: Text) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    words = escaped(run.text)
    return f"**{words}**" if run.strong else words
