"""`mutualise rules`: read, test and question the law base."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualise.cli import what_if
from mutualise.cli.asking import as_at_option, load_law_or_stop, stop
from mutualise.cli.rulelist import list_rules

if TYPE_CHECKING:
    from mutualise.rules import LawBase, Value
    from mutualise.rules.scenarios import ScenarioResult


@click.group("rules")
def command() -> None:
    """Read, test and question the law behind the answers."""


command.add_command(what_if.command)
command.add_command(list_rules)


@command.command("explain")
@click.argument("rule_id", metavar="ID")
@as_at_option
def explain_rule(rule_id: str, as_at: dt.date) -> None:
    """Say what a rule means, when it applies and where it comes from."""
    from mutualise.rules import UnknownRuleError
    from mutualise.rules.cards import rule_card

    law = load_law_or_stop()
    try:
        card = rule_card(law, law.rule(rule_id), as_at)
    except UnknownRuleError as error:
        stop(str(error))
    click.echo(card.as_text())


@command.command("test")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@as_at_option
def test_scenarios(files: tuple[Path, ...], as_at: dt.date) -> None:
    """Run scenario FILES (or those that come with Mutualise) against the law.

    Prints each failure with its explanation and ends with "N passed, M failed".
    """
    from mutualise.rules.scenarios import ScenarioError, read_scenarios, run_scenarios

    law = load_law_or_stop()
    results = []
    for name, text in _scenario_texts(files):
        try:
            results += run_scenarios(read_scenarios(text, law), law, as_at)
        except ScenarioError as error:
            stop(f"{name} cannot be run.\n{error}")
    failed = [result for result in results if not result.passed]
    for result in failed:
        _print_failure(law, result)
    click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


@command.command("check")
@as_at_option
def check(as_at: dt.date) -> None:
    """Check the law base: names, values, sources, circles, proofs, figures, vanished rules."""
    from mutualise.cli.openpoints import open_points
    from mutualise.content.loader import content_root
    from mutualise.rules.authoring import check_authoring
    from mutualise.rules.proving import load_scenarios
    from mutualise.rules.scenarios import ScenarioError
    from mutualise.rules.what_if import reform_problems

    law = load_law_or_stop()
    points = open_points(law)
    try:
        scenarios = load_scenarios(law)
    except ScenarioError as error:
        stop(f"The scenarios cannot be used.\n{error}")
    listed = (content_root() / "law" / "rule_ids.txt").read_text(encoding="utf-8").split()
    report = check_authoring(law, scenarios, listed, as_at)
    problems = [*report.problems, *reform_problems(law)]
    for problem in problems:
        click.echo(f"{problem.place}: {problem.sentence}.")
    fresh = report.freshness
    for title, ids in (
        ("From memory, and shown so to readers", fresh.rules_from_memory),
        ("Rules checked a year ago or earlier", fresh.stale_rules),
        ("Figures checked a year ago or earlier", fresh.stale_figures),
        ("Sources checked a year ago or earlier", fresh.stale_sources),
        ("Sources whose text has no date", fresh.undated_sources),
    ):
        if ids:
            click.echo(f"{title}: {', '.join(ids)}.")
    kinds = [rule.kind.value for rule in law.rules.values()]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    sound = f"{len(problems)} to mend" if problems else "all sound"
    click.echo(
        f"{len(law.rules)} rules ({counted}), {len(list(law.facts))} facts, "
        f"{len(law.parameters.by_name)} parameters, {len(law.sources)} sources and "
        f"{len(scenarios)} scenarios: {sound}."
    )
    if points:
        still = sum(point.status.value != "closed" for point in points)
        click.echo(f"Open points: {still} of {len(points)} are not closed (mutualise rules open).")
    sys.exit(1 if problems else 0)


@command.command("open")
@click.option("--all", "every", is_flag=True, help="Also those that have been closed.")
def list_open_points(every: bool) -> None:
    """List what is not known about the law, and the rules that turn on it."""
    from mutualise.cli.openpoints import print_open_points

    print_open_points(load_law_or_stop(), every=every)


@command.command("why-not")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--contract", help="The contract type, such as gms, or a contract id in the case.")
@click.option("--ask", help="Another definition to ask about, such as psr.dap_c_available.")
@click.option("--option", "option_name", help="The named option of the case to look at.")
@as_at_option
def why_not(
    case: Path, contract: str | None, ask: str | None, option_name: str | None, as_at: dt.date
) -> None:
    """Say why the answer for CASE is not yes, and the smallest changes that would turn it."""
    from mutualise.cli.whynot import print_why_not

    print_why_not(
        load_law_or_stop(), case, contract=contract, ask=ask, option=option_name, as_at=as_at
    )


@command.command("manual")
@click.argument("topic", required=False)
def manual(topic: str | None) -> None:
    """Show situations with their answers and reasons: a chapter for each TOPIC.

    Each is a test of the law base. Without a topic, lists the chapters.
    """
    from mutualise.cli.manual import print_manual

    print_manual(load_law_or_stop(), topic)


def _scenario_texts(files: tuple[Path, ...]) -> list[tuple[str, str]]:
    from mutualise.content.loader import content_files, content_root

    if not files:
        own = content_files(content_root(), "law/scenarios")
        return [(name, source.read_text(encoding="utf-8")) for name, source in own]
    texts = []
    for path in files:
        try:
            texts.append((str(path), path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not a text file"
            stop(f"The file {path} cannot be read: {reason}. Check the name and folder.")
    return texts


def _print_failure(law: LawBase, result: ScenarioResult) -> None:
    from mutualise.rules.reasons import reason_lines

    scenario = result.scenario
    click.echo(f"{scenario.id}: {scenario.title}")
    click.echo(f"  {scenario.ask} is {_said(result.found)}; expected {_said(scenario.expected)}")
    if scenario.outcome is not None:
        click.echo(f"  the finding is {result.finding}; expected {scenario.outcome}")
    if result.because != scenario.because:
        click.echo(f"  because: {'; '.join(result.because)}")
        click.echo(f"  expected: {'; '.join(scenario.because)}")
    if result.changes != scenario.changes:
        click.echo(f"  changes: {result.changes}; expected {scenario.changes}")
    if scenario.reference:
        click.echo(f"  the scenario cites {scenario.reference}")
    click.echo("\n".join(reason_lines(law, result.reason, depth=1)))
    click.echo()


def _said(value: Value | None) -> str:
    if value is None:
        return "unknown"
    return str(value).lower() if isinstance(value, bool) else str(value)
