"""What a reader may ask for among the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mutualise.rules import Confidence, RuleKind
from mutualise.rules.freshness import Stale, Standing
from mutualise.rules.places import Place, places_asked

# Chosen instead of a statute, form or contract: the rules that have none.
NONE = "none"


class FilterError(ValueError):
    """A filter that cannot be read; the sentence says what to write instead."""


class Order(StrEnum):
    """How the rules found are sorted."""

    ID = "id"
    CHECKED = "checked"
    CONFIDENCE = "confidence"
    TEXT = "text"


@dataclass(frozen=True)
class RuleFilter:
    """Every part narrows the rules further; within one part, any of its values will do.

    `statute`, `topic`, `form` and `contract` are ids. `section` is as a person writes it.
    Raises FilterError for a section that cannot be read.
    """

    words: str = ""
    statute: str = ""
    section: str = ""
    topic: str = ""
    form: str = ""
    contract: str = ""
    kinds: tuple[RuleKind, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    standings: tuple[Standing, ...] = ()
    stale: tuple[Stale, ...] = ()

    def __post_init__(self) -> None:
        if self.section and not self.places:
            raise FilterError(
                f"“{self.section}” is not a section that we can read. "
                "Write it as 86, s.86, reg 5 or Sch 3 para 58"
            )

    @property
    def places(self) -> tuple[Place, ...]:
        """What the section asked for may mean."""
        return places_asked(self.section)
