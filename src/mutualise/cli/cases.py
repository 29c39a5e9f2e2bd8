"""`mutualise cases`: what differs between two case files, or between two options of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import load_law_or_stop, stop

if TYPE_CHECKING:
    from mutualise.casefile import CaseFile
    from mutualise.rules import Facts

_PRESENT = "present"


@click.group("cases")
def command() -> None:
    """Compare case files."""


@command.command("difference")
@click.argument("first", metavar="CASE", type=click.Path(path_type=Path))
@click.argument("second", metavar="[OTHER]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--options",
    nargs=2,
    metavar="OPTION OTHER",
    help=f"Compare two options of CASE instead; '{_PRESENT}' is the team as it is today.",
)
def difference(first: Path, second: Path | None, options: tuple[str, str] | None) -> None:
    """Say what differs between CASE and OTHER, place by place."""
    if (second is None) is (options is None):
        stop("Name a second case file, or two options of the first with --options.")
    facts = load_law_or_stop().facts
    case = _load(first, facts)
    if second is not None:
        lines = list(_between_files(case, _load(second, facts), facts))
    else:
        lines = list(_between_options(case, options or ("", ""), facts))
    click.echo("\n".join(lines) or "They say the same.")


def _load(path: Path, facts: Facts) -> CaseFile:
    from mutualise.casefile import CaseFileError, load_case

    try:
        return load_case(path, facts)
    except CaseFileError as error:
        stop(f"{path} cannot be used.\n{error}")


def _between_files(before: CaseFile, after: CaseFile, facts: Facts) -> Iterator[str]:
    from mutualise.casefile.difference_words import by_place, difference_words
    from mutualise.casefile.differences import differences

    for place, changes in by_place(differences(before, after), before, after).items():
        yield place
        yield from (f"  {difference_words(change, facts)}" for change in changes)


def _between_options(case: CaseFile, names: tuple[str, str], facts: Facts) -> Iterator[str]:
    from mutualise.casefile.difference_words import difference_words
    from mutualise.casefile.differences import differences_of_options
    from mutualise.casefile.overlay import UnknownOptionError

    first, second = (None if name == _PRESENT else name for name in names)
    try:
        changes = differences_of_options(case, first, second)
    except UnknownOptionError as error:
        stop(str(error))
    yield from (difference_words(change, facts) for change in changes)
