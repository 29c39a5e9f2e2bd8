"""A reform: what somebody would change in the law, as a policy officer writes it. Never law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal

from pydantic import Field, model_validator

from mutualise.content.loader import (
    ContentError,
    Record,
    build,
    content_files,
    content_root,
)
from mutualise.content.yaml_text import YamlDocument, YamlError, read_yaml
from mutualise.parameters import Parameter
from mutualise.rules.facts import MOST_DECIMALS, MOST_DIGITS
from mutualise.rules.model import Inference, Link, Qualifier, Rule, Says

Figure = int | Decimal

LARGEST = 128 * 1024


def _as_text(raw: Any, *names: str) -> Any:
    """`condition: true` in YAML means the expression True."""
    if not isinstance(raw, dict):
        return raw
    booleans = {name: str(raw[name]) for name in names if isinstance(raw.get(name), bool)}
    return {**raw, **booleans}


# Keys of a change that say nothing about the record itself.
_ABOUT = {"off", "instead_of"}


class _Change(Record):
    """What is different about a record: only the keys that are written.

    `instead_of` is the condition (of an inference: when it applies) that the change was
    written against, so that it is looked at again when the law itself has moved.
    """

    off: bool = False
    instead_of: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> _Change:
        if self.off and self.differs():
            raise ValueError("what is switched off has no other changes: keep one of the two")
        if not self.off and not self.differs():
            raise ValueError("this changes nothing: say what, such as a new 'condition'")
        return self

    def differs(self) -> dict[str, Any]:
        """The keys that were written, with their values."""
        return {name: getattr(self, name) for name in self.model_fields_set - _ABOUT}


class RuleChange(_Change):
    """What a reform would change in a rule; the rest of the rule stays as it is."""

    condition: str = Field(default="", min_length=1)
    statement: str = ""
    provision: str = ""
    consequence: str = ""
    otherwise: str = ""
    says: Says | None = None
    gives: bool = False
    when_unknown: Literal["rule_stands", "not_known"] = "not_known"
    qualifies: tuple[Qualifier, ...] = ()
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None

    @model_validator(mode="before")
    @classmethod
    def _condition_as_text(cls, raw: Any) -> Any:
        return _as_text(raw, "condition")


class InferenceChange(_Change):
    """What a reform would change in an inference."""

    value: str = Field(default="", min_length=1)
    when: str = ""
    binding: bool = False
    because: str = ""

    @model_validator(mode="before")
    @classmethod
    def _expressions_as_text(cls, raw: Any) -> Any:
        return _as_text(raw, "value", "when")


@dataclass(frozen=True)
class Reform:
    """What would be different, why anyone would ask, and from which day (None: on every day).

    `no_worked_case` says why it changes no answer of a worked case, if that is so. `places`
    says where each part was written, for error messages; the key is the id.
    """

    title: str
    id: str = ""
    question: str = ""
    why: str = ""
    note: str = ""
    no_worked_case: str = ""
    order: int = 0
    sources: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    begins: dt.date | None = None
    rules: Mapping[str, RuleChange] = field(default_factory=dict)
    inferences: Mapping[str, InferenceChange] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    new_rules: tuple[Rule, ...] = ()
    new_inferences: tuple[Inference, ...] = ()
    new_figures: Mapping[str, Parameter] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing at all."""
        return not any(self.touches())

    def touches(self) -> Iterator[str]:
        """The id or name of everything that it changes or adds."""
        yield from (*self.rules, *self.inferences, *self.figures, *self.new_figures)
        yield from (rule.id for rule in self.new_rules)
        yield from (inference.id for inference in self.new_inferences)


class _Written(Record):
    """A reform as a file holds it."""

    title: str = Field(min_length=1)
    question: str = ""
    why: str = ""
    note: str = ""
    no_worked_case: str = ""
    order: int = 0
    sources: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    begins: dt.date | None = None
    rules: Mapping[str, RuleChange] = Field(default_factory=dict)
    inferences: Mapping[str, InferenceChange] = Field(default_factory=dict)
    figures: Mapping[str, Figure] = Field(default_factory=dict)
    new_rules: tuple[Rule, ...] = ()
    new_inferences: tuple[Inference, ...] = ()
    new_figures: Mapping[str, Parameter] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _named_and_exact(cls, raw: dict[str, Any]) -> dict[str, Any]:
        changed = dict(raw)
        if isinstance(raw.get("new_figures"), dict):
            changed["new_figures"] = {
                name: {"name": name, **value} if isinstance(value, dict) else value
                for name, value in raw["new_figures"].items()
            }
        if isinstance(raw.get("figures"), dict):
            # A fraction in YAML arrives as a float: keep the digits as written.
            changed["figures"] = {
                name: Decimal(repr(value)) if isinstance(value, float) else value
                for name, value in raw["figures"].items()
            }
        return changed


_LISTS = ("new_rules", "new_inferences")
_KEYED = ("rules", "inferences", "figures", "new_figures")


def read_reform(text: str, where: str, reform_id: str = "") -> Reform:
    """Read a reform from its text. Raises ContentError with every fault and its line."""
    if len(text) > LARGEST:
        raise ContentError([f"{where}: a reform has at most {LARGEST // 1024} KB of text"])
    try:
        document = read_yaml(text)
    except YamlError as error:
        line = f", line {error.line}" if error.line else ""
        raise ContentError([f"{where}{line}: {error.sentence}"]) from error
    written = build(_Written, document.value, where, document, ())
    values = {name: getattr(written, name) for name in _Written.model_fields}
    return Reform(id=reform_id, places=dict(_places(document, where)), **values)


def _places(document: YamlDocument, where: str) -> Iterator[tuple[str, str]]:
    for part in _KEYED:
        for key in document.value.get(part) or {}:
            yield str(key), f"{where}, line {document.line_of((part, key))}"
    for part in _LISTS:
        for index, value in enumerate(document.value.get(part) or ()):
            yield str(value["id"]), f"{where}, line {document.line_of((part, index))}"


@cache
def load_reforms() -> Mapping[str, Reform]:
    """The reforms that come with Mutualise, by the names of their files, in order."""
    found = []
    for where, source in content_files(content_root(), "law/reforms"):
        name = where.rpartition("/")[2].removesuffix(".yaml")
        found.append(read_reform(source.read_text(encoding="utf-8"), where, name))
    return {reform.id: reform for reform in sorted(found, key=lambda reform: reform.order)}


def read_figure(text: str) -> Figure:
    """A figure as a person writes it: 700000, £700,000 or 25%.

    Raises ValueError with a sentence that says what is possible.
    """
    plain = text.strip().lstrip("£").rstrip("%").replace(",", "").replace(" ", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"'{text.strip()}' is not a number. Write one such as 25") from None
    if not number.is_finite() or number < 0 or number.adjusted() >= MOST_DIGITS:
        raise ValueError(f"A figure is 0 or more, with at most {MOST_DIGITS} digits")
    if number == number.to_integral_value():
        return int(number)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        raise ValueError(f"A figure has at most {MOST_DECIMALS} digits after the point")
    return number
