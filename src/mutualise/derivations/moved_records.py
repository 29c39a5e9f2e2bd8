"""What moved since an answer was kept, and the causes of it, as records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a finding is about, the most important first."""

    # The team's own form and contract, where it has chosen another pair since.
    OWN = "own"
    CELL = "cell"
    CONSEQUENCE = "consequence"


class Step(StrEnum):
    """What moved a finding: another version of the product, time passing, or the team."""

    VERSION = "version"
    DATE = "date"
    TEAM = "team"


class Of(StrEnum):
    """What kind of thing a cause is; `PRODUCT` where nothing in particular can be named."""

    RULE = "rule"
    INFERENCE = "inference"
    FIGURE = "figure"
    ANSWER = "answer"
    ITEM = "item"
    LIST = "list"
    PRODUCT = "product"


class Change(StrEnum):
    """What happened to it."""

    NEW = "new"
    CHANGED = "changed"
    # Other words, with the same effect.
    REWORDED = "reworded"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing because of which a finding moved.

    `id` is a rule, an inference, a figure, a fact or the place of an item; `label` is what it
    is called. `before` and `after` are written for people. `when` is the day from which a rule
    or a figure counts, with `source` and `url` for where that can be read.
    """

    step: Step
    of: Of
    change: Change
    id: str
    label: str = ""
    before: str = ""
    after: str = ""
    when: dt.date | None = None
    source: str = ""
    url: str = ""


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that reads otherwise than it was kept, and why.

    Of a form and a contract, `pair` are their ids and `before` and `after` the words of the
    table; `pair_before` differs where the team chose another pair. Of a consequence, `rule` is
    the rule that says it, `label` its statement if it is known, and `before` and `after` are
    certainties, empty where nothing is said of it.
    """

    about: About
    before: str
    after: str
    causes: tuple[Cause, ...]
    pair: Pair = ("", "")
    pair_before: Pair = ("", "")
    rule: str = ""
    label: str = ""
    own: bool = False
    near: bool = False
