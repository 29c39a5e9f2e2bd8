"""Changes to a case: each one transaction, numbered, with who and when, and its event."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from mutualise.casefile import Answer, CaseFile
from mutualise.casefile.merging import (
    Clash,
    Path,
    answers_by_key,
    merge,
    same_answer,
    with_answers,
)
from mutualise.web.casefile.models import (
    AnswerVersion,
    Attachment,
    Case,
    Comment,
    Revision,
    SectionWork,
    Snapshot,
)
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
    before = answers_by_key(base)
    kept = {key: _kept(before.get(key), answer) for key, answer in answers_by_key(case).items()}
    return with_answers(case, kept)


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
        kind, name = path
        if kind != "answers":
            return False
        place, fact = name
        rows = AnswerVersion.objects.of(workspace).filter(place=str(place), fact=fact)
        touched = {
            number
            for begins, ends in rows.values_list("begins", "ends")
            for number in (begins, ends)
            if number
        }
        return not touched & others

    return mine


@transaction.atomic
def name_snapshot(*, by: Person, workspace: Workspace, name: str, note: str = "") -> Snapshot:
    """Give the case as it is now a name. Raises NameTaken."""
    row = _locked(workspace)
    if Snapshot.objects.of(workspace).filter(name=name).exists():
        raise NameTaken(name)
    snapshot = Snapshot.objects.create(
        workspace=workspace, name=name, note=note, revision=row.revision, by=by
    )
    body: dict[str, Any] = {"revision": row.revision}
    record("case.snapshot_named", by=by, workspace=workspace, about=snapshot.pk, body=body)
    return snapshot


class NameTaken(Exception):
    """There is a snapshot of this name already."""


@transaction.atomic
def arrange_section(
    *,
    by: Person,
    workspace: Workspace,
    section: str,
    assigned_to: Person | None,
    due: dt.date | None,
    completed: bool,
    now: dt.datetime,
) -> None:
    """Say who looks after a section, until when, and whether the team calls it complete."""
    row, _ = SectionWork.objects.of(workspace).get_or_create(
        section=section, defaults={"workspace": workspace}
    )
    row.assigned_to, row.due = assigned_to, due
    if completed != (row.completed_at is not None):
        row.completed_at = now if completed else None
        row.completed_by = by if completed else None
    row.save()
    body: dict[str, Any] = {
        "assigned_to": str(assigned_to.pk) if assigned_to else None,
        "due": due.isoformat() if due else None,
        "completed": completed,
    }
    record("case.section_arranged", by=by, workspace=workspace, about=section, body=body)


@transaction.atomic
def add_comment(
    *, by: Person, workspace: Workspace, section: str, text: str, place: str = "", fact: str = ""
) -> Comment:
    """Say something about a section, or about one of its answers."""
    comment = Comment.objects.create(
        workspace=workspace, section=section, place=place, fact=fact, text=text, by=by
    )
    body: dict[str, Any] = {"section": section, "fact": fact}
    record("case.commented", by=by, workspace=workspace, about=comment.pk, body=body)
    return comment


@transaction.atomic
def settle_comment(*, by: Person, workspace: Workspace, comment: Comment, now: dt.datetime) -> None:
    """Say that a comment is settled; settled twice stays as it was."""
    if comment.settled_at is not None:
        return
    comment.settled_at, comment.settled_by = now, by
    comment.save(update_fields=["settled_at", "settled_by"])
    record("case.comment_settled", by=by, workspace=workspace, about=comment.pk)


@transaction.atomic
def attach_paper(
    *, by: Person, workspace: Workspace, place: str, fact: str, name: str, kind: str, content: bytes
) -> Attachment:
    """Put a paper beside an answer."""
    digest = hashlib.sha256(content).hexdigest()
    paper = Attachment.objects.create(
        workspace=workspace,
        place=place,
        fact=fact,
        name=name,
        kind=kind,
        size=len(content),
        digest=digest,
        content=content,
        by=by,
    )
    # The hash of the paper lets anyone who has it prove that it is the one.
    body: dict[str, Any] = {"fact": fact, "sha256": digest, "size": len(content)}
    record("case.paper_attached", by=by, workspace=workspace, about=paper.pk, body=body)
    return paper


@transaction.atomic
def remove_paper(*, by: Person, workspace: Workspace, paper: Attachment, now: dt.datetime) -> None:
    """Take a paper away; its content is gone, its hash stays in the record."""
    paper.removed_at, paper.content = now, b""
    paper.save(update_fields=["removed_at", "content"])
    record("case.paper_removed", by=by, workspace=workspace, about=paper.pk)
