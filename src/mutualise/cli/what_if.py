"""`mutualise rules what-if`: whose answers a change in the law would turn, and why."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli.asking import stop

if TYPE_CHECKING:
    from mutualise.casefile import CaseFile
    from mutualise.derivations.what_if_records import LawComparison
    from mutualise.rules import LawBase
    from mutualise.rules.reforms import Reform

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("what-if")
@click.argument("reform", required=False)
@click.option("--rule", "rules", multiple=True, metavar="ID=CONDITION", help="Another condition.")
@click.option("--off", multiple=True, metavar="ID", help="Switch a rule or an inference off.")
@click.option("--figure", "figures", multiple=True, metavar="NAME=VALUE", help="Another value.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path),
    help="A folder of case files, or one case file.  [default: the worked cases]",
)
@click.option("--as-at", type=_DAY, help="Ask on this day.  [default: today, or when it begins]")
@click.option("--from", "first", type=_DAY, help="Compare the law as it stands on this day ...")
@click.option("--to", "last", type=_DAY, help="... with the law as it stands on this one.")
@click.option("--list", "list_them", is_flag=True, help="List the prepared reforms.")
@click.option("--why", is_flag=True, help="Print the reasons line by line, and every difference.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one line for each change, as CSV.")
def command(
    reform: str | None,
    rules: tuple[str, ...],
    off: tuple[str, ...],
    figures: tuple[str, ...],
    cases: Path | None,
    as_at: dt.datetime | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    list_them: bool,
    why: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Say whose answers would change if the law were different, and why.

    REFORM is a file, or the name of a prepared reform (see --list). Or say what would be
    different with --rule, --off and --figure; each can be given more than once. With --from
    and --to, compare the law as it stands on two days. None of it is the law.

    The exit status is 0 when every case was read, 1 when some were left out, and 2 when
    nothing could be compared.
    """
    from mutualise.cli.what_if_report import report
    from mutualise.content.loader import ContentError
    from mutualise.rules import load_law

    if as_json and as_csv:
        stop("Choose one of --json and --csv.")
    try:
        law = load_law()
        if list_them:
            click.echo("\n".join(_prepared()))
            return
        asked = _asked(law, reform, rules, off, figures)
        read, left_out = _cases(law, cases)
        compared = _compared(law, asked, read, (as_at, first, last))
    except ContentError as error:
        stop(f"The reform cannot be used.\n{error}")
    if as_csv or as_json:
        click.echo(_as_data(compared, asked, as_csv=as_csv))
    else:
        click.echo("\n".join(report(compared, asked, whole=why)))
    for sentence in left_out:
        click.echo(sentence, err=True)
    sys.exit(1 if left_out else 0)


def _prepared() -> Iterator[str]:
    from mutualise.rules.reforms import load_reforms

    for name, reform in load_reforms().items():
        yield f"{name:28} {reform.title}"


def _asked(
    law: LawBase,
    named: str | None,
    rules: tuple[str, ...],
    off: tuple[str, ...],
    figures: tuple[str, ...],
) -> Reform:
    """The reform that was named, with what the options say laid over it."""
    from mutualise.rules.reforms import InferenceChange, Reform, RuleChange, read_figure

    found = _named(named) if named else Reform("your own change")
    changed, inferences, values = dict(found.rules), dict(found.inferences), dict(found.figures)
    places = dict(found.places)
    known = {inference.id for inference in law.inferences}
    for rule_id, condition in _pairs("--rule", rules, "GMS-04=not holder.any_disqualified"):
        if rule_id in known:
            stop(
                f"{rule_id} is an inference and has no condition of its own. Switch it off with "
                "--off, or change its 'value' and 'when' in a reform file."
            )
        changed[rule_id] = RuleChange(condition=condition)
        places[rule_id] = "--rule"
    for name in off:
        if name in known:
            inferences[name] = InferenceChange(off=True)
        else:
            changed[name] = RuleChange(off=True)
        places[name] = "--off"
    for name, text in _pairs("--figure", figures, "licence_turnover_limit=2000000"):
        try:
            values[name.removeprefix("parameter.")] = read_figure(text)
        except ValueError as error:
            stop(f"--figure {name}: {error}.")
    return replace(found, rules=changed, inferences=inferences, figures=values, places=places)


def _pairs(option: str, given: tuple[str, ...], example: str) -> Iterator[tuple[str, str]]:
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            stop(f"{option} {text}: write a name, = and a value, such as {option} '{example}'.")
        yield name.strip(), value.strip()


def _named(named: str) -> Reform:
    """A reform from a file, or one of those that come with Mutualise."""
    from mutualise.expressions import closest
    from mutualise.rules.reforms import load_reforms, read_reform

    path = Path(named)
    if not path.exists() and named in load_reforms():
        return load_reforms()[named]
    if not path.exists():
        hint = closest(named, load_reforms())
        stop(
            f"There is no file and no prepared reform called '{named}'.{hint} "
            "See the prepared ones with --list."
        )
    try:
        return read_reform(path.read_text(encoding="utf-8"), named)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text file"
        stop(f"The file {named} cannot be read: {reason}. Check the name and folder.")


def _cases(law: LawBase, folder: Path | None) -> tuple[list[CaseFile], list[str]]:
    """The cases that can be read, and a sentence for each that cannot."""
    from mutualise.casefile import CaseFileError, load_case, load_examples

    if folder is None:
        return list(load_examples().values()), []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder]
    if not files:
        stop(f"There is no case file in {folder}. A case file's name ends in .yaml.")
    read: list[CaseFile] = []
    left_out: list[str] = []
    for path in files:
        try:
            read.append(load_case(path, law.facts))
        except CaseFileError as error:
            left_out.append(f"{path} is left out: it cannot be used.\n{error}")
    if not read:
        stop("\n".join([*left_out, "No case could be read."]))
    return read, left_out


def _compared(
    law: LawBase,
    reform: Reform,
    cases: list[CaseFile],
    days: tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None],
) -> LawComparison:
    from mutualise.derivations.what_if import compare_cases, compare_laws, day_to_ask
    from mutualise.rules.what_if import reformed

    # The edge of the program is where today is asked for; the rooms take it as an argument.
    today = dt.datetime.now(tz=dt.UTC).date()
    as_at, first, last = (day.date() if day else None for day in days)
    if first is None and last is None:
        if reform.is_empty:
            stop(
                "Say what would be different: name a reform (see --list), or use --rule, --off "
                "or --figure. To compare the law on two days, use --from and --to."
            )
        day = as_at or day_to_ask(reform, today)
        return compare_laws(law, reformed(law, reform), cases, day)
    if not reform.is_empty or as_at is not None:
        stop("--from and --to compare the law as it stands: leave the reform and --as-at out.")
    return compare_cases(law.at(first or today), law.at(last or today), cases)


def _as_data(compared: LawComparison, reform: Reform, *, as_csv: bool) -> str:
    from mutualise.derivations.what_if_plain import comparison_as_csv, comparison_as_dict

    if as_csv:
        return comparison_as_csv(compared).rstrip("\n")
    whole = {"reform": reform.title, **comparison_as_dict(compared)}
    return json.dumps(whole, indent=2, ensure_ascii=False)
