"""Walks along a chain from its first event and stops where it breaks."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mutualise.ledger.chain import FIRST, Link
from mutualise.ledger.checkpoint import Checkpoint
from mutualise.ledger.tree import EMPTY_ROOT, GrowingTree


@dataclass(frozen=True)
class Entry:
    """An event as it is kept: what happened, and the hash that was written beside it."""

    link: Link
    digest: str


@dataclass(frozen=True)
class Break:
    """Where a chain breaks first, and how."""

    number: int
    sentence: str


@dataclass(frozen=True)
class Walked:
    """How far the chain is whole, and the root there and at the sizes that were asked for."""

    size: int
    root: bytes
    broken: Break | None = None
    roots: Mapping[int, bytes] = field(default_factory=dict)


def verify_chain(entries: Iterable[Entry], sizes: Iterable[int] = ()) -> Walked:
    """Check every event against the one before it, in one pass that keeps none of them."""
    wanted, roots, tree, last = set(sizes), {0: EMPTY_ROOT}, GrowingTree(), FIRST
    for entry in entries:
        broken = _break_at(entry, tree.size, last)
        if broken:
            return Walked(tree.size, tree.root, broken, roots)
        last = entry.digest
        tree.add(bytes.fromhex(last))
        if tree.size in wanted:
            roots[tree.size] = tree.root
    return Walked(tree.size, tree.root, None, {**roots, tree.size: tree.root})


def held_against(checkpoint: Checkpoint, walked: Walked) -> str:
    """What is wrong between a checkpoint and a chain walked with its size; "" when it holds."""
    if checkpoint.size > walked.size:
        if walked.broken:
            return (
                f"The checkpoint counts {_events(checkpoint.size)}, and the record breaks at "
                f"event {walked.broken.number}."
            )
        missing = checkpoint.size - walked.size
        were = "was" if missing == 1 else "were"
        return (
            f"The checkpoint counts {_events(checkpoint.size)} and the record has "
            f"{_events(walked.size)}: the last {_events(missing)} {were} removed."
        )
    if not hmac.compare_digest(walked.roots[checkpoint.size], checkpoint.root):
        return (
            f"The first {_events(checkpoint.size)} of the record are not the ones that the "
            "checkpoint was made for: the record was written anew."
        )
    return ""


def _break_at(entry: Entry, size: int, last: str) -> Break | None:
    link, expected = entry.link, size + 1
    if link.number > expected:
        gone = f"Event {expected} is"
        if link.number > expected + 1:
            gone = f"Events {expected} to {link.number - 1} are"
        return Break(expected, f"{gone} missing: event {link.number} comes next.")
    if link.number < expected:
        return Break(
            link.number, f"Event {link.number} is out of place: event {expected} should come here."
        )
    if not hmac.compare_digest(link.digest, entry.digest):
        return Break(
            link.number,
            f"Event {link.number} was changed after it was recorded: its hash does not fit it.",
        )
    if not hmac.compare_digest(link.previous, last):
        before = f"event {size}" if size else "the beginning"
        return Break(
            link.number,
            f"Event {link.number} does not follow from {before}: one of the two was put in place "
            "of another.",
        )
    return None


def _events(count: int) -> str:
    return f"{count:,} event" if count == 1 else f"{count:,} events"
