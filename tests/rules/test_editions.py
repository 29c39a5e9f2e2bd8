"""The law as at a date: the right one on every day, and only as many as there were changes."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mutualise.rules import load_law
from mutualise.rules.base import edition_of

LAW = load_law()
DAYS = st.dates() | st.sampled_from(sorted(LAW.turning_days))
DAY_BEFORE = dt.timedelta(days=1)


@given(day=DAYS, known_on=st.none() | DAYS)
def test_an_edition_that_is_kept_is_the_law_of_that_very_day(day, known_on):
    kept, fresh = LAW.at(day, known_on), edition_of(LAW, day, known_on)

    assert kept.day == day
    assert list(kept.rules) == list(fresh.rules)
    assert kept.figures == fresh.figures


def test_the_law_changes_on_the_day_itself_and_not_before():
    for day in LAW.turning_days:
        assert LAW.at(day) != LAW.at(day - DAY_BEFORE), day


def test_a_visitor_who_asks_for_every_day_of_a_century_adds_nothing_to_memory():
    first = dt.date(1950, 1, 1)
    editions = {LAW.at(first + n * DAY_BEFORE) for n in range(36_525)}

    assert len(editions) <= len(LAW.turning_days) + 1
