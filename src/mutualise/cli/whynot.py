"""`mutualise rules why-not`: why the answer is not yes, and what would turn it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mutualise.casefile import CaseFileError, case_collections, load_case
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.cli.asking import stop
from mutualise.derivations import answers_for
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
from mutualise.rules.names import CONTRACT
from mutualise.rules.reasons import reason_lines
from mutualise.rules.words import proviso
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
    try:
        case = load_case(path, law.facts)
        answers = answers_for(case, option, contract)
    except (CaseFileError, UnknownOptionError) as error:
        stop(str(error))
    name = _asked(law, answers, ask)
    assessment = Assessment(law.at(case.as_at or as_at), answers, case_collections(case))
    result = assessment.finding(name)
    click.echo(f"{name}: {result.finding.value.replace('_', ' ')}")
    click.echo("\n".join(reason_lines(law, explain(assessment, name), depth=1)))
    for rule_id in result.provisos:
        click.echo(f"Provided that: {proviso(assessment.edition, rule_id)} [{rule_id}]")
    if result.truth is not True:
        _print_remedies(law, smallest_changes(assessment, name))


def _asked(law: LawBase, answers: dict[str, Value], ask: str | None) -> str:
    """The definition to explain: the one named, or the one of the contract."""
    if ask is not None:
        if ask not in law.definitions:
            stop(f"There is no definition called '{ask}'.{closest(ask, law.definitions)}")
        return ask
    kind = answers.get(CONTRACT)
    if kind is None:
        stop("Say which contract with --contract, such as --contract gms.")
    named = load_contracts().get(str(kind))
    if named is None or not named.definition:
        stop(f"'{kind}' is not a contract with a rule on who can hold it.")
    return named.definition


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
