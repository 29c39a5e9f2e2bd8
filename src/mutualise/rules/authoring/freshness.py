"""What was never read, and what was last checked long ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.rules.base import LawBase
from mutualise.rules.cards import MEMORY
from mutualise.rules.freshness import Stale, months_between, read_text_age, stale_reasons


@dataclass(frozen=True)
class Freshness:
    """Ids of what a reader should know of: it is shown beside the answers, not refused."""

    rules_from_memory: tuple[str, ...]
    stale_rules: tuple[str, ...]
    stale_figures: tuple[str, ...]
    stale_sources: tuple[str, ...]
    undated_sources: tuple[str, ...]


def freshness(law: LawBase, day: dt.date) -> Freshness:
    """How fresh the base is on a day. What was checked a year ago or earlier is stale."""

    def rules_that(reason: Stale) -> tuple[str, ...]:
        return tuple(r.id for r in law.rules.values() if reason in stale_reasons(law, r, day))

    def stale(checked: dt.date | None) -> bool:
        return checked is not None and months_between(checked, day) >= Stale.CHECKED_12.number

    read = [source for source in law.sources.values() if source.id != MEMORY]
    return Freshness(
        rules_from_memory=rules_that(Stale.MEMORY),
        stale_rules=rules_that(Stale.CHECKED_12),
        stale_figures=tuple(
            figure.name for figure in law.parameters if stale(figure.values[-1].checked)
        ),
        stale_sources=tuple(source.id for source in read if stale(source.checked)),
        undated_sources=tuple(
            source.id
            for source in read
            if source.checked is None or read_text_age(source.text_date).undated
        ),
    )
