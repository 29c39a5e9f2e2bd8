"""What the pages of the record show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from mutualise.web.audit import keys, selectors
from mutualise.web.audit.selectors import CheckResult, KeptNote
from mutualise.web.audit.wording import Names, in_words, when_in_words
from mutualise.web.design.components import Link
from mutualise.web.tenancy.seats import Seat

# Events on one page.
PAGE = 50
# What a page says after something was done, by the word in its address.
DONE: Final = {"checkpoint": "A checkpoint of the record is below. Now let someone else keep it."}
# Earlier checkpoints to offer; all of them are in the database.
EARLIER = 12


@dataclass(frozen=True)
class Status:
    """Whether the record was whole when it was last checked."""

    sentence: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventLine:
    """One event in words."""

    number: int
    when: str
    sentence: str


@dataclass(frozen=True)
class RecordPage:
    """A part of the record, the newest first."""

    title: str
    address: str
    status: Status
    lines: tuple[EventLine, ...]
    chosen: bool
    newest: str
    older: str


@dataclass(frozen=True)
class CheckpointLine:
    """A checkpoint to keep."""

    size: int
    made: str
    note: str
    file: str


@dataclass(frozen=True)
class ProofPage:
    """How to prove that the record was not changed."""

    title: str
    address: str
    done: str
    status: Status
    latest: CheckpointLine | None
    since: int
    earlier: tuple[Link, ...]
    key: str
    file_name: str


def record_page(seat: Seat, chosen: Mapping[str, str], before: int | None) -> RecordPage:
    """One page of events: those with a smaller number than `before`."""
    chain = str(seat.workspace.id)
    rows = selectors.events(chain, **chosen)
    if before is not None:
        rows = rows.filter(number__lt=before)
    links = [row.link for row in rows[: PAGE + 1]]
    shown = links[:PAGE]
    names = Names.in_links(shown)
    here = reverse("audit:record", args=(seat.workspace.address,))
    kept = {name: value for name, value in chosen.items() if value}
    more = len(links) > PAGE
    return RecordPage(
        title=seat.workspace.title,
        address=seat.workspace.address,
        status=status_of(chain),
        lines=tuple(
            EventLine(link.number, when_in_words(link.at), in_words(link, names)) for link in shown
        ),
        chosen=bool(kept),
        newest=_address(here, kept) if before is not None else "",
        older=_address(here, {**kept, "before": str(shown[-1].number)}) if more else "",
    )


def proof_page(seat: Seat, *, done: str = "") -> ProofPage:
    """The state of the record, its checkpoints, and how others check them."""
    chain = str(seat.workspace.id)
    kept = selectors.kept_notes(chain)
    latest, earlier = (kept[-1], kept[-EARLIER - 1 : -1]) if kept else (None, [])
    return ProofPage(
        title=seat.workspace.title,
        address=seat.workspace.address,
        done=DONE.get(done, ""),
        status=status_of(chain),
        latest=_line(seat, latest) if latest else None,
        since=selectors.size_of(chain) - latest.size if latest else 0,
        earlier=tuple(_earlier(seat, each) for each in reversed(earlier)),
        key=str(keys.signing_key().verifier),
        file_name=record_file_name(seat),
    )


def status_of(chain: str) -> Status:
    """What the last check of a chain found, in words."""
    found = selectors.last_check(chain)
    if found is None:
        return Status("It has not been checked yet.")
    if found.problems:
        sentence = f"When it was checked on {when_in_words(found.at)}, it was not whole."
        return Status(sentence, found.problems)
    return Status(_whole(found))


def record_file_name(seat: Seat) -> str:
    """The name of the download of the whole record."""
    return f"record-{seat.workspace.address}.jsonl"


def checkpoint_file_name(seat: Seat, size: int) -> str:
    """The name of the download of a checkpoint."""
    return f"checkpoint-{seat.workspace.address}-{size}.txt"


def _whole(found: CheckResult) -> str:
    entries = "1 entry" if found.size == 1 else f"{found.size:,} entries"
    return f"Checked on {when_in_words(found.at)}: {entries}, and none was changed or removed."


def _line(seat: Seat, kept: KeptNote) -> CheckpointLine:
    return CheckpointLine(
        kept.size, when_in_words(kept.made_at), kept.note, checkpoint_file_name(seat, kept.size)
    )


def _earlier(seat: Seat, kept: KeptNote) -> Link:
    address = reverse("audit:checkpoint", args=(seat.workspace.address, kept.size))
    return Link(f"{kept.size:,} entries, {when_in_words(kept.made_at)}", address)


def _address(here: str, query: Mapping[str, str]) -> str:
    return f"{here}?{urlencode(query)}" if query else here
