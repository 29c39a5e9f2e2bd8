"""A document as a PDF that meets PDF/UA-1, made by Typst and the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Any

from mutualise.publishing.blocks import (
    Block,
    Bullets,
    Document,
    Figures,
    Heading,
    Note,
    Paragraph,
    Table,
    Text,
)

# Letters in points, the largest first: how far a document may shrink to keep to its pages.
SIZES = (10.5, 10.0, 9.5, 9.25, 9.0)


class CannotPrint(RuntimeError):
    """The document could not be set; the sentence is the setter's own."""


def pdf_of(document: Document, *, pages: int | None = None) -> bytes:
    """The document as PDF/UA-1 with its own fonts.

    With `pages`, the largest letters with which it fits that many; a document that does not
    fit at the smallest size runs on to another page. Raises CannotPrint when Typst refuses,
    as it does for a drawing without words or a heading level that is left out.
    """
    for size in SIZES:
        made, count = _compile(document, size)
        if pages is None or count <= pages:
            break
    return made


def _compile(document: Document, size: float) -> tuple[bytes, int]:
    # Some 80 MB to load, and only wanted when something is printed.
    import typst

    given = {"document": json.dumps(_data(document, size), ensure_ascii=False, sort_keys=True)}
    try:
        # From a file, because Typst can be asked about nothing else.
        with as_file(files("mutualise.publishing") / "document.typ") as template:
            compiler = typst.Compiler(
                template, root=template.parent, ignore_system_fonts=True, sys_inputs=given
            )
            made = compiler.compile(format="pdf", pdf_standards="ua-1")
            count = int(compiler.query("<pages>", field="value", one=True))
    except typst.TypstError as error:
        raise CannotPrint(f"“{document.title}” could not be printed: {error.message}") from error
    if not isinstance(made, bytes):
        raise CannotPrint(f"“{document.title}” came out as {type(made).__name__}, not as a PDF.")
    return made, count


def _data(document: Document, size: float) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    return {
        "title": document.title,
        "kind": document.kind,
        "foot": document.foot,
        "lang": language,
        "region": region,
        "size": size,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": block.part, "level": block.level, "text": block.text}
        case Paragraph():
            return {"type": block.part, "kind": block.kind, "text": _runs(block.text)}
        case Bullets():
            return {"type": block.part, "items": [_runs(item) for item in block.items]}
        case Note():
            return {"type": block.part, "heading": block.heading, "text": _runs(block.text)}
        case Figures():
            return {
                "type": block.part,
                "figures": [
                    {
                        "svg": figure.svg,
                        "alternative": figure.alternative,
                        "caption": figure.caption,
                    }
                    for figure in block.figures
                ],
            }
        case Table():
            return {
                "type": block.part,
                "columns": list(block.columns),
                "widths": _widths(block),
                "rows": [[_runs(cell) for cell in row] for row in block.rows],
            }


def _widths(block: Table) -> Sequence[int]:
    return block.widths or (1,) * len(block.columns)


def _runs(line: Text) -> list[dict[str, Any]]:
    return [{"text": run.text, "strong": run.strong, "quiet": run.quiet} for run in line]
