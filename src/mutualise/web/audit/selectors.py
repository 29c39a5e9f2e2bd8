"""From rows to what the checks and the pages work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from mutualise.ledger import Entry, Link
from mutualise.web.audit.models import Checkpoint, LastCheck
from mutualise.web.tenancy.models import SITE, Event, Workspace

# Rows in memory at a time, however long a chain is.
CHUNK = 2000


@dataclass(frozen=True)
class Chain:
    """One chain of events, and how its place is called."""

    id: str
    title: str
    # A workspace records that it was started, so a chain of one that has no event lost them all.
    is_workspace: bool


@dataclass(frozen=True)
class KeptNote:
    """A checkpoint as it was signed."""

    chain: str
    size: int
    note: str
    made_at: dt.datetime


@dataclass(frozen=True)
class CheckResult:
    """What the last walk along a chain found."""

    at: dt.datetime
    size: int
    problems: tuple[str, ...]


def entries(chain: str) -> Iterator[Entry]:
    """The events of a chain in order, read a part at a time."""
    rows = Event.objects.filter(chain=chain).order_by("number").values_list(
        "number", "previous", "at", "actor", "kind", "about", "body", "digest"
    )  # fmt: skip
    return (Entry(Link(*row[:-1]), row[-1]) for row in rows.iterator(chunk_size=CHUNK))


def chains() -> list[Chain]:
    """Every chain: that of the site, those of the workspaces, and any that is left without one."""
    titles = {str(workspace.id): workspace.title for workspace in Workspace.objects.all()}
    found = Event.objects.order_by().values_list("chain", flat=True).distinct()
    left = sorted(set(found) - titles.keys() - {SITE})
    return [
        Chain(SITE, "The site", is_workspace=False),
        *(Chain(key, titles[key], is_workspace=True) for key in sorted(titles)),
        *(Chain(key, f"A workspace that is gone ({key})", is_workspace=False) for key in left),
    ]


def chain_of(workspace: Workspace) -> Chain:
    """The chain of a workspace."""
    return Chain(str(workspace.id), workspace.title, is_workspace=True)


def chain_at(address: str) -> Chain | None:
    """The chain of the workspace with this address, or of the site."""
    if address == SITE:
        return Chain(SITE, "The site", is_workspace=False)
    workspace = Workspace.objects.filter(address=address).first()
    return chain_of(workspace) if workspace else None


def events(chain: str, *, kind: str = "", person: str = "") -> QuerySet[Event]:
    """The events of a chain, newest first: of one kind, or by or about one person."""
    rows = Event.objects.filter(chain=chain).order_by("-number")
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(Q(actor=person) | Q(about=person)) if person else rows


def kinds_in(chain: str) -> list[str]:
    """The kinds of events that a chain has."""
    return _different(chain, "kind")


def actors_in(chain: str) -> list[str]:
    """Everyone who did something that a chain has, as ids."""
    return _different(chain, "actor")


def _different(chain: str, field: str) -> list[str]:
    rows = Event.objects.filter(chain=chain).order_by(field)
    return list(rows.values_list(field, flat=True).distinct())


def size_of(chain: str) -> int:
    """The number of the last event of a chain."""
    return Event.objects.filter(chain=chain).aggregate(last=Max("number"))["last"] or 0


def kept_notes(chain: str) -> list[KeptNote]:
    """The checkpoints of a chain that are kept here, the oldest first."""
    return [_kept(row) for row in Checkpoint.objects.filter(chain=chain).order_by("size")]


def latest_note(chain: str) -> KeptNote | None:
    """The newest checkpoint of a chain."""
    row = Checkpoint.objects.filter(chain=chain).order_by("-size").first()
    return _kept(row) if row else None


def note_of_size(chain: str, size: int) -> KeptNote | None:
    """The checkpoint that stands for so many events."""
    row = Checkpoint.objects.filter(chain=chain, size=size).first()
    return _kept(row) if row else None


def last_check(chain: str) -> CheckResult | None:
    """What was found when the chain was last walked."""
    row = LastCheck.objects.filter(chain=chain).first()
    return CheckResult(row.at, row.size, tuple(row.problems.splitlines())) if row else None


def _kept(row: Checkpoint) -> KeptNote:
    return KeptNote(row.chain, row.size, row.note, row.made_at)
