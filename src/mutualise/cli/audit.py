"""`mutualise audit`: is the record whole, and how others can tell."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mutualise.cli.options import data_option, use_data_folder
from mutualise.ledger import NoteError, VerifierKey
from mutualise.ledger.checkpoint import read_unverified

if TYPE_CHECKING:
    from mutualise.web.audit.checking import Checked, HeldNote
    from mutualise.web.audit.selectors import Chain

WHAT_TO_DO: Final = (
    "Change nothing now. Keep a copy of the database as it is, compare it with your last backup, "
    "find out who could write to it, and tell the people who hold checkpoints."
)
LIMITS: Final = (
    "Whoever has full control of this computer could write the whole record anew, with new "
    "checkpoints, and this check would then find nothing. They cannot change the checkpoints that "
    "others hold. So let people elsewhere keep them, and hold theirs against the record: "
    "mutualise audit verify --checkpoint FILE"
)
workspace_option = click.option(
    "--workspace",
    metavar="ADDRESS",
    help="The last part of the workspace's web address, or “site” for what belongs to none.",
)


@click.group("audit")
def command() -> None:
    """Check the record of what was done, and sign checkpoints of it."""


@command.command("verify")
@workspace_option
@click.option(
    "--checkpoint",
    "files",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A checkpoint that someone kept. May be given several times.",
)
@click.option(
    "--key",
    "texts",
    multiple=True,
    metavar="KEY",
    help="A verifier key of this site that was written down elsewhere. May be given several times.",
)
@data_option
def verify(
    workspace: str | None, files: tuple[Path, ...], texts: tuple[str, ...], data: Path | None
) -> None:
    """Check that nothing in the record was changed, removed or put in."""
    more_keys = [_key(text) for text in texts]
    with _site(data):
        held = [_held(path) for path in files]
        from mutualise.web.audit import keys
        from mutualise.web.audit.checking import check_chain
        from mutualise.web.audit.selectors import chains

        known = [_chain(workspace)] if workspace else chains()
        trusted = [*keys.verifier_keys(), *more_keys]
        wrong = 0
        for chain in known:
            own = [note for about, note in held if about == chain.id]
            wrong += _say(check_chain(chain, trusted, own), own)
        ids = {chain.id for chain in known}
        for about, note in held:
            if about not in ids:
                wrong += 1
                click.echo(f"NOT  {note.name}: It is about a record that is not here ({about}).")
    if wrong:
        click.echo(f"\nWhat to do: {WHAT_TO_DO}")
    click.echo(f"\n{LIMITS}")
    if wrong:
        sys.exit(1)


@command.command("checkpoint")
@workspace_option
@data_option
def checkpoint(workspace: str | None, data: Path | None) -> None:
    """Sign the record of a workspace as it is now, to print, to mail or to keep elsewhere."""
    if not workspace:
        raise click.UsageError("Say of which workspace: --workspace ADDRESS")
    with _site(data):
        from mutualise.web.audit.actions import BrokenRecord, make_checkpoint

        try:
            kept = make_checkpoint(chain=_chain(workspace), now=dt.datetime.now(tz=dt.UTC))
        except BrokenRecord as problem:
            raise click.ClickException(
                f"The record is not whole, so it is not signed. {problem}\nWhat to do: {WHAT_TO_DO}"
            ) from None
    click.echo(kept.note, nl=False)


@command.command("key")
@click.option("--new", is_flag=True, help="Sign with a new key from now on.")
@data_option
def key(new: bool, data: Path | None) -> None:
    """Print the verifier key, with which anyone can check who signed a checkpoint."""
    with _site(data):
        from mutualise.web.audit import keys
        from mutualise.web.audit.actions import change_key

        if new:
            click.echo(change_key().note)
            click.echo("Give this to everyone who has the old key: it is signed with both.")
            return
        now = keys.signing_key().verifier
        click.echo(str(now))
        earlier = [each for each in keys.verifier_keys() if each != now]
    if earlier:
        click.echo("Earlier keys, whose checkpoints still verify:")
        for each in earlier:
            click.echo(str(each))


@contextmanager
def _site(data: Path | None) -> Iterator[None]:
    """The database of the site, or a sentence that says why there is none."""
    use_data_folder(data)
    from mutualise.web.starting import (
        CannotStart,
        database_in_use,
        refuse_old_tables,
        start_django,
    )

    try:
        start_django()
        with database_in_use():
            refuse_old_tables()
            yield
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None


def _chain(address: str) -> Chain:
    from mutualise.web.audit.selectors import chain_at

    found = chain_at(address)
    if found is None:
        raise click.ClickException(
            f"There is no workspace with the address “{address}”. It is the last part of the web "
            "address of the workspace's first page."
        )
    return found


def _held(path: Path) -> tuple[str, HeldNote]:
    """A checkpoint in a file, and the id of the chain that it is about."""
    from mutualise.web.audit.checking import HeldNote

    try:
        note = path.read_text(encoding="utf-8")
        return read_unverified(note).chain, HeldNote(str(path), note)
    except (OSError, UnicodeDecodeError, NoteError) as problem:
        raise click.ClickException(f"{path} is not a checkpoint: {problem}") from None


def _key(text: str) -> VerifierKey:
    try:
        return VerifierKey.parse(text)
    except NoteError as problem:
        raise click.ClickException(str(problem)) from None


def _say(checked: Checked, given: list[HeldNote]) -> int:
    """Print what was found in a chain; the number of things that are wrong."""
    chain, size = checked.chain, checked.walked.size
    if not checked.problems:
        events = f"{size:,} {'event' if size == 1 else 'events'}, each follows from the one before"
        also = f" {len(given)} of them given here." if given else ""
        click.echo(
            f"ok   {chain.title}: {events if size else 'no events yet'}. "
            f"Checkpoints that hold: {checked.holding}.{also}"
        )
    for problem in checked.problems:
        click.echo(f"NOT  {chain.title}: {problem}")
    return len(checked.problems)
