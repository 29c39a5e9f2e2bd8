"""`mutualise work` and `mutualise tick`: what the site does without being asked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mutualise.cli.options import data_option, use_data_folder


@click.command("work")
@data_option
@click.option("--with-server", is_flag=True, hidden=True, help="End when standard input closes.")
def work_command(data: Path | None, with_server: bool) -> None:
    """Send mail and do periodic work, without the site.

    `mutualise` does this beside the site by itself. Use this command, and `mutualise --no-worker`,
    where a service manager should look after both.
    """
    use_data_folder(data)
    from mutualise.web.starting import CannotStart
    from mutualise.web.work import work

    try:
        work(with_server=with_server)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None


@click.command("tick")
@data_option
@click.option("--all", "all_of_them", is_flag=True, help="Do all of it now, due or not.")
def tick_command(data: Path | None, all_of_them: bool) -> None:
    """Do the periodic work that is due and the waiting tasks once, then end.

    Safe to repeat, and to run beside the site or beside another `mutualise tick`.
    """
    use_data_folder(data)
    from mutualise.web.starting import CannotStart
    from mutualise.web.work import tick

    try:
        if not tick(click.echo, all_of_them=all_of_them):
            sys.exit(1)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
