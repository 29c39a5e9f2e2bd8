"""The day on which the newest rules on GP contracts begin, from the instruments that made them."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules import load_law

DISSOLUTION = dt.date(2025, 7, 21)  # SI 2025/727 reg 1(2)(a)
SOCIAL_WORK_ENGLAND = dt.date(2019, 12, 2)  # SI 2019/1436 reg 2(r)


@pytest.mark.parametrize(
    ("rule_id", "first_day"),
    [
        ("TRF-15", DISSOLUTION),
        ("TRF-16", DISSOLUTION),
        ("TRF-18", DISSOLUTION),
        ("GMS-21", SOCIAL_WORK_ENGLAND),
    ],
)
def test_a_new_rule_counts_from_its_first_day_and_not_before(rule_id, first_day):
    rule = load_law().rules[rule_id]

    assert rule.in_force_on(first_day)
    assert not rule.in_force_on(first_day - dt.timedelta(days=1))
