"""`mutualise administrators`: who looks after the site, for how long and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.options import data_option, use_data_folder

if TYPE_CHECKING:
    from mutualise.web.tenancy.models import Person


@click.group("administrators")
def command() -> None:
    """Let someone look after the site for a time, end it, or see who does.

    They see who has an account and which workspaces there are, never what is in them.
    """


@command.command("grant")
@click.argument("email")
@click.option("--days", type=int, default=7, show_default=True, help="For how long, at most 90.")
@click.option("--why", required=True, help="Why; it is kept beside the name.")
@data_option
def grant(email: str, days: int, why: str, data: Path | None) -> None:
    """Let the person with this address look after the site."""
    with _site(data):
        from mutualise.web.administration.actions import Refused, grant_administration
        from mutualise.web.design.moments import moment

        try:
            until = grant_administration(
                to=_person(email), days=days, why=why, now=dt.datetime.now(dt.UTC)
            )
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from None
        click.echo(f"{email} looks after the site until {moment(until)}.")
        click.echo("They need a second factor: the site asks them for it.")


@command.command("end")
@click.argument("email")
@data_option
def end(email: str, data: Path | None) -> None:
    """End it now."""
    with _site(data):
        from mutualise.web.administration.actions import end_administration

        if not end_administration(of=_person(email), now=dt.datetime.now(dt.UTC)):
            raise click.ClickException(f"{email} does not look after the site.")
        click.echo(f"{email} no longer looks after the site.")


@command.command("list")
@click.option("--past", is_flag=True, help="Also those whose time has ended.")
@data_option
def list_(data: Path | None, past: bool) -> None:
    """Show who looks after the site."""
    with _site(data):
        from mutualise.web.administration.selectors import grants
        from mutualise.web.design.moments import moment

        found = grants(dt.datetime.now(dt.UTC), past=past)
        for each in found:
            click.echo(
                f"{each.email}: {moment(each.begins_at)} to {moment(each.ends_at)}. {each.why}"
            )
        if not found:
            click.echo("Nobody looks after the site.")


@contextmanager
def _site(data: Path | None) -> Iterator[None]:
    """The site's database, with tables that fit."""
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


def _person(email: str) -> Person:
    from mutualise.web.administration.selectors import person_with_address

    found = person_with_address(email)
    if found is None:
        raise click.ClickException(
            f"Nobody has an account with the address {email}. They make one at the site first."
        )
    return found
