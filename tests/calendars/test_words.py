"""A day reads the same wherever it is written."""

import datetime as dt
import re
from pathlib import Path

from mutualise.calendars.words import written_date

SOURCES = Path(__file__).parents[2] / "src" / "mutualise"
BY_HAND = re.compile(r"%d %B|\.day\} \{")


def test_a_day_has_no_leading_nought():
    assert written_date(dt.date(2026, 4, 6)) == "6 April 2026"
    assert written_date(dt.date(2026, 11, 24)) == "24 November 2026"


def test_no_other_file_writes_a_day_by_hand():
    writing = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if BY_HAND.search(path.read_text(encoding="utf-8"))
    ]

    assert writing == ["calendars/words.py"]
