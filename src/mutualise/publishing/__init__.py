"""Documents as blocks: written once, shown on a page and printed as an accessible PDF.

from mutualise.publishing import Document, Heading, Paragraph, pdf_of, text

document = Document(
    title="A note for partners",
    day=date(2026, 11, 24),
    blocks=(Heading(2, "What we looked at"), Paragraph(text("One route."))),
)
pdf_of(document)   # bytes; the same bytes each time
"""

from mutualise.publishing.blocks import (
    Block,
    Bullets,
    Document,
    DocumentError,
    Figure,
    Figures,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
    text,
    words_of,
)
from mutualise.publishing.diagram import Arrow, Box, Diagram, as_svg, in_words
from mutualise.publishing.markdown import markdown_of
from mutualise.publishing.pdf import CannotPrint, pdf_of
from mutualise.publishing.terminal import lines_of

__all__ = [
    "Arrow",
    "Block",
    "Box",
    "Bullets",
    "CannotPrint",
    "Diagram",
    "Document",
    "DocumentError",
    "Figure",
    "Figures",
    "Heading",
    "Note",
    "Paragraph",
    "Run",
    "Table",
    "Text",
    "as_svg",
    "in_words",
    "lines_of",
    "markdown_of",
    "pdf_of",
    "plain",
    "text",
    "words_of",
]
