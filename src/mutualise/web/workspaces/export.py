"""Everything that a workspace holds, as one zip file that needs no program of ours to read.

Other apps add their part when the site starts, in their `apps.py`:

    register_export("case", case_files)

where `case_files` takes the workspace and yields an `ExportFile` for each file. The zip is made
while it is sent, so that a large workspace needs no more memory than a small one.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils import timezone

from mutualise.calendars.words import written_date
from mutualise.ledger import Entry
from mutualise.ledger.lines import to_lines
from mutualise.publishing.spreadsheet import csv_of
from mutualise.web.tenancy.models import Event, Invitation, Membership, Workspace
from mutualise.web.tenancy.roles import ROLES, Role
from mutualise.web.workspaces.models import Share
from mutualise.web.workspaces.sharing.selectors import audience_of, what_is_shared


@dataclass(frozen=True)
class ExportFile:
    """One file of the export; `about` says in plain words what it holds.

    Files that belong together, such as attachments, may share an `about`: it is said once.
    """

    name: str
    about: str
    content: bytes | Iterable[bytes]

    @property
    def pieces(self) -> Iterable[bytes]:
        """The content, a part at a time."""
        return (self.content,) if isinstance(self.content, bytes) else self.content


Export = Callable[[Workspace], Iterable[ExportFile]]
_parts: dict[str, Export] = {}


def register_export(name: str, function: Export) -> None:
    """Let an app add its files to the export of each workspace."""
    if name in _parts:
        raise ValueError(f"Two apps add a part called {name!r} to the export.")
    _parts[name] = function


def forget_export(name: str) -> None:
    """Leave a part out again; for tests, which put it back as it was."""
    del _parts[name]


def stream_export(workspace: Workspace, now: dt.datetime) -> Iterator[bytes]:
    """The zip file, a part at a time, with a README that lists what is in it."""
    sent = _Sent()
    listed: dict[str, list[str]] = {}
    # Without a file to go back in, zipfile writes sizes after each file, as the format allows.
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for file in _files(workspace, now):
            _check_name(file.name, listed)
            listed.setdefault(file.about, []).append(file.name)
            with archive.open(_entry(file.name, now), "w") as entry:
                for piece in file.pieces:
                    entry.write(piece)
                    yield sent.take()
        archive.writestr(_entry("README.txt", now), _readme(workspace, listed, now))
    yield sent.take()


def _files(workspace: Workspace, now: dt.datetime) -> Iterator[ExportFile]:
    yield from _own_files(workspace, now)
    for part in _parts.values():
        yield from part(workspace)


class _Sent:
    """A place for zipfile to write to, from which what was written is taken at once."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def _entry(name: str, now: dt.datetime) -> zipfile.ZipInfo:
    local = timezone.localtime(now)
    entry = zipfile.ZipInfo(name, local.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _check_name(name: str, listed: dict[str, list[str]]) -> None:
    """So that unpacking the file writes nowhere but beneath its own folder, and nothing twice."""
    path = PurePosixPath(name)
    taken = any(name in names for names in listed.values())
    if taken or path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
        raise ValueError(f"{name!r} cannot be the name of a file in the export.")


def _readme(workspace: Workspace, listed: dict[str, list[str]], now: dt.datetime) -> str:
    local = timezone.localtime(now)
    lines = [
        f"Everything that Mutualise holds of the workspace “{workspace.title}”,",
        f"as it was on {written_date(local.date())} at {local:%H:%M}.",
        "",
        "This file holds names, e-mail addresses and plans of your team. Keep it where only",
        "those may read it who could read the workspace.",
        "",
        "What is in it:",
    ]
    for about, names in listed.items():
        lines += ["", *names, f"    {about}"]
    return "\n".join(lines) + "\n"


def _own_files(workspace: Workspace, now: dt.datetime) -> Iterator[ExportFile]:
    yield ExportFile(
        "workspace.json",
        "The workspace itself: its name, kind and address, and when it was started and closed.",
        _about(workspace, now),
    )
    yield ExportFile(
        "people.csv",
        "Who holds or held which role, from when and until when. Opens in a spreadsheet.",
        _people(workspace),
    )
    yield ExportFile(
        "invitations.csv",
        "Who was invited, by whom, and what came of it. Opens in a spreadsheet.",
        _invitations(workspace),
    )
    yield ExportFile(
        "shares.csv",
        "What was shared, with whom and until when. Opens in a spreadsheet.",
        _shares(workspace),
    )
    yield ExportFile(
        "record.jsonl",
        "The record of what happened, a line for each event. People stand in it by a number only. "
        "The command `python -m mutualise.ledger.verify record.jsonl` checks that nothing in it "
        "was changed.",
        _record(workspace),
    )


def _about(workspace: Workspace, now: dt.datetime) -> bytes:
    told = {
        "title": workspace.title,
        "kind": workspace.kind,
        "address": workspace.address,
        "id": str(workspace.pk),
        "started": _moment(workspace.created_at),
        "closed": _moment(workspace.closed_at),
        "exported": _moment(now),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _people(workspace: Workspace) -> bytes:
    rows = Membership.objects.of(workspace).select_related("person").order_by("began_at", "id")
    head = ("Name", "E-mail address", "Role", "From", "Until", "Number in the record")
    return csv_of(
        [
            head,
            *(
                (
                    row.person.called,
                    "" if row.person.erased_at else row.person.email,
                    ROLES[Role(row.role)].title,
                    _moment(row.began_at),
                    _moment(row.ended_at),
                    str(row.person.pk),
                )
                for row in rows
            ),
        ]
    ).encode()


def _invitations(workspace: Workspace) -> bytes:
    rows = Invitation.objects.of(workspace).select_related("invited_by").order_by("sent_at", "id")
    head = (
        "E-mail address",
        "Role",
        "Invited by",
        "Sent",
        "Ends",
        "Accepted",
        "Withdrawn or declined",
    )
    return csv_of(
        [
            head,
            *(
                (
                    row.email,
                    ROLES[Role(row.role)].title,
                    row.invited_by.called,
                    _moment(row.sent_at),
                    _moment(row.ends_at),
                    _moment(row.accepted_at),
                    _moment(row.withdrawn_at),
                )
                for row in rows
            ),
        ]
    ).encode()


def _shares(workspace: Workspace) -> bytes:
    rows = Share.objects.of(workspace).select_related("with_person", "with_workspace", "made_by")
    head = ("What", "With whom", "Shared by", "From", "Until", "Ended early", "Note")
    return csv_of([head, *(_share_row(row) for row in rows.order_by("made_at", "id"))]).encode()


def _share_row(row: Share) -> tuple[str, ...]:
    found = what_is_shared(row)
    return (
        found[1].title if found else f"{row.kind} {row.thing}",
        audience_of(row).words,
        row.made_by.called,
        _moment(row.made_at),
        _moment(row.ends_at),
        _moment(row.ended_at),
        row.note,
    )


def _record(workspace: Workspace) -> Iterator[bytes]:
    chain = str(workspace.pk)
    rows = Event.objects.filter(chain=chain).order_by("number")
    entries = (Entry(row.link, row.digest) for row in rows.iterator(chunk_size=500))
    return (line.encode() for line in to_lines(chain, entries))


def _moment(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds") if at else ""
