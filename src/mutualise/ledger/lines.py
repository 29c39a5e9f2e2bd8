"""A chain as a file: one line of JSON that names it, then one line for each event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from mutualise.ledger.chain import Link
from mutualise.ledger.walk import Entry

FORMAT: Final = "mutualise-record-1"
_TEXTS: Final = ("previous", "at", "actor", "kind", "about", "body", "digest")


class LinesError(ValueError):
    """A file that is not a record; the text names the line."""


def to_lines(chain: str, entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a file that `python -m mutualise.ledger.verify` reads."""
    yield _line({"format": FORMAT, "chain": chain})
    for entry in entries:
        link = entry.link
        yield _line(
            {
                "number": link.number,
                "previous": link.previous,
                "at": link.at,
                "actor": link.actor,
                "kind": link.kind,
                "about": link.about,
                "body": link.body,
                "digest": entry.digest,
            }
        )


def from_lines(lines: Iterable[str]) -> tuple[str, Iterator[Entry]]:
    """The id of the chain, and its events as they are read."""
    numbered = enumerate(lines, start=1)
    head = next(numbered, None)
    first = _read(*head) if head else {}
    chain = first.get("chain")
    if first.get("format") != FORMAT or not isinstance(chain, str):
        raise LinesError(f"Line 1 is not the head of a record. It should name {FORMAT}.")
    return chain, (_entry(number, line) for number, line in numbered)


def _entry(number: int, line: str) -> Entry:
    read = _read(number, line)
    if type(read.get("number")) is not int or not all(
        isinstance(read.get(name), str) for name in _TEXTS
    ):
        raise LinesError(f"Line {number} is not an event: something is missing in it.")
    link = Link(read["number"], *(read[name] for name in _TEXTS[:-1]))
    return Entry(link, read["digest"])


def _read(number: int, line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as error:
        raise LinesError(f"Line {number} is not JSON: the file was changed or cut.") from error
    if not isinstance(read, dict):
        raise LinesError(f"Line {number} is not a set of names and values.")
    return read


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
