"""The command line: a thin face over the rooms. One file here for each command."""

from __future__ import annotations

import click

from mutualise import __version__
from mutualise.cli import (
    administrators,
    audit,
    backup,
    cases,
    definitions,
    doctor,
    dpia,
    networks,
    owners,
    routes,
    rules,
    serve,
    structures,
    work,
)


class _ServeByDefault(click.Group):
    """`mutualise` alone, or with options alone, starts the site."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ServeByDefault, context_settings={"max_content_width": 100})
@click.version_option(__version__, message="Mutualise %(version)s")
def main() -> None:
    """Plan a move to employee or community ownership.

    Without a command, starts the site and prints its address; the options for that are the ones
    of `mutualise serve --help`.
    """


# One line for each command; its module imports what is heavy only when it runs.
main.add_command(serve.command)
main.add_command(doctor.command)
main.add_command(rules.command)
main.add_command(structures.command)
main.add_command(owners.command)
main.add_command(definitions.command)
main.add_command(networks.command)
main.add_command(cases.command)
main.add_command(routes.command)
main.add_command(audit.command)
main.add_command(administrators.command)
main.add_command(dpia.command)
main.add_command(work.work_command)
main.add_command(work.tick_command)
main.add_command(backup.backup_command)
main.add_command(backup.restore_command)
