"""`mutualise rules why-not`: why the answer is not yes, and what would turn it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mutualise.casefile import CaseFile, CaseFileError, case_answers, case_collections, load_case
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.cli.asking import stop
from mutualise.expressions import closest
from mutualise.rules import (
    Assessment,
    LawBase,
    Remedies,
    Remedy,
    Step,
    Value,
    explain,
    smallest_changes,
)
from mutualise.structures import load_contracts


def print_why_not(
    law: LawBase,
    path: Path,
    *,
    contract: str | None,
    ask: str | None,
    option: str | None,
    as_at: dt.date,
) -> None:
    """Print the deciding reasons and the smallest changes, or why there is none."""
    from mutualise.cli.rules import print_reason

    try:
        case = load_case(path, law.facts)
        answers, name = _question(law, case, contract, ask, option)
    except (CaseFileError, UnknownOptionError) as error:
        stop(str(error))
    assessment = Assessment(law.at(case.as_at or as_at), answers, case_collections(case))
    result = assessment.finding(name)
    click.echo(f"{name}: {result.finding.value.replace('_', ' ')}")
    print_reason(law, explain(assessment, name), depth=1)
    for proviso in result.provisos:
        click.echo(f"Provided that this does not apply: {law.rules[proviso].statement}")
    if result.truth is not True:
        _print_remedies(law, smallest_changes(assessment, name))


def _question(
    law: LawBase, case: CaseFile, contract: str | None, ask: str | None, option: str | None
) -> tuple[dict[str, Value], str]:
    contracts = load_contracts()
    collection = case.collections.get("contracts")
    held = {item.id for item in collection.items} if collection else set()
    item = contract if contract in held else None
    answers = case_answers(case, option, item)
    if contract is not None and item is None:
        answers["contract.type"] = contract
    if ask is not None:
        if ask not in law.definitions:
            stop(f"There is no definition called '{ask}'.{closest(ask, law.definitions)}")
        return answers, ask
    kind = answers.get("contract.type")
    if kind is None:
        stop("Say which contract with --contract, such as --contract gms.")
    named = contracts.get(str(kind))
    if named is None or not named.definition:
        hint = closest(str(kind), contracts)
        stop(f"'{kind}' is not a contract with a rule on who can hold it.{hint}")
    return answers, named.definition


def _print_remedies(law: LawBase, found: Remedies) -> None:
    if not found.possible:
        click.echo("There is no change you can make that would turn this answer.")
        for name in found.blocked_by:
            click.echo(f"  It turns on: {law.facts[name].label}.")
        for sentence in found.waiting_for:
            click.echo(f"  Not yet settled: {sentence}")
        return
    click.echo("The smallest changes that would turn it:")
    for number, remedy in enumerate(found.remedies, start=1):
        click.echo(f"  {number}.")
        _print_steps(remedy)


def _print_steps(remedy: Remedy) -> None:
    for title, steps in (("Change", remedy.changes), ("Confirm", remedy.confirms)):
        for step in steps:
            click.echo(f"     {title}: {step.text}{_needs(step)}")


def _needs(step: Step) -> str:
    return f" ({step.who} must agree)" if step.agreement else ""
