"""What a fact takes as an answer, and what it says to the rest."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.rules import FactError, load_law

FACTS = load_law().facts
SOME = [FACTS[name] for name in ("shares.gp_share", "entity.form", "entity.turnover",
        "partners.count", "change.value_increase_pct", "proc.term_years")]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("shares.gp_share", "yes", True),
        ("shares.gp_share", "No", False),
        ("shares.gp_share", True, True),
        ("shares.gp_share", "not known", None),
        ("shares.gp_share", "Not Known", None),
        ("entity.form", " cic_cls ", "cic_cls"),
        ("entity.turnover", "£1,250,000", 1250000),
        ("entity.turnover", "1250000.50", Decimal("1250000.50")),
        ("entity.turnover", 0, 0),
        ("change.value_increase_pct", "25%", 25),
        ("partners.count", 3.0, 3),
    ],
)
def test_an_answer_is_read_as_people_write_it(name, raw, value):
    assert FACTS[name].read(raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("shares.gp_share", "perhaps", "true, false or not known"),
        ("entity.form", "cic", "It can be one of"),
        ("entity.turnover", "lots", "is a number, such as 25"),
        ("entity.turnover", "-1", "cannot be below 0"),
        ("entity.turnover", "1e999999999", "larger than we can use"),
        ("entity.turnover", "1e-999999999", "decimal places"),
        ("entity.turnover", "NaN", "is a number"),
        ("entity.turnover", "Infinity", "is a number"),
        ("entity.turnover", True, "is a number"),
        ("partners.count", "2.5", "whole number"),
    ],
)
def test_a_value_it_cannot_have_is_refused_with_what_it_can(name, raw, says):
    with pytest.raises(FactError) as caught:
        FACTS[name].read(raw)

    assert says in str(caught.value)


def test_an_unknown_name_suggests_the_one_meant():
    with pytest.raises(FactError, match=r"Did you mean shares\.gp_share\?"):
        FACTS["shares.gp_shares"]


anything = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none(),
    st.dates(), st.lists(st.integers(), max_size=2), st.decimals().map(str),
)  # fmt: skip


@given(st.sampled_from(SOME), anything)
def test_whatever_is_written_is_a_value_or_a_sentence(fact, raw):
    try:
        value = fact.read(raw)
    except FactError:
        return
    assert value is None or fact.read(value) == value
    assert fact.written(value)
    assert fact.clause(value)


def test_values_are_written_for_people():
    assert FACTS["entity.turnover"].written(1250000) == "£1,250,000"
    assert FACTS["proc.term_years"].written(1) == "1 year"
    assert FACTS["change.value_increase_pct"].written(25) == "25%"
    assert FACTS["shares.gp_share"].written(None) == "Not known"
    date = FACTS["shares.gp_share"].model_copy(update={"type": "date"})
    assert date.written(dt.date(2026, 4, 6)) == "6 April 2026"
