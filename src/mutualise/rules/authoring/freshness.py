"""What was never read, and what was last checked long ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.rules.base import LawBase
from mutualise.rules.cards import MEMORY

STALE_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True)
class Freshness:
    """Ids of what a reader should know of: it is shown beside the answers, not refused."""

    rules_from_memory: tuple[str, ...]
    stale_rules: tuple[str, ...]
    stale_figures: tuple[str, ...]
    stale_sources: tuple[str, ...]
    undated_sources: tuple[str, ...]


def freshness(law: LawBase, day: dt.date) -> Freshness:
    """How fresh the base is on a day. What was checked over a year ago is stale."""

    def stale(checked: dt.date | None) -> bool:
        return checked is not None and day - checked > STALE_AFTER

    read = [source for source in law.sources.values() if source.id != MEMORY]
    return Freshness(
        rules_from_memory=tuple(r.id for r in law.rules.values() if MEMORY in r.sources),
        stale_rules=tuple(rule.id for rule in law.rules.values() if stale(rule.checked)),
        stale_figures=tuple(
            figure.name for figure in law.parameters if stale(figure.values[-1].checked)
        ),
        stale_sources=tuple(source.id for source in read if stale(source.checked)),
        undated_sources=tuple(
            source.id for source in read if not source.text_date or source.checked is None
        ),
    )
