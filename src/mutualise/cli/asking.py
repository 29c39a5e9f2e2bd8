"""What the commands that ask the law share: the date, and how to stop with a sentence."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Final, NoReturn

import click

from mutualise.calendars.words import written_date

if TYPE_CHECKING:
    from mutualise.rules import LawBase


def _date(_: click.Context, __: click.Parameter, value: dt.datetime | None) -> dt.date:
    # The edge of the program is where today is asked for; the rooms take it as an argument.
    return value.date() if value else dt.datetime.now(tz=dt.UTC).date()


as_at_option = click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    help="Answer by the law on this date (YYYY-MM-DD).  [default: today]",
)


NOT_ADVICE: Final = "This is information, not legal advice."


def law_as_at(day: dt.date, checked: dt.date | None = None) -> str:
    """The last line of an answer: which law it is, when it was checked, and what it is not."""
    since = f"; every rule checked on or after {written_date(checked)}" if checked else ""
    return f"Law as at {written_date(day)}{since}. {NOT_ADVICE}"


def stop(sentence: str) -> NoReturn:
    """End with a sentence on the error stream and exit status 2."""
    click.echo(sentence, err=True)
    sys.exit(2)


def load_law_or_stop() -> LawBase:
    """The law of the product; a fault in its files ends the command with every sentence."""
    from mutualise.content.loader import ContentError
    from mutualise.rules import load_law

    try:
        return load_law()
    except ContentError as error:
        stop(f"The law base cannot be used.\n{error}")
