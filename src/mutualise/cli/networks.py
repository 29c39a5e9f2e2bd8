"""`mutualise networks`: ways to organise a primary care network, side by side."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import as_at_option, law_as_at, stop

if TYPE_CHECKING:
    from mutualise.structures.network_parts import NetworkPart
    from mutualise.structures.networks import NetworkComparison


@click.command("networks")
@click.argument("case_path", metavar="[CASE]", type=click.Path(path_type=Path), required=False)
@click.option("--option", "option_name", help="The named option of the case to use.")
@click.option(
    "--purpose", default="", help="des, single or multi.  [default: what the case says, or des]"
)
@click.option(
    "--work", help="care or staff: what the body does.  [default: what the case says, or both]"
)
@click.option("--company", default="", help="Legal form of the new company, such as cls.")
@click.option("--federation", default="", help="Legal form of the federation.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@as_at_option
def command(
    case_path: Path | None,
    option_name: str | None,
    purpose: str,
    work: str | None,
    company: str,
    federation: str,
    as_json: bool,
    as_at: dt.date,
) -> None:
    """Compare ways to organise a primary care network: in general, or for the network in CASE."""
    from mutualise.casefile import CaseFileError, load_case
    from mutualise.casefile.overlay import UnknownOptionError
    from mutualise.content.loader import ContentError
    from mutualise.derivations import NotANetworkError, derive_networks
    from mutualise.rules import load_law
    from mutualise.structures.network_plain import networks_as_dict

    if option_name and case_path is None:
        stop("An option belongs to a case. Name the case file too")
    try:
        law = load_law()
        case = load_case(case_path, law.facts) if case_path else None
        derived = derive_networks(
            law,
            case,
            option=option_name,
            purpose=purpose,
            work=work,
            forms={"company": company, "federation": federation},
            as_at=as_at,
        )
    except ContentError as error:
        stop(f"The content cannot be used.\n{error}")
    except CaseFileError as error:
        stop(f"{case_path} cannot be used.\n{error}")
    except (NotANetworkError, UnknownOptionError) as error:
        stop(str(error))
    except LookupError as error:
        stop(str(error.args[0]))
    if as_json:
        whole = {
            "case": case.title if case else None,
            "option": option_name,
            "inputs": dict(derived.inputs),
            **networks_as_dict(derived.result),
        }
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_report(derived.result)))


def _report(found: NetworkComparison) -> Iterator[str]:
    yield f"Ways to organise a primary care network: {found.purpose.label}"
    if found.work:
        yield f"{found.work.label}."
    yield ""
    yield "In short"
    for line in found.summary:
        cited = ", ".join([*(rule.id for rule in line.rules), *(s.id for s in line.sources)])
        yield from _wrapped(f"- {line.lead} {line.text} [{cited}]", "  ")
    yield ""
    yield "What is known" if found.purpose.settled else "What is known. The rest is not yet settled"
    for name in found.purpose.known:
        rule = found.edition.base.rules[name]
        yield from _wrapped(f"- {rule.statement} [{rule.id}, checked {rule.checked}]", "  ")
    for section, rows in found.sections():
        yield ""
        yield section.label.upper()
        for row in rows:
            yield ""
            yield f"{row.row.label}. {row.row.question}"
            for cell in row.cells:
                column = cell.column
                form = f" ({column.form.short})" if column.vehicle.forms else ""
                yield f"  {column.vehicle.short}{form}"
                for part in cell.parts:
                    yield from _part(found, part)
    yield ""
    yield "WHAT TO ASK BEFORE YOU CHOOSE"
    for question in found.questions:
        lead = "Not yet settled. " if question.unsettled else ""
        yield from _wrapped(f"- {lead}{question.text} [{question.rule.id}]", "  ")
    if found.open_points:
        yield ""
        yield "WHAT WE COULD NOT FIND OUT"
        for point in found.open_points:
            yield from _wrapped(f"- {point.question} {point.matters}", "  ")
    if found.turns_on:
        yield ""
        yield "ANSWERS THAT WOULD SETTLE MORE"
        yield from (f"  - {fact.label} ({fact.name})" for fact in found.turns_on)
    yield ""
    yield law_as_at(found.edition.day)


def _part(found: NetworkComparison, part: NetworkPart) -> Iterator[str]:
    word = f"{found.content.labels[part.word].label}. " if part.word else ""
    cited = ", ".join([*(rule.id for rule in part.rules), *(s.id for s in part.sources)])
    memory = " Not yet checked against a source." if part.from_memory else ""
    lead = f"{part.lead} " if part.lead else ""
    yield from _wrapped(f"- {lead}{word}{part.text}{memory} [{cited}]", "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent=indent, subsequent_indent=f"{indent}  ")
