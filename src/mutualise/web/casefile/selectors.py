"""From the rows of a case to what pages show: who said what, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mutualise.web.casefile.models import AnswerVersion, Revision
from mutualise.web.tenancy.models import Workspace


@dataclass(frozen=True)
class Said:
    """Who changed something, and when."""

    who: str
    at: dt.datetime
    how: str = ""


def said_by(workspace: Workspace, place: str, fact: str) -> Said | None:
    """Who last changed an answer, taking it away included."""
    rows = AnswerVersion.objects.of(workspace).filter(place=place, fact=fact)
    last = rows.order_by("-id").first()
    if last is None:
        return None
    return revisions(workspace, {last.ends or last.begins}).get(last.ends or last.begins)


def revisions(workspace: Workspace, numbers: set[int]) -> dict[int, Said]:
    """Who and when of each revision."""
    rows = Revision.objects.of(workspace).filter(number__in=numbers).select_related("by")
    return {row.number: Said(row.by.called, row.at, row.how) for row in rows}
