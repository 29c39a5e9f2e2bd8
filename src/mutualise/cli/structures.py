"""`mutualise structures`: which legal form can hold the contract, for a case file."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import as_at_option, law_as_at, stop

if TYPE_CHECKING:
    from mutualise.casefile import CaseFile
    from mutualise.derivations import Derived
    from mutualise.structures import ConsequenceGroup, HoldingAnswer, StructureAnswer


@click.command("structures")
@click.argument("case_path", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--option", "option_name", help="The named option to look at.  [default: today]")
@click.option("--contract", help="A contract id in the case, or a type such as gms.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@as_at_option
def command(
    case_path: Path,
    option_name: str | None,
    contract: str | None,
    as_json: bool,
    as_at: dt.date,
) -> None:
    """Say which legal forms can hold the contract in CASE, why, and what follows."""
    from mutualise.casefile import CaseFileError, load_case
    from mutualise.casefile.overlay import UnknownOptionError
    from mutualise.content.loader import ContentError
    from mutualise.derivations import derive_structures
    from mutualise.rules import load_law
    from mutualise.structures.plain import answer_as_dict

    try:
        law = load_law()
        case = load_case(case_path, law.facts)
        derived = derive_structures(law, case, option=option_name, contract=contract, as_at=as_at)
    except ContentError as error:
        stop(f"The law base cannot be used.\n{error}")
    except CaseFileError as error:
        stop(f"{case_path} cannot be used.\n{error}")
    except UnknownOptionError as error:
        stop(str(error))
    if as_json:
        whole = {
            "case": case.title,
            "option": option_name,
            "inputs": dict(derived.inputs),
            **answer_as_dict(derived.result),
        }
        click.echo(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_report(case, option_name, derived)))


def _report(case: CaseFile, option: str | None, derived: Derived[StructureAnswer]) -> Iterator[str]:
    answer = derived.result
    title = case.options[option].title if option else "as you are today"
    yield f"{case.title}: {title}"
    if option is None and case.options:
        yield f"(options in this case: {', '.join(case.options)})"
    yield ""
    if answer.holding is not None:
        yield from _holding(answer, answer.holding)
    else:
        yield (
            "The case does not name both a legal form and a contract with a rule on who can "
            "hold it. The table shows every form. Use --contract to ask about one."
        )
    for note in answer.contradictions:
        fact = answer.fact[note.fact]
        about = f" about {_title(case, fact.collection, note.item)}" if note.item else ""
        yield f"Check this: you said{about} that {fact.clause(note.answered)}. Your other answers "
        yield f"  say that {fact.clause(note.follows)}."
    for conflict in answer.conflicts:
        yield f"Two rules disagree about {conflict.about}: {', '.join(conflict.rules)}."
    yield from _matrix(answer)
    for group in answer.groups:
        yield from _group(group)
    if answer.questions:
        yield ""
        yield "Questions for your solicitor"
        yield from (f"  - {question.text} [{question.rule.id}]" for question in answer.questions)
    yield ""
    yield law_as_at(answer.day, answer.checked)


def _title(case: CaseFile, collection: str, item_id: str) -> str:
    return next(item.title for item in case.collections[collection].items if item.id == item_id)


def _holding(answer: StructureAnswer, holding: HoldingAnswer) -> Iterator[str]:
    from mutualise.rules.reasons import reason_lines
    from mutualise.rules.words import proviso
    from mutualise.structures import load_finding_words

    words = load_finding_words()[holding.cell.word]
    yield f"{holding.form.label} and {holding.contract.label}: {words.label}"
    yield f"  {words.explains}"
    unread = ", and part of it not yet checked against the source" if holding.from_memory else ""
    yield f"  Confidence in the law behind this: {holding.confidence.value}{unread}."
    rules = answer.assessment.edition.base.rules
    for rule_id in holding.result.qualified_by:
        yield f"  {rules[rule_id].consequence} [{rule_id}]"
    for rule_id in holding.result.provisos:
        yield f"  Provided that: {proviso(answer.assessment.edition, rule_id)} [{rule_id}]"
    yield "Because"
    yield from reason_lines(answer.assessment.edition.base, holding.reason, depth=1)
    if holding.result.truth is True:
        return
    remedies = holding.remedies
    if not remedies.possible:
        form = ", short of another legal form," if remedies.another_form_might else ""
        yield f"There is no change you can make{form} that would turn it."
        yield from (f"  It turns on: {answer.fact[name].label}" for name in remedies.blocked_by)
        yield from (f"  Not yet settled: {sentence}" for sentence in remedies.waiting_for)
    for number, remedy in enumerate(remedies.remedies, start=1):
        yield f"What would make it a yes ({number})"
        yield from (f"  Change: {step.text}" for step in remedy.changes)
        for step in remedy.confirms:
            agree = f" ({step.who} must agree)" if step.agreement else ""
            yield f"  Confirm: {step.text}{agree}"


def _matrix(answer: StructureAnswer) -> Iterator[str]:
    from mutualise.structures import load_finding_words

    words = load_finding_words()
    matrix = answer.matrix
    width = max(len(form.short) for form in matrix.rows) + 2
    heads = [textwrap.wrap(column.short, 11) for column in matrix.columns]
    yield ""
    yield "Legal forms by contract"
    for line in zip_longest(*heads, fillvalue=""):
        yield " " * width + "  ".join(f"{word:11.11}" for word in line)
    for form in matrix.rows:
        cells = [words[cell.word].short for cell in matrix.row(form.id)]
        yield f"{form.short:{width}}" + "  ".join(f"{cell:11.11}" for cell in cells)


def _group(group: ConsequenceGroup) -> Iterator[str]:
    if not (group.points or group.applies or group.open):
        return
    yield ""
    yield group.label
    for point in group.points:
        changes = bool(point.before) and point.before != point.after
        before = f"Today: {point.before} Then: " if changes else ""
        yield f"  - {before}{point.after}{'' if point.verified else ' (not yet checked)'}"
    yield from (
        f"  - {_LEADS[item.certainty]}{item.text} [{item.rule.id}]" for item in group.applies
    )
    for item in group.open:
        lead = f"If {item.when}: " if item.when else "It depends. "
        yield f"  ? {lead}{item.text} [{item.rule.id}]"


_LEADS = {
    "applies": "",
    "if_agreed": "If someone else agrees: ",
    "unsettled": "Not settled: ",
    "expected": "Expected law, not yet in force: ",
    "does_not": "",
}
