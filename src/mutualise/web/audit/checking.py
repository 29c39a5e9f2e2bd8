"""Walks a chain from its first event and holds it against every checkpoint that is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.ledger import (
    Checkpoint,
    NoteError,
    VerifierKey,
    Walked,
    held_against,
    open_checkpoint,
    verify_chain,
)
from mutualise.web.audit.selectors import Chain, entries, kept_notes


@dataclass(frozen=True)
class HeldNote:
    """A checkpoint that someone kept; `name` says which when something is wrong with it."""

    name: str
    note: str


@dataclass(frozen=True)
class Checked:
    """What a walk along a chain found."""

    chain: Chain
    walked: Walked
    # Checkpoints whose events are all there, unchanged.
    holding: int
    problems: tuple[str, ...]


def check_chain(
    chain: Chain, keys: Sequence[VerifierKey], held: Iterable[HeldNote] = ()
) -> Checked:
    """Check links, hashes, and the checkpoints kept here and by others."""
    opened: list[tuple[str, Checkpoint]] = []
    of_notes: list[str] = []
    for each in (*_kept_here(chain), *held):
        checkpoint = _opened(each, keys, chain)
        if isinstance(checkpoint, str):
            of_notes.append(f"{each.name}: {checkpoint}")
        else:
            opened.append((each.name, checkpoint))
    walked = verify_chain(entries(chain.id), {checkpoint.size for _, checkpoint in opened})
    of_events = []
    if walked.broken:
        of_events.append(walked.broken.sentence)
    elif chain.is_workspace and not walked.size:
        of_events.append("It has no event at all, not even that the workspace was started.")
    against = [(name, held_against(checkpoint, walked)) for name, checkpoint in opened]
    wrong = [f"{name}: {problem}" for name, problem in against if problem]
    return Checked(chain, walked, len(against) - len(wrong), (*of_events, *wrong, *of_notes))


def _kept_here(chain: Chain) -> list[HeldNote]:
    return [
        HeldNote(
            f"The checkpoint of {written_date(kept.made_at.date())} that this site keeps", kept.note
        )
        for kept in kept_notes(chain.id)
    ]


def _opened(held: HeldNote, keys: Sequence[VerifierKey], chain: Chain) -> Checkpoint | str:
    """The checkpoint, or what is wrong with the note."""
    try:
        checkpoint = open_checkpoint(held.note, keys)
    except NoteError as problem:
        return str(problem)
    if checkpoint.chain != chain.id:
        return f"It is about another record ({checkpoint.chain})."
    return checkpoint
