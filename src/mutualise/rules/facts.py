"""The vocabulary: every fact a team can state, what it means and who can change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import Field, model_validator

from mutualise.calendars.words import written_date as written_date  # noqa: PLC0414 - read from here, too
from mutualise.content.loader import ContentError, Record, build, content_files, read_content
from mutualise.expressions import Kind, NameType, closest
from mutualise.parameters import Unit, written

Value = bool | int | Decimal | str | dt.date

NOT_KNOWN = "not known"
MOST_DIGITS = 15
MOST_DECIMALS = 6
# Letters of an acronym whose names begin with a vowel: an NHS trust, an LLP.
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")


class FactType(StrEnum):
    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    PERCENT = "percent"
    ENUM = "enum"
    DATE = "date"
    TEXT = "text"


class Mutability(StrEnum):
    """Who can make the fact different."""

    DESIGN = "design"
    THIRD_PARTY = "third_party"
    CIRCUMSTANCE = "circumstance"
    FIXED = "fixed"
    GOAL = "goal"


_KINDS = {
    FactType.BOOL: Kind.TRUTH,
    FactType.INT: Kind.NUMBER,
    FactType.MONEY: Kind.NUMBER,
    FactType.PERCENT: Kind.NUMBER,
    FactType.ENUM: Kind.CHOICE,
    FactType.DATE: Kind.DATE,
    FactType.TEXT: Kind.TEXT,
}


class FactError(ValueError):
    """A value that the fact cannot have; the sentence says what it can."""


class Fact(Record):
    """One thing a team can tell us. `yes`, `no` and `is` are clauses that read in a sentence."""

    name: str
    type: FactType
    ask: str
    label: str
    mutability: Mutability
    hint: str = ""
    why: str = ""
    yes: str = ""
    no: str = ""
    is_: str = Field(default="", alias="is")
    who: str = "you"
    values: Mapping[str, str] = Field(default_factory=dict)
    value_hints: Mapping[str, str] = Field(default_factory=dict)
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    priority: int = 50
    askable: bool = True
    unsettled: str = ""
    collection: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        if self.type is FactType.BOOL and not (self.yes and self.no):
            raise ValueError("a yes-or-no fact needs 'yes' and 'no' clauses")
        if self.type is FactType.ENUM and not self.values:
            raise ValueError("an enum fact needs 'values'")
        if self.type is not FactType.BOOL and "{value}" not in self.is_:
            raise ValueError("a fact that is not yes-or-no needs an 'is' clause with {value}")
        if not self.askable and not self.unsettled:
            raise ValueError("a fact nobody can answer yet needs an 'unsettled' sentence")
        return self

    @property
    def name_type(self) -> NameType:
        return NameType(_KINDS[self.type], tuple(self.values))

    def read(self, raw: object) -> Value | None:
        """The value of an answer as written; None for "not known".

        Raises FactError with a sentence that says which values are possible.
        """
        if raw is None or (isinstance(raw, str) and raw.strip().lower() == NOT_KNOWN):
            return None
        return _READERS[self.type](self, raw)

    def written(self, value: Value | None) -> str:
        """The value as a person reads it."""
        if value is None:
            return "Not known"
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, dt.date):
            return written_date(value)
        if isinstance(value, str):
            return self.values.get(value, value)
        return written(value, self.measure)

    @property
    def measure(self) -> Unit:
        """The unit its numbers are written in."""
        if self.type is FactType.MONEY:
            return Unit.POUNDS
        if self.type is FactType.PERCENT:
            return Unit.PERCENT
        return Unit(self.unit) if self.unit in set(Unit) else Unit.COUNT

    def clause(self, value: Value | None) -> str:
        """The value as a clause: "a GP owns at least one share outright"."""
        if self.type is FactType.BOOL:
            if value is None:
                return f"it is not known whether {self.yes}"
            return self.yes if value else self.no
        shown = "not known" if value is None else self.written(value)
        # A label begins with a capital on a form; inside a sentence it does not.
        return self.is_.replace("{value}", inside_sentence(shown))


def inside_sentence(text: str) -> str:
    """A label as it stands inside a sentence: a small first letter, unless it is a name."""
    first, _, _ = text.partition(" ")
    is_name = (len(first) > 1 and first.isupper()) or any(c.isupper() for c in first[1:])
    return text if is_name or not text else text[0].lower() + text[1:]


def in_a_row(words: Iterable[str]) -> str:
    """Words as a sentence has them: A, B and C; nothing for none."""
    *first, last = ("", *words)
    return f"{', '.join(first[1:])} and {last}" if first[1:] else last


def with_article(label: str) -> str:
    """A label inside a sentence: "a company limited by shares", "an NHS trust"."""
    first = label.split(maxsplit=1)[0].strip("()")
    if first.lower() in ("a", "an", "the"):
        return f"{label[:1].lower()}{label[1:]}"
    acronym = len(first) > 1 and first.isupper()
    if acronym:
        vowel = first[0] in _VOWEL_LETTERS
    else:
        vowel = first[0].lower() in "aeiou" and not first.lower().startswith(("uni ", "one"))
    inner = (
        label if acronym or any(c.isupper() for c in first[1:]) else label[:1].lower() + label[1:]
    )
    return f"{'an' if vowel else 'a'} {inner}"


def _read_bool(fact: Fact, raw: object) -> Value:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word in ("true", "yes"):
        return True
    if word in ("false", "no"):
        return False
    raise FactError(f"{fact.name} is true, false or not known. It cannot be '{raw}'")


def _read_enum(fact: Fact, raw: object) -> Value:
    word = str(raw).strip()
    if word in fact.values:
        return word
    hint = closest(word, fact.values)
    raise FactError(
        f"{fact.name} cannot be '{word}'. It can be one of: {', '.join(fact.values)}, "
        f"or not known.{hint}"
    )


def _read_number(fact: Fact, raw: object) -> Value:
    if isinstance(raw, bool):
        raise FactError(f"{fact.name} is a number. It cannot be '{raw}'")
    text = str(raw).strip().lstrip("£").rstrip("%").replace(",", "").replace(" ", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise FactError(f"{fact.name} is a number, such as 25. It cannot be '{raw}'") from None
    if not number.is_finite():
        raise FactError(f"{fact.name} is a number, such as 25. It cannot be '{raw}'")
    # Asked first: arithmetic on 1e999999999 would not end well.
    if number and number.adjusted() >= MOST_DIGITS:
        raise FactError(f"{fact.name} is larger than we can use. Check the number of noughts")
    if int(number.as_tuple().exponent) < -MOST_DECIMALS:
        raise FactError(f"{fact.name} has more than {MOST_DECIMALS} decimal places. Round it")
    return _in_range(fact, number)


def _in_range(fact: Fact, number: Decimal) -> Value:
    if fact.type is FactType.INT and number != number.to_integral_value():
        raise FactError(f"{fact.name} is a whole number. It cannot be {number}")
    least = 0 if fact.minimum is None else fact.minimum
    if number < least:
        raise FactError(f"{fact.name} cannot be below {least:,}")
    if fact.maximum is not None and number > fact.maximum:
        raise FactError(f"{fact.name} cannot be above {fact.maximum:,}")
    return int(number) if number == number.to_integral_value() else number


def _read_date(fact: Fact, raw: object) -> Value:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(str(raw).strip())
    except ValueError:
        raise FactError(
            f"{fact.name} is a date, such as 2026-04-06. It cannot be '{raw}'"
        ) from None


def _read_text(fact: Fact, raw: object) -> Value:
    text = str(raw).strip()
    if len(text) > 2000:
        raise FactError(f"{fact.name} is longer than 2,000 characters. Shorten it")
    return text


_READERS = {
    FactType.BOOL: _read_bool,
    FactType.ENUM: _read_enum,
    FactType.INT: _read_number,
    FactType.MONEY: _read_number,
    FactType.PERCENT: _read_number,
    FactType.DATE: _read_date,
    FactType.TEXT: _read_text,
}


@dataclass(frozen=True)
class Facts:
    """Every fact by name."""

    by_name: Mapping[str, Fact]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Fact:
        """The fact, or FactError with the name that was probably meant."""
        fact = self.by_name.get(name)
        if fact is None:
            raise FactError(f"There is no fact called '{name}'.{closest(name, self.by_name)}")
        return fact


def read_facts(root: Traversable | Path) -> Facts:
    """Read the facts under a content root. Raises ContentError with every fault."""
    found: dict[str, Fact] = {}
    problems: list[str] = []
    for where, source in content_files(root, "law/facts"):
        document = read_content(where, source)
        for name, value in (document.value or {}).items():
            if name in found:
                problems.append(f"{where}, line {document.line_of((name,))}: {name} is given twice")
                continue
            try:
                whole = {"name": name, **value} if isinstance(value, dict) else value
                found[name] = build(Fact, whole, where, document, (name,))
            except ContentError as error:
                problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return Facts(found)
