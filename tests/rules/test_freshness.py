"""How fresh a rule is, and whether it is law."""

import datetime as dt

import pytest

from mutualise.rules.freshness import (
    Stale,
    Standing,
    read_text_age,
    stale_reasons,
    standing,
    text_age,
)
from tests.rules.small_law import fact, rule, small_law

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def law(tmp_path):
    return small_law(tmp_path, {"a.x": fact()}, [rule("R-1", "a.x", defines="d.x")])


def with_source(law, text_date):
    changed = law.sources["S"].model_copy(update={"text_date": text_date})
    law.sources["S"] = changed
    return law


@pytest.mark.parametrize(
    ("written", "oldest", "undated"),
    [
        ("2025-02-24", dt.date(2025, 2, 24), False),
        ("2005-06-30 as made (read with S08)", dt.date(2005, 6, 30), False),
        ("2024-07", dt.date(2024, 7, 1), False),
        ("2004 / 2015", dt.date(2004, 1, 1), False),
        ("2020-12 to 2025", dt.date(2020, 12, 1), False),
        ("2023-24", dt.date(2023, 1, 1), False),
        ("s.3: 2024-03-12; Sch 1: 2024-02-06", dt.date(2024, 2, 6), False),
        ("2024-03-14 and undated", dt.date(2024, 3, 14), True),
        ("undated (2013 policy)", None, True),
        ("older revision (still cites 1985 Act)", None, True),
        ("no date given", None, True),
        ("", None, True),
    ],
)
def test_the_date_of_a_text_as_sources_have_it(written, oldest, undated):
    age = read_text_age(written)
    assert (age.oldest, age.undated) == (oldest, undated)


@pytest.mark.parametrize(
    ("checked", "reasons"),
    [
        (dt.date(2026, 8, 25), set()),
        (dt.date(2026, 8, 24), {Stale.CHECKED_3}),
        (dt.date(2026, 5, 24), {Stale.CHECKED_3, Stale.CHECKED_6}),
        (dt.date(2025, 11, 25), {Stale.CHECKED_3, Stale.CHECKED_6}),
        (dt.date(2025, 11, 24), {Stale.CHECKED_3, Stale.CHECKED_6, Stale.CHECKED_12}),
    ],
)
def test_a_check_grows_old_on_the_day(law, checked, reasons):
    law = with_source(law, "2026-01-01")
    checked_then = law.rules["R-1"].model_copy(update={"checked": checked})
    assert stale_reasons(law, checked_then, DAY) == reasons


@pytest.mark.parametrize(
    ("text_date", "reasons"),
    [
        ("2024-11-25", set()),
        ("2024-11-24", {Stale.TEXT_2}),
        ("2021-11-24", {Stale.TEXT_2, Stale.TEXT_5}),
        ("2016-11-24", {Stale.TEXT_2, Stale.TEXT_5, Stale.TEXT_10}),
        ("undated", {Stale.UNDATED}),
    ],
)
def test_a_text_grows_old_on_the_day(law, text_date, reasons):
    law = with_source(law, text_date)
    assert stale_reasons(law, law.rules["R-1"], DAY) == reasons


def test_what_is_from_memory_has_no_text(law):
    remembered = law.rules["R-1"].model_copy(update={"sources": ("M",)})
    assert stale_reasons(law, remembered, DAY) == {Stale.MEMORY}
    assert text_age(law, remembered).undated is False


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, Standing.IN_FORCE),
        ({"status": "expected"}, Standing.EXPECTED),
        ({"status": "superseded"}, Standing.SUPERSEDED),
        ({"in_force_from": DAY}, Standing.IN_FORCE),
        ({"in_force_from": DAY + dt.timedelta(days=1)}, Standing.EXPECTED),
        ({"in_force_to": DAY}, Standing.SUPERSEDED),
        ({"in_force_to": DAY + dt.timedelta(days=1)}, Standing.IN_FORCE),
        ({"status": "expected", "in_force_to": DAY}, Standing.SUPERSEDED),
    ],
)
def test_whether_a_rule_is_law_on_a_day(law, changes, found):
    written = law.rules["R-1"].model_dump() | changes
    assert standing(type(law.rules["R-1"]).model_validate(written), DAY) is found
