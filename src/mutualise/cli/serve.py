"""`mutualise serve`, and what `mutualise` does by itself."""

from __future__ import annotations

from pathlib import Path

import click

from mutualise.cli.options import data_option, host_option, port_option, use_data_folder


@click.command("serve")
@host_option
@port_option
@data_option
def command(host: str, port: int, data: Path | None) -> None:
    """Start the site and print its address."""
    folder = use_data_folder(data)
    from mutualise.web.serve import CannotStart, serve

    try:
        serve(folder, host, port)
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
