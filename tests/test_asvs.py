"""security/asvs.csv judges every requirement of level 2, and what it points to is there."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.test_docs import anchors

ROOT = Path(__file__).parent.parent
STATUSES = {"met", "partly", "not yet", "not applicable"}

with (ROOT / "security" / "asvs.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def number(row: dict[str, str]) -> tuple[int, ...]:
    return tuple(int(part) for part in row["req_id"].removeprefix("V").split("."))


def test_every_requirement_of_level_2_is_judged_once_in_order() -> None:
    assert [number(row) for row in ROWS] == sorted({number(row) for row in ROWS})
    # OWASP ASVS 5.0.0 has 70 requirements of level 1, and 183 more of level 2, in 17 chapters.
    assert Counter(row["level"] for row in ROWS) == {"1": 70, "2": 183}
    assert {number(row)[0] for row in ROWS} == set(range(1, 18))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["req_id"])
def test_a_judgement_shows_or_says_why(row: dict[str, str]) -> None:
    assert re.fullmatch(r"V\d+\.\d+\.\d+", row["req_id"])
    assert row["status"] in STATUSES
    if row["status"] in {"met", "partly"}:
        assert row["evidence"]
    if row["status"] != "met":
        assert row["note"] or row["evidence"], "Say why, or what there is"
    if row["status"] in {"not yet", "not applicable"}:
        assert row["note"], "Say why"
    for shown in filter(None, row["evidence"].split("; ")):
        assert_is_there(shown)


def assert_is_there(shown: str) -> None:
    name, _, test = shown.partition("::")
    name, _, heading = name.partition("#")
    path = ROOT / name
    assert path.exists(), shown
    if test:
        assert test in functions_of(path), shown
    if heading:
        assert heading in anchors(path.read_text(encoding="utf-8")), shown


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_words_are_our_own_and_short() -> None:
    for row in ROWS:
        assert len(row["requirement"]) < 90
        assert "Verify that" not in row["requirement"]
