"""`mutualise dpia`: a data protection impact assessment of this site."""

from __future__ import annotations

from pathlib import Path

import click

from mutualise.cli.options import data_option, use_data_folder


@click.command("dpia")
@data_option
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write a PDF instead.")
def command(data: Path | None, pdf: Path | None) -> None:
    """Draft a data protection impact assessment from the settings of this site, as Markdown.

    Run it where the site runs, with the same settings. It reads none of what people wrote.
    """
    use_data_folder(data)
    from mutualise.publishing import markdown_of, pdf_of
    from mutualise.web.starting import CannotStart, start_django

    try:
        start_django()
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None
    from mutualise.web.privacy.dpia import assessment_today

    document = assessment_today()
    if pdf is None:
        click.echo(markdown_of(document), nl=False)
        return
    pdf.write_bytes(pdf_of(document))
    click.echo(f"Written to {pdf}.")
