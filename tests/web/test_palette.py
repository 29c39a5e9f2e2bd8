"""Our own colours are readable: at least 4.5 to 1 for text, 3 to 1 for borders of controls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "frontend" / "_palette.scss").read_text(encoding="utf-8")
NAMED = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", TEXT, flags=re.MULTILINE))
COLOURS = {
    name: NAMED.get(value.removeprefix("$"), value)
    for name, value in re.findall(r'"([\w-]+)": (\$?[#\w-]+),', TEXT)
}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("background", ["white", "grey-5", "grey-4"])
@pytest.mark.parametrize("text", ["plum-link", "plum-dark", "visited", "ink"])
def test_text_on_the_page(text: str, background: str) -> None:
    assert contrast(NAMED[text], COLOURS[background]) >= 4.5


@pytest.mark.parametrize("background", ["plum", "leaf", "plum-dark"])
def test_white_text_on_our_colours(background: str) -> None:
    assert contrast("#ffffff", NAMED[background]) >= 4.5


def test_errors_hints_and_focus() -> None:
    assert contrast(COLOURS["red"], COLOURS["grey-5"]) >= 4.5
    assert contrast(COLOURS["grey-1"], COLOURS["grey-5"]) >= 4.5
    assert contrast(COLOURS["black"], COLOURS["yellow"]) >= 4.5
    assert contrast(COLOURS["grey-1"], COLOURS["white"]) >= 3


def test_links_that_were_followed_look_different() -> None:
    assert NAMED["visited"] != NAMED["plum-link"]
