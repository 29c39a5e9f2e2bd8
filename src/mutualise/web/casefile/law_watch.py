"""Watches the answers of each case: when the law or a figure moves one, the team is told why.

What an answer was is kept with what decided it. From time to time it is worked out again; what
moved by itself, and not because the team answered otherwise, waits until someone has seen it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from mutualise.casefile import CaseFile
from mutualise.derivations.kept import KeptFormatError, from_json, keep, to_json
from mutualise.derivations.moved import what_moved
from mutualise.derivations.moved_records import Moved, Step
from mutualise.derivations.moved_words import moved_words
from mutualise.derivations.structures import law_fingerprint
from mutualise.rules import load_law
from mutualise.web.casefile.models import Case, KeptResult
from mutualise.web.casefile.store import read_case_of
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat

# More than these in one notice, and nobody reads any of it. The team's own answer comes first.
_MOST = 6


def watch_results(now: dt.datetime) -> None:
    """Work out again what may have moved, in every open workspace."""
    for row in Case.objects.filter(workspace__closed_at__isnull=True).select_related("workspace"):
        watch_workspace(row.workspace, timezone.localtime(now).date())


def watch_workspace(workspace: Workspace, today: dt.date) -> None:
    """Compare each option of a case with what was kept of it, and keep it anew."""
    stored = read_case_of(workspace)
    kept = {row.option: row for row in KeptResult.objects.of(workspace)}
    for option in _options(stored.case):
        marker = f"{law_fingerprint(load_law())} {today.isoformat()} {stored.revision}"
        row = kept.get(option or "")
        if row is not None and row.content.get("marker") == marker:
            continue
        _watch(workspace, stored.case, option, today, marker, row)


def news_of(workspace: Workspace) -> tuple[str, ...]:
    """What moved and was not seen yet, in sentences."""
    rows = KeptResult.objects.of(workspace).order_by("option")
    lines = [line for row in rows for line in row.content.get("news", ())]
    return tuple(dict.fromkeys(lines))


@transaction.atomic
def news_seen(*, by: Person, workspace: Workspace) -> None:
    """Someone has read what moved."""
    for row in KeptResult.objects.of(workspace).select_for_update():
        row.content = {**row.content, "news": []}
        row.save(update_fields=["content"])
    record("case.news_seen", by=by, workspace=workspace)


def _options(case: CaseFile) -> Iterator[str | None]:
    if case.options:
        yield from case.options
    elif case.present:
        yield None


@transaction.atomic
def _watch(
    workspace: Workspace,
    case: CaseFile,
    option: str | None,
    today: dt.date,
    marker: str,
    row: KeptResult | None,
) -> None:
    moved = tuple(_moved_by_itself(row, case, option, today)) if row is not None else ()
    earlier = row.content.get("news", []) if row is not None else []
    news = [*earlier, *(line for line in _in_words(moved) if line not in earlier)]
    content = {
        "marker": marker,
        "kept": to_json(keep(load_law(), case, option, as_at=today)),
        "news": news,
    }
    KeptResult.objects.update_or_create(
        workspace=workspace,
        option=option or "",
        defaults={"content": content, "at": timezone.now()},
    )
    if moved:
        record("case.result_moved", by=None, workspace=workspace, body={"findings": len(moved)})


def _in_words(moved: tuple[Moved, ...]) -> Iterator[str]:
    yield from map(moved_words, moved[:_MOST])
    if len(moved) > _MOST:
        yield f"{len(moved) - _MOST} more findings moved. The result page has them as they are now."


def _moved_by_itself(
    row: KeptResult, case: CaseFile, option: str | None, today: dt.date
) -> Iterator[Moved]:
    try:
        kept = from_json(row.content["kept"])
    except (KeptFormatError, KeyError):
        # Kept by another version in a way that this one cannot read: begin again from today.
        return
    for moved in what_moved(kept, load_law(), case, option, as_at=today):
        # Other forms and contracts than those the team looks at would bury what concerns it.
        if (moved.own or moved.near) and any(cause.step is not Step.TEAM for cause in moved.causes):
            yield moved


def news_lines(seat: Seat) -> tuple[str, ...]:
    """What moved, for those who may read the case."""
    return news_of(seat.workspace) if seat.may(Permission.READ_CASE) else ()
