"""Boxes and arrows from top to bottom, as an SVG drawing that a phone and a printer can show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape

from mutualise.publishing.blocks import DocumentError

# Drawn for the width of a small phone, so that nothing is made smaller there.
WIDTH: Final = 320
_GAP: Final = 10
_ARROW: Final = 36
_LINE: Final = 21
_SIZE: Final = 17
_PAD: Final = 7
# The width of an average letter beside its height, on the safe side for bold.
_LETTER: Final = 0.56
_INK: Final = "#212b32"
_PAPER: Final = "#ffffff"
_FONTS: Final = "Arial, 'Libertinus Serif', sans-serif"
# What a screen shows for an arrow's label stands to the right of its line.
_MARK: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Somebody or something; `new` boxes have a thick border and say so in words."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another: `says` in words, `label` beside the line.

    A dashed line is held for somebody, not owned.
    """

    start: str
    end: str
    says: str
    label: str
    line: Literal["solid", "dashed"] = "solid"


@dataclass(frozen=True, slots=True)
class Diagram:
    """Rows of boxes, at most two in a row, and arrows from a row to the next."""

    title: str
    rows: tuple[tuple[Box, ...], ...]
    arrows: tuple[Arrow, ...]

    def boxes(self) -> Iterator[Box]:
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def in_words(diagram: Diagram) -> str:
    """What the drawing shows, for whoever cannot see it."""
    named = {box.id: box for box in diagram.boxes()}
    boxes = "; ".join(_box_in_words(box) for box in diagram.boxes())
    arrows = " ".join(
        f"{named[arrow.start].title}: {arrow.says} {named[arrow.end].title}."
        for arrow in diagram.arrows
    )
    return f"{diagram.title}. Boxes from top to bottom: {boxes}. Arrows: {arrows}"


def as_svg(diagram: Diagram, name: str) -> str:
    """The drawing. `name` begins the ids, so give each drawing on a page its own."""
    placed = {item.box.id: item for item in _place(diagram)}
    height = max(item.bottom for item in placed.values()) + 2
    title, described = f"{name}-title", f"{name}-description"
    parts = [
        f'<title id="{title}">{escape(diagram.title)}</title>',
        f'<desc id="{described}">{escape(in_words(diagram))}</desc>',
        *(_arrow(arrow, placed[arrow.start], placed[arrow.end]) for arrow in diagram.arrows),
        *(_box(item) for item in placed.values()),
    ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(height)}" '
        f'role="img" aria-labelledby="{title} {described}">'
    )
    return f"{opening}{''.join(parts)}</svg>"


def _box_in_words(box: Box) -> str:
    new = " (new at this step)" if box.new else ""
    return ", ".join((box.title + new, *box.lines))


def _place(diagram: Diagram) -> Iterator[_Placed]:
    y = 2.0
    for row in diagram.rows:
        width = (WIDTH - 4 - _GAP * (len(row) - 1)) / len(row)
        height = max(_height(box, width) for box in row)
        for index, box in enumerate(row):
            yield _Placed(box, 2 + index * (width + _GAP), y, width, height)
        y += height + _ARROW


def _height(box: Box, width: float) -> float:
    return 2 * _PAD + _LINE * len(list(_box_lines(box, width)))


def _box_lines(box: Box, width: float) -> Iterator[tuple[str, bool]]:
    """The lines of a box, and whether each is bold."""
    room = int((width - 2 * _PAD) / (_SIZE * _LETTER))
    title = f"New: {box.title}" if box.new else box.title
    for line in textwrap.wrap(title, room):
        yield line, True
    for text in box.lines:
        for line in textwrap.wrap(text, room):
            yield line, False


def _box(item: _Placed) -> str:
    border = 3 if item.box.new else 1.5
    lines = [
        _text(line, item.middle, item.y + _PAD + _LINE * (index + 0.75), bold=bold)
        for index, (line, bold) in enumerate(_box_lines(item.box, item.width))
    ]
    return (
        f'<rect x="{_n(item.x)}" y="{_n(item.y)}" width="{_n(item.width)}" '
        f'height="{_n(item.height)}" rx="4" fill="{_PAPER}" stroke="{_INK}" '
        f'stroke-width="{border}"/>' + "".join(lines)
    )


def _arrow(arrow: Arrow, start: _Placed, end: _Placed) -> str:
    # A wide box is met above the narrow one, so that no arrow is drawn aslant through words.
    x = start.middle if start.width <= end.width else end.middle
    top, tip = start.bottom, end.y - 1
    dashes = ' stroke-dasharray="5 4"' if arrow.line == "dashed" else ""
    head = f"{_n(x - 5)},{_n(tip - 9)} {_n(x + 5)},{_n(tip - 9)} {_n(x)},{_n(tip)}"
    if x + _MARK + len(arrow.label) * _SIZE * _LETTER > WIDTH:
        raise DocumentError(f"The label '{arrow.label}' runs out of the drawing: use fewer words.")
    return (
        f'<line x1="{_n(x)}" y1="{_n(top)}" x2="{_n(x)}" y2="{_n(tip - 8)}" stroke="{_INK}" '
        f'stroke-width="2"{dashes}/><polygon points="{head}" fill="{_INK}"/>'
        + _text(arrow.label, x + _MARK, (top + tip) / 2 + 3, anchor="start")
    )


def _text(
    line: str,
    x: float,
    y: float,
    *,
    bold: bool = False,
    anchor: Literal["middle", "start"] = "middle",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-family="{_FONTS}" '
        f'font-size="{_SIZE}"{weight} fill="{_INK}">{escape(line)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
