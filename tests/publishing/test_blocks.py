"""A document that some readers could not follow is refused when it is made."""

import datetime as dt

import pytest

from mutualise.publishing import (
    Bullets,
    Document,
    DocumentError,
    Figure,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    lines_of,
    plain,
    text,
    words_of,
)

DAY = dt.date(2026, 11, 24)


def document(*blocks, title="A note for partners"):
    return Document(title=title, day=DAY, blocks=blocks)


def test_a_document_needs_a_title():
    with pytest.raises(DocumentError, match="needs a title"):
        document(title=" ")


@pytest.mark.parametrize("levels", [(1,), (3,), (2, 4)])
def test_a_heading_level_may_not_be_left_out(levels):
    with pytest.raises(DocumentError, match="go down one at a time"):
        document(*(Heading(level, "Who must agree") for level in levels))


def test_headings_may_come_back_up_by_any_number_of_levels():
    made = document(*(Heading(level, "Who must agree") for level in (2, 3, 4, 2)))
    assert len(made.blocks) == 4


def test_a_drawing_needs_words():
    with pytest.raises(DocumentError, match="needs words that say what it shows"):
        Figure("<svg/>", " ", "Today")


def test_every_row_of_a_table_has_a_cell_for_each_column():
    with pytest.raises(DocumentError, match="2 columns, and a row with 1 cells"):
        Table("Consents", ("Who", "What"), ((text("The ICB"),),))


def test_a_table_has_a_width_for_each_column_or_none():
    with pytest.raises(DocumentError, match="needs a width for each column"):
        Table("Consents", ("Who", "What"), (), (1,))


def test_a_line_is_made_of_words_and_runs_and_empty_parts_fall_out():
    line = text("It may", "", Run(" not", strong=True))
    assert line == (Run("It may"), Run(" not", strong=True))
    assert plain(line) == "It may not"


def test_the_words_of_a_document_are_all_there_in_reading_order():
    made = document(
        Heading(2, "Consents"),
        Paragraph(text("First.")),
        Table("Who", ("Name", "Says"), ((text("ICB"), text("yes")),)),
        Bullets((text("One"),)),
        Note("Mind", text("this")),
    )
    assert list(words_of(made)) == [
        "A note for partners",
        "Consents",
        "First.",
        "Who",
        "Name",
        "Says",
        "ICB",
        "yes",
        "One",
        "Mind",
        "this",
    ]


def test_a_terminal_names_the_column_before_each_cell():
    made = document(Table("Who", ("Name", "Says"), ((text("ICB"), text("yes")),)))
    assert list(lines_of(made)) == ["A NOTE FOR PARTNERS", "", "ICB", "  Says: yes"]
