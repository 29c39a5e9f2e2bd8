"""A figure is dated twice: when it applies, and when it was known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import yaml

from mutualise.content.loader import ContentError
from mutualise.parameters import Unit, load_parameters, read_parameters, written
from tests.rules.small_law import NoAnchors, dated


def read(folder, **parameters):
    place = folder / "parameters"
    place.mkdir()
    text = yaml.dump(parameters, Dumper=NoAnchors, sort_keys=False)
    (place / "all.yaml").write_text(text, encoding="utf-8")
    return read_parameters(folder)


def test_the_value_of_a_day_is_the_latest_in_force_that_was_known(tmp_path):
    rate = read(
        tmp_path,
        rate={
            "label": "Rate",
            "unit": "percent",
            "values": [dated(14.38, "2023-04-01"), dated(23.78, "2024-04-01", "2024-03-01")],
        },
    )["rate"]

    assert rate.on(dt.date(2023, 3, 31)) is None
    assert rate.on(dt.date(2024, 3, 31)).value == Decimal("14.38")
    assert rate.on(dt.date(2024, 4, 1)).value == Decimal("23.78")
    assert rate.on(dt.date(2024, 4, 1), known_on=dt.date(2024, 2, 29)).value == Decimal("14.38")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"values": []}, "at least one value, oldest first"),
        ({"values": [dated(1, "2024-01-01"), dated(2, "2023-01-01")]}, "oldest first"),
        ({"unit": "furlongs"}, "'unit'"),
        ({"labl": "x"}, "'labl' is not a known key. Did you mean label?"),
    ],
)
def test_a_faulty_parameter_is_named(tmp_path, broken, says):
    whole = {"label": "Rate", "unit": "percent", "values": [dated(1)]} | broken

    with pytest.raises(ContentError) as caught:
        read(tmp_path, rate=whole)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (663540, Unit.POUNDS, "£663,540"),
        (Decimal("0.5"), Unit.POUNDS, "£0.50"),
        (Decimal("14.38"), Unit.PERCENT, "14.38%"),
        (1, Unit.YEARS, "1 year"),
        (28, Unit.DAYS, "28 days"),
        (50, Unit.PEOPLE, "50 people"),
        (1, Unit.PEOPLE, "1 person"),
        (10000, Unit.COUNT, "10,000"),
    ],
)
def test_a_figure_is_written_with_its_unit(value, unit, text):
    assert written(value, unit) == text


def test_every_figure_of_the_product_has_a_source_and_dates_that_make_sense():
    for parameter in load_parameters():
        for value in parameter.values:
            assert value.source, parameter.name
            assert value.published_on <= value.checked, parameter.name
