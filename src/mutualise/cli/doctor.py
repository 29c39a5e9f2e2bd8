"""`mutualise doctor`: can this computer run the site?"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from mutualise.cli.options import data_option, host_option, port_option, use_data_folder
from mutualise.doctor import examine


@click.command("doctor")
@host_option
@port_option
@data_option
def command(host: str, port: int, data: Path | None) -> None:
    """Check that this computer can run the site, and say what to do where it cannot."""
    checks = examine(use_data_folder(data), host, port)
    from mutualise.web.health import examine_site

    checks += examine_site(dt.datetime.now(dt.UTC))
    for check in checks:
        click.echo(f"{'ok ' if check.ok else 'NOT'}  {check.name}: {check.sentence}")
        if not check.ok:
            click.echo(f"     What to do: {check.remedy}")
    wrong = sum(not check.ok for check in checks)
    if wrong:
        click.echo(f"\n{wrong} of {len(checks)} checks found something to mend.")
        sys.exit(1)
    click.echo(f"\nAll {len(checks)} checks are well. Start the site with: mutualise")
