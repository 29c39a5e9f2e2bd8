"""A parameter is a series of values, each dated twice: in force from, and published on.

The two dates answer two questions. "What is the threshold on 1 May?" needs the first.
"What could the team have known when it planned?" needs the second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from mutualise.content.loader import (
    ContentError,
    Record,
    build,
    content_files,
    content_root,
    read_content,
)


class ParameterError(LookupError):
    """The parameter is not declared, or has no value on the date."""


class Unit(StrEnum):
    POUNDS = "pounds"
    PEOPLE = "people"
    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"


class DatedValue(Record):
    """One value of a parameter, where it came from and when it was last checked."""

    value: int | Decimal
    in_force_from: dt.date
    published_on: dt.date
    source: str
    confidence: Literal["high", "medium", "low"]
    checked: dt.date
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _exact(cls, raw: dict[str, object]) -> dict[str, object]:
        # A fraction in YAML arrives as a float: keep the digits as written.
        if isinstance(raw.get("value"), float):
            return {**raw, "value": Decimal(repr(raw["value"]))}
        return raw


class Parameter(Record):
    """A named figure over time."""

    name: str
    label: str
    unit: Unit
    values: tuple[DatedValue, ...]
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Parameter:
        dates = [value.in_force_from for value in self.values]
        if not dates or dates != sorted(set(dates)):
            raise ValueError("give at least one value, oldest first, one for each date")
        return self

    def on(self, day: dt.date, known_on: dt.date | None = None) -> DatedValue | None:
        """The value in force on a day, as far as it was published by `known_on`."""
        fitting = [
            value
            for value in self.values
            if value.in_force_from <= day and (known_on is None or value.published_on <= known_on)
        ]
        return fitting[-1] if fitting else None

    def written(self, value: int | Decimal) -> str:
        """The value as a person writes it: £663,540, 25%, 28 days."""
        return written(value, self.unit)


def written(value: int | Decimal, unit: Unit) -> str:
    """A figure with its unit, thousands separated."""
    if unit is Unit.POUNDS:
        return f"£{value:,}" if value == int(value) else f"£{value:,.2f}"
    if unit is Unit.PERCENT:
        return f"{value:,}%"
    if unit is Unit.COUNT:
        return f"{value:,}"
    word = {Unit.PEOPLE: "person"}.get(unit, unit.value[:-1]) if value == 1 else unit.value
    return f"{value:,} {word}"


@dataclass(frozen=True)
class Parameters:
    """Every parameter of the product, by name."""

    by_name: Mapping[str, Parameter]

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.by_name.values())

    def __getitem__(self, name: str) -> Parameter:
        if name not in self.by_name:
            raise ParameterError(f"There is no parameter called {name}")
        return self.by_name[name]


@cache
def load_parameters() -> Parameters:
    """The parameters of the product, read once."""
    return read_parameters(content_root())


def read_parameters(root: Traversable | Path) -> Parameters:
    """Read the parameters under a content root. Raises ContentError with every fault."""
    found: dict[str, Parameter] = {}
    problems: list[str] = []
    for where, source in content_files(root, "parameters"):
        document = read_content(where, source)
        for name, value in (document.value or {}).items():
            if name in found:
                problems.append(f"{where}: parameter {name} is given twice")
                continue
            try:
                whole = {"name": name, **value} if isinstance(value, dict) else value
                found[name] = build(Parameter, whole, where, document, (name,))
            except ContentError as error:
                problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return Parameters(found)
