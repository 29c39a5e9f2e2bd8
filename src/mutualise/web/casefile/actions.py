"""Changes to a case: each one transaction, numbered, with who and when, and its event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from mutualise.casefile import Answer, CaseFile
from mutualise.casefile.merging import (
    Clash,
    Path,
    answers_by_place,
    merge,
    same_answer,
    with_answers,
)
from mutualise.web.casefile.models import AnswerVersion, Case, Revision
from mutualise.web.casefile.store import StoredCase, read_case_of, write_changes
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person, Workspace


class ChangedMeanwhile(Exception):
    """Others changed the same parts since the page was shown; nothing was saved."""

    def __init__(self, clashes: tuple[Clash, ...], now: StoredCase) -> None:
        super().__init__("The same part of the case was changed meanwhile.")
        self.clashes = clashes
        self.now = now


@transaction.atomic
def save_case(
    *, by: Person, workspace: Workspace, case: CaseFile, seen: int, how: str = ""
) -> StoredCase:
    """Save a case that was changed by someone who had seen a revision of it.

    What others changed since stays. Raises ChangedMeanwhile where they changed the same.
    """
    row = _locked(workspace)
    now = read_case_of(workspace, row.revision)
    base = now.case if seen == now.revision else read_case_of(workspace, seen).case
    wins = _own_earlier_changes(workspace, by, seen)
    merged, clashes = merge(base, now.case, _said_anew(base, case), mine_wins=wins)
    if clashes:
        raise ChangedMeanwhile(clashes, now)
    if merged == now.case and row.revision:
        return now
    row.revision += 1
    Revision.objects.create(workspace=workspace, number=row.revision, by=by, how=how)
    changes = write_changes(workspace, now.case, merged, row.revision)
    row.save(update_fields=["revision"])
    body: dict[str, Any] = {
        "revision": row.revision,
        "changes": [{"place": c.place, "fact": c.fact, "seal": c.seal} for c in changes],
    }
    if how:
        body["how"] = how
    record("case.changed", by=by, workspace=workspace, about=row.revision, body=body)
    return StoredCase(merged, row.revision, now.unread)


def _locked(workspace: Workspace) -> Case:
    """The row of the case, held until the transaction ends, so that saves go one by one."""
    Case.objects.get_or_create(workspace=workspace)
    return Case.objects.select_for_update().get(workspace=workspace)


def _said_anew(base: CaseFile, case: CaseFile) -> CaseFile:
    """The case in which an answer that was merely repeated keeps its source and its why."""
    before = answers_by_place(base)
    answers = {
        place: {
            fact: _kept(before.get(place, {}).get(fact), answer)
            for fact, answer in answered.items()
        }
        for place, answered in answers_by_place(case).items()
    }
    return with_answers(case, answers)


def _kept(before: Answer | None, answer: Answer) -> Answer:
    bare = replace(answer, source="", why="", who="", when="") == answer
    if before is not None and bare and before.value == answer.value:
        return before
    return before if before is not None and same_answer(before, answer) else answer


def _own_earlier_changes(workspace: Workspace, by: Person, seen: int) -> Callable[[Path], bool]:
    """Whether what stands at a path was said by the same person: going back is no clash."""
    since = Revision.objects.of(workspace).filter(number__gt=seen)
    others = set(since.exclude(by=by).values_list("number", flat=True))

    def mine(path: Path) -> bool:
        if not others:
            return True
        if path[0] != "answers":
            return False
        place, fact = path[1]
        rows = AnswerVersion.objects.of(workspace).filter(place=place, fact=fact)
        touched = {
            number
            for begins, ends in rows.values_list("begins", "ends")
            for number in (begins, ends)
            if number
        }
        return not touched & others

    return mine
