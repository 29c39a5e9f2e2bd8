"""A PDF that a screen reader can follow: tagged, named, in English, the same bytes each time."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from mutualise.publishing import (
    Box,
    Bullets,
    CannotPrint,
    Diagram,
    Document,
    Figure,
    Figures,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    as_svg,
    in_words,
    pdf_of,
    text,
)

DAY = dt.date(2026, 11, 24)
DRAWN = Diagram("Today", ((Box("a", "Four GP partners"),),), ())
FIGURE = Figure(as_svg(DRAWN, "today"), in_words(DRAWN), "Today")


def document(*blocks):
    return Document(title="A note # for *partners*", day=DAY, foot="Page foot", blocks=blocks)


WHOLE = document(
    Paragraph(text("Words ", Run("that matter", strong=True))),
    Heading(2, "Consents"),
    Table("Who", ("Name", "Says"), ((text("ICB"), text("yes")),)),
    Heading(3, "Beneath"),
    Bullets((text("One"), text("Two"))),
    Figures((FIGURE,)),
    Note("Mind", text("this")),
)


def read(made):
    return PdfReader(io.BytesIO(made))


def tags(node):
    """Every tag of the structure tree, depth first."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags(node["/K"])


def test_it_says_that_it_meets_the_standard_and_that_it_is_tagged():
    root = read(pdf_of(WHOLE)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_its_title_is_the_title_with_every_sign_as_written():
    assert read(pdf_of(WHOLE)).metadata.title == "A note # for *partners*"


def test_headings_lists_tables_and_drawings_are_tagged_as_what_they_are():
    found = list(tags(read(pdf_of(WHOLE)).trailer["/Root"]["/StructTreeRoot"]))
    for tag in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure"):
        assert tag in found, tag


def test_no_date_or_other_chance_is_in_it():
    assert pdf_of(WHOLE) == pdf_of(WHOLE)


def test_its_letters_are_inside_it():
    for page in read(pdf_of(WHOLE)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def test_words_that_look_like_code_are_only_words():
    hostile = 'x #panic("out") $1/2$ @ref <label> \\ " *a* _b_ // c'
    made = pdf_of(document(Paragraph(text(hostile))))
    assert hostile in read(made).pages[0].extract_text().replace("\n", " ")


def test_letters_shrink_to_keep_to_the_pages_asked_for():
    line = text("Every partner signs the deed of novation and the transfer of the business. " * 3)
    long = document(*(Paragraph(line) for _ in range(62)))
    assert len(read(pdf_of(long)).pages) == 3
    assert len(read(pdf_of(long, pages=2)).pages) == 2


def test_what_cannot_fit_runs_on_and_nothing_is_lost():
    long = document(*(Paragraph(text(f"Paragraph {number}.")) for number in range(120)))
    whole = "".join(page.extract_text() for page in read(pdf_of(long, pages=1)).pages)
    assert "Paragraph 119." in whole


def test_a_broken_drawing_is_refused_with_a_sentence():
    broken = Figures((Figure("<svg", "A drawing", "Today"),))
    with pytest.raises(CannotPrint, match="could not be printed"):
        pdf_of(document(broken))
