"""Tables that a spreadsheet opens as they were meant."""

from __future__ import annotations

import csv
import io

import pytest

from mutualise.publishing.spreadsheet import FORMULA, MARK, csv_of


def test_a_table_begins_with_its_mark_and_its_header():
    assert csv_of([("Owner", "Kind"), ("Nurse 12", "nurse")]) == (
        f"{MARK}Owner,Kind\r\nNurse 12,nurse\r\n"
    )


def test_for_a_program_there_is_no_mark():
    assert csv_of([("a", "b")], mark="", line_end="\n") == "a,b\n"


@pytest.mark.parametrize("start", FORMULA)
def test_no_cell_is_taken_for_a_formula(start):
    text = csv_of([("Owner",), (f"{start}HYPERLINK()",)], mark="")

    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{start}HYPERLINK()"]
