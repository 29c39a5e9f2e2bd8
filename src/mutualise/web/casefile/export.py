"""The files of a case in the export of its workspace: as it is, as it was, and what lies by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.utils import timezone

from mutualise.casefile import case_to_yaml
from mutualise.publishing.spreadsheet import csv_of
from mutualise.rules import load_law
from mutualise.web.casefile.models import AnswerVersion, Attachment, Comment, SectionWork, Snapshot
from mutualise.web.casefile.selectors import last_revision, revisions
from mutualise.web.casefile.store import read_case_of
from mutualise.web.casefile.written import case_with_people
from mutualise.web.tenancy.models import Workspace
from mutualise.web.workspaces.export import ExportFile


def case_files(workspace: Workspace) -> Iterator[ExportFile]:
    """The case, its snapshots, every answer that ever was, comments, sections and papers."""
    if not last_revision(workspace):
        return
    yield ExportFile(
        "case.yaml",
        "The case file as it is now. Mutualise can bring it in again, here or elsewhere.",
        case_to_yaml(case_with_people(workspace)).encode(),
    )
    for row in Snapshot.objects.of(workspace).order_by("id"):
        yield ExportFile(
            f"snapshots/{row.pk}.yaml",
            "The case as it stood at each snapshot. The name is in snapshots.csv.",
            case_to_yaml(read_case_of(workspace, row.revision).case).encode(),
        )
    yield ExportFile("snapshots.csv", "The snapshots by name.", _snapshots(workspace))
    yield ExportFile(
        "answers.csv", "Every answer that ever was in the case, with who and when.", _all(workspace)
    )
    yield ExportFile("comments.csv", "What people said about the case.", _comments(workspace))
    yield ExportFile("sections.csv", "Who looks after which section.", _sections(workspace))
    yield from _papers(workspace)


def _snapshots(workspace: Workspace) -> bytes:
    rows = Snapshot.objects.of(workspace).select_related("by").order_by("id")
    return _csv(
        ["file", "name", "note", "by", "at"],
        [[f"{row.pk}.yaml", row.name, row.note, row.by.called, _time(row.at)] for row in rows],
    )


def _all(workspace: Workspace) -> bytes:
    rows = list(AnswerVersion.objects.of(workspace).order_by("id"))
    said = revisions(workspace, {n for row in rows for n in (row.begins, row.ends) if n})
    facts = load_law().facts
    return _csv(
        ["place", "fact", "question", "value", "why", "source", "by", "from", "until"],
        [
            [
                row.place,
                row.fact,
                facts[row.fact].label if row.fact in facts else "",
                "not known" if row.value is None else row.value,
                row.why,
                row.source,
                row.who or said[row.begins].who,
                _time(said[row.begins].at),
                _time(said[row.ends].at) if row.ends else "",
            ]
            for row in rows
        ],
    )


def _comments(workspace: Workspace) -> bytes:
    rows = Comment.objects.of(workspace).select_related("by", "settled_by").order_by("at")
    return _csv(
        ["section", "place", "fact", "comment", "by", "at", "settled by", "settled at"],
        [
            [
                row.section,
                row.place,
                row.fact,
                row.text,
                row.by.called,
                _time(row.at),
                row.settled_by.called if row.settled_by else "",
                _time(row.settled_at) if row.settled_at else "",
            ]
            for row in rows
        ],
    )


def _sections(workspace: Workspace) -> bytes:
    rows = SectionWork.objects.of(workspace).select_related("assigned_to").order_by("section")
    return _csv(
        ["section", "looked after by", "due", "completed at"],
        [
            [
                row.section,
                row.assigned_to.called if row.assigned_to else "",
                row.due.isoformat() if row.due else "",
                _time(row.completed_at) if row.completed_at else "",
            ]
            for row in rows
        ],
    )


def _papers(workspace: Workspace) -> Iterator[ExportFile]:
    rows = Attachment.objects.of(workspace).filter(removed_at__isnull=True).order_by("at")
    for row in rows.iterator(chunk_size=1):
        # The id keeps two papers of one name apart.
        yield ExportFile(
            f"papers/{row.pk}-{_safe(row.name)}",
            "Papers that lie with answers.",
            bytes(row.content),
        )


def _safe(name: str) -> str:
    """A name that no file system takes for a folder or refuses."""
    return re.sub(r"[^\w.() -]+", "-", name).strip(". ") or "paper"


def _time(moment: dt.datetime) -> str:
    """A time for a spreadsheet, in local time."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


def _csv(head: list[str], rows: list[list[str]]) -> bytes:
    return csv_of([head, *rows]).encode("utf-8")
