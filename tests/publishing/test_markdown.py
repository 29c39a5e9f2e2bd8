"""Documents as Markdown: the same words, and no markup that nobody wrote."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.publishing import (
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    markdown_of,
    text,
)
from mutualise.publishing.markdown import escaped


def test_each_block_as_markdown():
    document = Document(
        "A paper",
        dt.date(2026, 11, 24),
        (
            Heading(2, "Part 1"),
            Paragraph(text("Plain and ", Run("strong", strong=True))),
            Note("Careful:", text("this goes wrong")),
            Bullets((text("one"), text("two"))),
            Table("A table", ("What", "Why"), ((text("a|b"), text("because\nof c")),)),
        ),
        foot="For the team",
    )
    assert markdown_of(document) == (
        "# A paper\n\n## Part 1\n\nPlain and **strong**\n\n> **Careful:** this goes wrong\n\n"
        "- one\n- two\n\n| What | Why |\n| --- | --- |\n| a\\|b | because<br>of c |\n\n"
        "*For the team*\n"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("1. not a list", "1\\. not a list"),
        ("<b>not bold</b>", "\\<b\\>not bold\\</b\\>"),
        ("two\nlines", "two  \nlines"),
        ("[no](link)", "\\[no\\](link)"),
    ],
)
def test_what_people_type_stays_what_it_was(typed: str, written: str):
    assert escaped(typed) == written
