"""Drawings: well formed, within the width of a phone, and told in words."""

import xml.etree.ElementTree as ET

import pytest

from mutualise.publishing import Arrow, Box, Diagram, DocumentError, as_svg, in_words
from mutualise.publishing.diagram import WIDTH

SVG = "{http://www.w3.org/2000/svg}"
TWO_OWNERS = Diagram(
    "Step 2",
    (
        (Box("gps", "GPs"), Box("staff", "Staff & <others>", ("one share each",), new=True)),
        (Box("company", "Practice Ltd"),),
    ),
    (
        Arrow("gps", "company", "own", "own"),
        Arrow("staff", "company", "own a share of", "own", "dashed"),
    ),
)


def drawn(diagram):
    # Our own drawing, not a file from elsewhere.
    return ET.fromstring(as_svg(diagram, "step2"))  # noqa: S314


def test_the_words_say_every_box_and_every_arrow():
    assert in_words(TWO_OWNERS) == (
        "Step 2. Boxes from top to bottom: GPs; Staff & <others> (new at this step), one share "
        "each; Practice Ltd. Arrows: GPs: own Practice Ltd. Staff & <others>: own a share of "
        "Practice Ltd."
    )


def test_the_drawing_carries_its_title_and_its_words():
    svg = drawn(TWO_OWNERS)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "step2-title step2-description"
    assert svg.find(f"{SVG}title").text == "Step 2"
    assert svg.find(f"{SVG}desc").text == in_words(TWO_OWNERS)


def test_words_from_content_are_escaped():
    assert "<others>" not in as_svg(TWO_OWNERS, "step2")


def test_nothing_is_styled_in_a_way_that_the_site_forbids():
    assert "style" not in as_svg(TWO_OWNERS, "step2")


def test_every_box_is_inside_the_drawing_and_none_lies_on_another():
    boxes = [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
        for rect in drawn(TWO_OWNERS).iter(f"{SVG}rect")
    ]
    for x, _, width, _ in boxes:
        assert x >= 0
        assert x + width <= WIDTH
    (gps, staff, company) = boxes
    assert gps[0] + gps[2] < staff[0]
    assert gps[1] + gps[3] < company[1]


def test_what_is_new_is_said_in_words_and_not_by_the_border_alone():
    labels = [label.text for label in drawn(TWO_OWNERS).iter(f"{SVG}text")]
    assert any(label.startswith("New: Staff") for label in labels)


def test_the_shares_that_are_held_for_somebody_are_dashed():
    lines = [line.get("stroke-dasharray") for line in drawn(TWO_OWNERS).iter(f"{SVG}line")]
    assert lines == [None, "5 4"]


def test_a_label_that_runs_out_of_the_drawing_is_refused():
    too_long = Diagram(
        TWO_OWNERS.title,
        TWO_OWNERS.rows,
        (Arrow("staff", "company", "are members of", "are members of"),),
    )
    with pytest.raises(DocumentError, match="use fewer words"):
        as_svg(too_long, "step2")


def test_the_same_diagram_is_drawn_the_same():
    assert as_svg(TWO_OWNERS, "a") == as_svg(TWO_OWNERS, "a")
