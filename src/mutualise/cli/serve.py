"""`mutualise serve`, and what `mutualise` does by itself."""

from __future__ import annotations

from pathlib import Path

import click

from mutualise.cli.options import data_option, host_option, port_option, use_data_folder


@click.command("serve")
@host_option
@port_option
@data_option
@click.option(
    "--worker/--no-worker",
    default=True,
    help="Send mail and do periodic work in a process beside the site. Leave it out where "
    "`mutualise work` runs by itself.",
)
def command(host: str, port: int, data: Path | None, worker: bool) -> None:
    """Start the site and print its address."""
    folder = use_data_folder(data)
    from mutualise.web.serve import serve
    from mutualise.web.starting import CannotStart

    try:
        serve(folder, host, port, worker=worker)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
