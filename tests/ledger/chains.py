"""Chains to test with."""

from __future__ import annotations

import dataclasses

from mutualise.ledger import FIRST, Entry, Link, canonical


def make_chain(length: int, *, kind: str = "case.answered") -> list[Entry]:
    """A whole chain of so many events."""
    entries: list[Entry] = []
    previous = FIRST
    for number in range(1, length + 1):
        link = Link(
            number,
            previous,
            f"2026-11-24T10:00:{number % 60:02}.000+00:00",
            f"person-{number % 3}",
            kind,
            f"fact-{number}",
            canonical({"number": number}),
        )
        entries.append(Entry(link, link.digest))
        previous = link.digest
    return entries


def changed(entry: Entry, **fields: object) -> Entry:
    """The event with parts of it changed, and the old hash beside it."""
    return Entry(dataclasses.replace(entry.link, **fields), entry.digest)  # type: ignore[arg-type]


def covered_up(entry: Entry) -> Entry:
    """The event with its hash worked out again."""
    return Entry(entry.link, entry.link.digest)


def rewritten(entries: list[Entry], start: int, **fields: object) -> list[Entry]:
    """The chain with one event changed and every hash from there on worked out again."""
    result = entries[: start - 1]
    for entry in entries[start - 1 :]:
        more = fields if entry.link.number == start else {}
        previous = result[-1].digest if result else FIRST
        result.append(covered_up(changed(entry, previous=previous, **more)))
    return result
