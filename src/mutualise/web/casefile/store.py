"""Between a case and its rows: read it as it is or as it was, and write what a save changed."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mutualise.casefile import (
    Answer,
    AnswerPlace,
    CaseFile,
    PlaceError,
    case_to_yaml,
    read_kept_case,
)
from mutualise.casefile.merging import (
    AnswerKey,
    answers_by_key,
    same_answer,
    with_answers,
    without_answers,
)
from mutualise.ledger import canonical, sealed
from mutualise.rules import FactError, Value, load_law
from mutualise.rules.facts import Facts
from mutualise.web.casefile.models import AnswerVersion, Case, Frame
from mutualise.web.tenancy.models import Workspace


@dataclass(frozen=True)
class StoredCase:
    """A case as it stood after a revision.

    `unread` are answers to questions that this version of Mutualise no longer asks; their rows
    stay.
    """

    case: CaseFile
    revision: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenChange:
    """One changed answer, as the record names it: no value, only a hash of it."""

    place: str
    fact: str
    seal: str


def read_case_of(workspace: Workspace, revision: int | None = None) -> StoredCase:
    """The case of a workspace now, or as it stood after an earlier revision."""
    if revision is None:
        row = Case.objects.of(workspace).first()
        revision = row.revision if row else 0
    facts = load_law().facts
    frame = _frame_at(workspace, revision, facts)
    answers: dict[AnswerKey, Answer] = {}
    unread: list[str] = []
    for version in _standing(AnswerVersion.objects.of(workspace), revision).order_by("id"):
        try:
            answers[key_of(version)] = answer_of(version, facts)
        except (FactError, PlaceError):
            unread.append(version.fact)
    return StoredCase(with_answers(frame, answers), revision, tuple(unread))


def key_of(version: AnswerVersion) -> AnswerKey:
    """Where an answer stands, and its fact. Raises PlaceError for what is no place."""
    return AnswerPlace.parse(version.place), version.fact


def answer_of(version: AnswerVersion, facts: Facts) -> Answer:
    """A row as an answer. Raises FactError where the question is gone or takes other answers."""
    fact = facts[version.fact]
    value = None if version.value is None else fact.read(version.value)
    return Answer(value, version.source, version.why, version.who, version.when)


def write_changes(
    workspace: Workspace, before: CaseFile, after: CaseFile, revision: int
) -> tuple[WrittenChange, ...]:
    """Write what differs between two states of a case as a revision. Within a transaction."""
    changes = list(_write_answers(workspace, before, after, revision))
    if without_answers(before) != without_answers(after) or revision == 1:
        changes.append(_write_frame(workspace, after, revision))
    return tuple(changes)


def _standing(rows: QuerySet[AnswerVersion], revision: int) -> QuerySet[AnswerVersion]:
    return rows.filter(_counts_at(revision))


def _counts_at(revision: int) -> Q:
    return Q(begins__lte=revision) & (Q(ends__isnull=True) | Q(ends__gt=revision))


def _frame_at(workspace: Workspace, revision: int, facts: Facts) -> CaseFile:
    row = Frame.objects.of(workspace).filter(_counts_at(revision)).first()
    if row is None:
        return CaseFile(title=workspace.title)
    return read_kept_case(row.text, facts)


def _write_answers(
    workspace: Workspace, before: CaseFile, after: CaseFile, revision: int
) -> list[WrittenChange]:
    old, new = answers_by_key(before), answers_by_key(after)
    changed = [key for key in {**old, **new} if not same_answer(old.get(key), new.get(key))]
    for place, fact in changed:
        _end(AnswerVersion.objects.of(workspace).filter(place=str(place), fact=fact), revision)
    rows = {key: _version(workspace, key, new[key], revision) for key in changed if key in new}
    AnswerVersion.objects.bulk_create(rows.values())
    return [_change(key, rows.get(key)) for key in changed]


def _end(rows: QuerySet[AnswerVersion] | QuerySet[Frame], revision: int) -> None:
    rows.filter(ends__isnull=True).update(ends=revision)


def _version(workspace: Workspace, key: AnswerKey, answer: Answer, revision: int) -> AnswerVersion:
    place, fact = key
    return AnswerVersion(
        workspace=workspace,
        begins=revision,
        salt=secrets.token_hex(16),
        place=str(place),
        fact=fact,
        value=as_text(answer.value),
        source=answer.source,
        why=answer.why,
        who=answer.who,
        when=answer.when,
    )


def _change(key: AnswerKey, row: AnswerVersion | None) -> WrittenChange:
    place, fact = key
    # The kind of place is no secret; which owner it is may be.
    kind = place.group or str(place)
    if row is None:
        return WrittenChange(kind, fact, "")
    said = canonical([row.place, row.value, row.source, row.why, row.who, row.when])
    return WrittenChange(kind, fact, sealed(row.salt, said))


def _write_frame(workspace: Workspace, after: CaseFile, revision: int) -> WrittenChange:
    _end(Frame.objects.of(workspace), revision)
    row = Frame.objects.create(
        workspace=workspace,
        begins=revision,
        salt=secrets.token_hex(16),
        text=case_to_yaml(without_answers(after)),
    )
    return WrittenChange("frame", "", sealed(row.salt, row.text))


def as_text(value: Value | None) -> str | None:
    """A value as a row keeps it, and as its fact reads it again."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def standing_rows(workspace: Workspace, place: AnswerPlace) -> Mapping[str, AnswerVersion]:
    """The answers that count now at a place, with their rows."""
    rows = AnswerVersion.objects.of(workspace).filter(place=str(place), ends__isnull=True)
    return {row.fact: row for row in rows.order_by("id")}
