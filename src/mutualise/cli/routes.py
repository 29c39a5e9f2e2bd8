"""`mutualise routes`: the routes by which a GP practice may hold its contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import as_at_option, stop

if TYPE_CHECKING:
    from mutualise.structures.route_answer import RouteAnswer


@click.command("routes")
@click.argument("route", metavar="[ROUTE]", required=False)
@click.option(
    "--pdf",
    "pdf_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write ROUTE to this file, as two pages to forward.",
)
@as_at_option
def command(route: str | None, pdf_path: Path | None, as_at: dt.date) -> None:
    """Show a ROUTE for a GP practice, or list them all."""
    from mutualise.content.loader import ContentError
    from mutualise.expressions import closest
    from mutualise.publishing import CannotPrint, lines_of, pdf_of
    from mutualise.rules import load_law
    from mutualise.structures.route_answer import answer_route
    from mutualise.structures.route_document import PAGES, route_document
    from mutualise.structures.routes import load_routes

    try:
        edition, routes = load_law().at(as_at), load_routes()
    except ContentError as error:
        stop(f"The routes cannot be used.\n{error}")
    if route is None:
        if pdf_path is not None:
            stop("Say which route to write: mutualise routes --pdf FILE ROUTE.")
        answers = [answer_route(edition, known) for known in routes.values()]
        click.echo("\n".join(_list(answers)))
        return
    if route not in routes:
        stop(f"There is no route called '{route}'.{closest(route, routes)}")
    document = route_document(answer_route(edition, routes[route]))
    if pdf_path is None:
        click.echo("\n".join(lines_of(document)))
        return
    try:
        pdf_path.write_bytes(pdf_of(document, pages=PAGES))
    except (CannotPrint, OSError) as error:
        stop(f"{pdf_path} could not be written: {error}")
    click.echo(f"Wrote {pdf_path}")


def _list(answers: list[RouteAnswer]) -> Iterator[str]:
    from mutualise.structures import load_contracts
    from mutualise.structures.route_document import finding_label, overall

    for answer in answers:
        yield f"{answer.route.id}: {answer.route.title}"
        for contract, finding in overall(answer).items():
            yield f"    {load_contracts()[contract].short}: {finding_label(finding)}"
