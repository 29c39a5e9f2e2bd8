"""`mutualise definitions`: is an organisation a public service mutual, by which definition."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import as_at_option, law_as_at, stop

if TYPE_CHECKING:
    from mutualise.rules import LawBase, Reason
    from mutualise.structures.mutual_definitions import AwardFinding, DefinitionFinding


@click.command("definitions")
@click.argument("path", metavar="FACTS", type=click.Path(path_type=Path))
@click.option("--option", "option_name", help="The named option of a case file to look at.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@as_at_option
def command(path: Path, option_name: str | None, as_json: bool, as_at: dt.date) -> None:
    """Hold the organisation in FACTS against each definition of a public service mutual.

    FACTS is a YAML file with one fact on each line, or a case file.
    """
    from mutualise.casefile import CaseFileError, read_answers
    from mutualise.casefile.overlay import UnknownOptionError
    from mutualise.content.loader import ContentError
    from mutualise.rules import load_law
    from mutualise.structures.mutual_definitions import check_definitions
    from mutualise.structures.mutual_definitions_plain import definitions_as_dict

    try:
        law = load_law()
        answers = read_answers(path.read_bytes(), law.facts, option=option_name)
        findings = check_definitions(law.at(as_at), answers)
    except ContentError as error:
        stop(f"The law base cannot be used.\n{error}")
    except OSError as error:
        stop(f"The file {path} cannot be read: {error.strerror}. Check the name and folder.")
    except CaseFileError as error:
        stop(f"{path} cannot be used.\n{error}")
    except UnknownOptionError as error:
        stop(str(error))
    if as_json:
        click.echo(json.dumps(definitions_as_dict(findings), indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_report(law, findings)))


def _report(law: LawBase, findings: Sequence[DefinitionFinding]) -> Iterator[str]:
    from mutualise.structures.mutual_definitions import load_definition_content

    words = load_definition_content().words
    width = max(len(item.definition.label) for item in findings) + 2
    for item in findings:
        yield f"{item.definition.label:{width}}{words[item.word.value].label}"
    for item in findings:
        yield ""
        yield f"{item.definition.label} [{item.rule.id}: {item.rule.provision}]"
        yield from textwrap.wrap(
            item.definition.says, 96, initial_indent="  ", subsequent_indent="  "
        )
        yield from _because(law, item.reason, item.missing)
        yield from (f"  Warning: {rule.consequence} [{rule.id}]" for rule in item.flags)
        for award in item.awards:
            yield from _award(law, award)
    yield ""
    yield law_as_at(findings[0].assessment.edition.day)


def _award(law: LawBase, award: AwardFinding) -> Iterator[str]:
    met = {True: "yes", False: "no", None: "not known"}[award.truth]
    yield f"  {award.test.label} {met}"
    yield from (f"    Missing: {law.facts[name].label}" for name in award.missing)


def _because(law: LawBase, reason: Reason | None, missing: Sequence[str]) -> Iterator[str]:
    from mutualise.rules.reasons import reason_lines

    if reason is not None and reason.truth is not None:
        yield from reason_lines(law, reason, depth=1)
    yield from (f"  Missing: {law.facts[name].label}" for name in missing)
