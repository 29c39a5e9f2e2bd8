"""What `mutualise rules open` prints: what is not known about the law."""

from __future__ import annotations

import click

from mutualise.calendars.words import written_date
from mutualise.cli.asking import stop
from mutualise.content.loader import ContentError
from mutualise.rules import LawBase
from mutualise.rules.open_points import Answered, OpenPoint, load_open_points

_WORDS = {
    Answered.OPEN: "Open",
    Answered.PARTLY: "Partly answered",
    Answered.CLOSED: "Closed",
}


def open_points(law: LawBase) -> tuple[OpenPoint, ...]:
    """The points of the product; a fault in a file ends the command with its sentence."""
    try:
        return tuple(load_open_points(law).values())
    except ContentError as error:
        stop(f"The open points cannot be used.\n{error}")


def print_open_points(law: LawBase, *, every: bool) -> None:
    """Each point that is not closed (or each, if `every`) under its status."""
    points = open_points(law)
    for status in Answered:
        if status is Answered.CLOSED and not every:
            continue
        for point in points:
            if point.status is status:
                click.echo("\n".join(_lines(point)))
                click.echo()
    closed = sum(point.status is Answered.CLOSED for point in points)
    click.echo(f"{len(points) - closed} not closed, {closed} closed.")


def _lines(point: OpenPoint) -> list[str]:
    lines = [
        f"{point.title}  [{point.id}]",
        f"  {_WORDS[point.status]}; checked {written_date(point.checked)}",
        f"  Question:  {point.question}",
        f"  Matters:   {point.matters}",
    ]
    if point.found:
        lines.append(f"  Found:     {point.found}")
    if point.rules:
        lines.append(f"  Rules:     {', '.join(point.rules)}")
    if point.sources:
        lines.append(f"  Sources:   {', '.join(point.sources)}")
    return lines
