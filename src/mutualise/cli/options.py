"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from mutualise import datafolder

PORT: Final = 8000

host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Other computers can reach the site only with 0.0.0.0, "
    "and only under the names in MUTUALISE_HOSTS.",
)
port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on.",
)
data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that holds the data.  [default: MUTUALISE_DATA, or your own data folder]",
)


def use_data_folder(named: Path | None) -> Path:
    """The folder to use, made known to everything that starts from here."""
    if named is not None:
        os.environ[datafolder.VARIABLE] = str(named.expanduser().absolute())
    return datafolder.data_folder()
