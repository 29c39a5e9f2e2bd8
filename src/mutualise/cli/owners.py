"""`mutualise owners`: who may own a share or be a partner, why, and who breaks the list."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import as_at_option, law_as_at, stop

if TYPE_CHECKING:
    from mutualise.casefile import CaseFile
    from mutualise.rules import LawBase
    from mutualise.structures.owners import OwnerFinding, OwnersAnswer


@click.command("owners")
@click.argument("path", metavar="FILE", required=False, type=click.Path(path_type=Path))
@click.option("--contract", help="One contract: gms, pms, gds or pds.  [default: all four]")
@click.option(
    "--form", help="The legal form, such as cls, partnership or llp.  [default: the case]"
)
@click.option("--option", "option_name", help="The named option of a case file to look at.")
@click.option("--not-everyone", is_flag=True, help="There are owners who are not in the CSV file.")
@click.option("--equal-votes", is_flag=True, help="Every owner has the same number of votes.")
@click.option("--template", is_flag=True, help="Print an empty list to fill in, and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@as_at_option
def command(
    path: Path | None,
    contract: str | None,
    form: str | None,
    option_name: str | None,
    not_everyone: bool,
    equal_votes: bool,
    template: bool,
    as_json: bool,
    as_at: dt.date,
) -> None:
    """Say of each owner in FILE whether the law lets them in, and why.

    FILE is a CSV file with one owner on each row, or a case file with a list of owners.
    """
    from mutualise.casefile.overlay import UnknownOptionError
    from mutualise.content.loader import ContentError
    from mutualise.derivations import derive_owners
    from mutualise.publishing.spreadsheet import MARK
    from mutualise.rules import load_law
    from mutualise.structures.owners import OwnersError
    from mutualise.structures.owners_file import template_csv
    from mutualise.structures.owners_plain import owners_as_dict

    if template:
        click.echo(template_csv().removeprefix(MARK), nl=False)
        return
    if path is None:
        stop("Name a CSV file of owners or a case file. --template prints an empty list.")
    try:
        law = load_law()
        case = _case(law, path, complete=not not_everyone, equal_votes=equal_votes)
        answers = derive_owners(
            law, case, option=option_name, contract=contract, form=form, as_at=as_at
        )
    except ContentError as error:
        stop(f"The law base cannot be used.\n{error}")
    except (OwnersError, UnknownOptionError) as error:
        stop(str(error))
    if as_json:
        click.echo(json.dumps(owners_as_dict(answers), indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_report(answers)))


def _case(law: LawBase, path: Path, *, complete: bool, equal_votes: bool) -> CaseFile:
    """The case in a case file, or one made of the owners in a CSV file."""
    from mutualise.casefile import Answer, CaseFile, CaseFileError, Collection, load_case
    from mutualise.derivations import items_of
    from mutualise.rules.names import OWNERS
    from mutualise.structures.owner_content import load_owner_content
    from mutualise.structures.owners_file import OwnersFileError, read_owners

    try:
        if path.suffix.lower() in (".yaml", ".yml"):
            case = load_case(path, law.facts)
            if OWNERS not in case.collections:
                stop(f"{path} has no list of owners. Add one under 'collections'.")
            return case
        owners = read_owners(path.read_bytes(), law.facts)
    except OSError as error:
        stop(f"The file {path} cannot be read: {error.strerror}. Check the name and folder.")
    except (CaseFileError, OwnersFileError) as error:
        stop(f"{path} cannot be used.\n{error}")
    votes = {load_owner_content().votes: Answer(value=True)} if equal_votes else {}
    held = Collection(items_of(owners), complete)
    return CaseFile(title=path.name, present=votes, collections={OWNERS: held})


def _report(answers: Mapping[str, OwnersAnswer]) -> Iterator[str]:
    from mutualise.structures import load_contracts, load_forms

    first = next(iter(answers.values()))
    count = len(first.findings)
    who = first.holder.owner if count == 1 else first.holder.owners
    yield f"{count} {who} in the list. Legal form: {load_forms()[first.form].label}"
    yield ""
    yield from _table(answers)
    for contract, answer in answers.items():
        yield ""
        yield from _contract(load_contracts()[contract].label, answer)
    yield ""
    yield law_as_at(first.assessment.edition.day)


def _table(answers: Mapping[str, OwnersAnswer]) -> Iterator[str]:
    from mutualise.structures import load_contracts

    columns = {contract: answer.findings for contract, answer in answers.items()}
    titles = [item.owner.title for item in next(iter(columns.values()))]
    width = max([len(title) for title in titles] + [5]) + 2
    heads = [load_contracts()[contract].short for contract in columns]
    yield "Owner".ljust(width) + "  ".join(head.ljust(20) for head in heads).rstrip()
    for row in zip_longest(*columns.values()):
        words = "  ".join(_word(item).ljust(20) for item in row)
        yield f"{row[0].owner.title:{width}}{words}".rstrip()


def _word(item: OwnerFinding) -> str:
    from mutualise.structures.owner_content import load_owner_content

    return load_owner_content().words[item.word.value].label


def _contract(label: str, answer: OwnersAnswer) -> Iterator[str]:
    from mutualise.structures.owner_content import load_owner_content

    yield f"{label}: {load_owner_content().verdicts[answer.verdict.value].label}"
    if answer.test.never or answer.test.open_to_all:
        rule = answer.assessment.edition.base.rules[answer.test.never or answer.test.open_to_all]
        yield f"  {rule.statement} [{rule.id}: {rule.provision}]"
    for need in answer.needs:
        met = {True: "yes", False: "no", None: "not known"}[need.met]
        yield f"  The law needs: {need.need.label}: {met} [{need.rule.id}: {need.rule.provision}]"
    if not answer.test.never:
        for item in answer.broken_by:
            yield from _owner(item)
    for item in answer.open:
        labels = ", ".join(answer.assessment.edition.facts[name].label for name in item.missing)
        yield f"  {item.owner.title}: not known yet. Missing: {labels}"
    for rule in answer.follows:
        yield f"  Once the contract runs: {rule.statement} [{rule.id}: {rule.provision}]"
    if not answer.complete:
        yield "  There are owners who are not in this list."


def _owner(item: OwnerFinding) -> Iterator[str]:
    yield f"  {item.owner.title} breaks it [{item.rule.id}: {item.rule.provision}], because"
    yield from (f"    - {text}" for text in item.because)
    for remedy in item.remedies.remedies if item.remedies else ():
        steps = [f"change: {step.text}" for step in remedy.changes]
        steps += [f"confirm: {step.text}" for step in remedy.confirms]
        yield f"    It would be right if you {'; '.join(steps)}"
    yield from (f"    But: {rule.statement} [{rule.id}]" for rule in item.softened_by)
    if item.rule.otherwise:
        yield f"    {item.rule.otherwise}"
