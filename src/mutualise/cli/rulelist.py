"""`mutualise rules list`: the rules that meet some filters, as lines or as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

import click

from mutualise.cli.asking import as_at_option, load_law_or_stop, stop

if TYPE_CHECKING:
    from mutualise.derivations.rulebook import Rulebook, RuleFilter

# Written out, so that the help of every command need not load the law.
KINDS: Final = ("definition", "consequence", "guidance")
CONFIDENCES: Final = ("high", "medium", "low")
STANDINGS: Final = ("in_force", "expected", "superseded")
STALE: Final = (
    "checked-3", "checked-6", "checked-12", "text-2", "text-5", "text-10", "undated", "memory",
)  # fmt: skip
ORDERS: Final = ("id", "checked", "confidence", "text")

Option = Callable[[Callable[..., None]], Callable[..., None]]


def _any_of(name: str, values: tuple[str, ...], about: str) -> Option:
    """An option that may be given several times; any of its values will do."""
    return click.option(name, type=click.Choice(values), multiple=True, help=about)


@click.command("list")
@click.option("--words", default="", help="Only rules that have every word.")
@click.option(
    "--statute",
    default="",
    help='Only rules that rest on an Act or regulations: "NHS Act 2006", or an id; "none" for '
    "those that rest on none.",
)
@click.option("--section", default="", help="Only rules on a section: 86, reg 5, Sch 3 para 58.")
@click.option("--topic", default="", help="Only the rules of one topic, such as gms.")
@click.option("--form", default="", help='Only rules that bear on a legal form; "none" for none.')
@click.option("--contract", default="", help='Only rules that bear on a contract; "none" for none.')
@_any_of("--kind", KINDS, "Only rules of this kind.")
@_any_of("--confidence", CONFIDENCES, "Only rules of which we are this sure.")
@_any_of("--standing", STANDINGS, "Only rules that are law, are expected, or are no longer law.")
@_any_of("--stale", STALE, "Only rules to read again: checked so many months ago, a text so old.")
@click.option("--sort", type=click.Choice(ORDERS), default="id", help="What comes first.")
@click.option("--csv", "as_csv", is_flag=True, help="Write a file for a spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="Write a file for a program.")
@as_at_option
def list_rules(as_csv: bool, as_json: bool, sort: str, as_at: dt.date, **asked: Any) -> None:
    """List the rules that meet every filter: id, topic, kind and statement.

    An option that may be given twice takes any of its values.
    """
    from mutualise.derivations.rulebook import Order, rulebook, rules_as_csv, rules_as_json

    if as_csv and as_json:
        stop("Choose one of --csv and --json.")
    book = rulebook(load_law_or_stop(), as_at)
    found = book.select(_filter(book, asked), Order(sort))
    if as_csv:
        click.echo(rules_as_csv(book, found), nl=False)
    elif as_json:
        filters = [(name, value) for name, given in asked.items() for value in _listed(given)]
        click.echo(rules_as_json(book, found, filters))
    else:
        for entry in found:
            rule = entry.rule
            click.echo(f"{rule.id:9} {rule.topic:17} {rule.kind:11} {rule.statement}")
        click.echo(f"{len(found)} of {len(book.entries)} rules.")


def _filter(book: Rulebook, asked: dict[str, Any]) -> RuleFilter:
    from mutualise.derivations.rulebook import FilterError, RuleFilter
    from mutualise.rules import Confidence, RuleKind
    from mutualise.rules.freshness import Stale, Standing
    from mutualise.structures import load_contracts, load_forms

    forms = [form.id for form in load_forms().values() if form.form]
    try:
        return RuleFilter(
            words=asked["words"],
            statute=_statute(book, asked["statute"]),
            section=asked["section"],
            topic=_known("topic", asked["topic"], book.edition.base.topics, none=False),
            form=_known("legal form", asked["form"], forms),
            contract=_known("contract", asked["contract"], load_contracts()),
            kinds=tuple(map(RuleKind, asked["kind"])),
            confidences=tuple(map(Confidence, asked["confidence"])),
            standings=tuple(map(Standing, asked["standing"])),
            stale=tuple(map(Stale, asked["stale"])),
        )
    except FilterError as error:
        stop(f"{error}.")


def _known(what: str, given: str, ids: Collection[str], *, none: bool = True) -> str:
    from mutualise.derivations.rulebook import NONE
    from mutualise.expressions import closest

    if given and given not in ids and not (none and given == NONE):
        stop(f"There is no {what} called '{given}'.{closest(given, ids)}")
    return given


def _statute(book: Rulebook, given: str) -> str:
    """The id of the statute that has this id, or this name, or alone has all these words."""
    from mutualise.derivations.rulebook import NONE

    if not given or given == NONE or given in book.statutes:
        return given
    names = {
        key: [name.lower() for name in (statute.title, *statute.called)]
        for key, statute in book.statutes.items()
    }
    exact = [key for key, called in names.items() if given.lower() in called]
    words = given.lower().split()
    like = [
        key
        for key, called in names.items()
        if any(all(word in name for word in words) for name in called)
    ]
    found = exact or like
    if not found:
        stop(f"No rule rests on a statute called '{given}'. Try a word of its title, such as NHS.")
    if len(found) > 1:
        listed = "\n".join(f"  {key}: {book.statutes[key].title}" for key in found)
        stop(f"Several statutes are called like '{given}'. Give the id of one:\n{listed}")
    return found[0]


def _listed(given: object) -> list[str]:
    if isinstance(given, tuple):
        return [str(value) for value in given]
    return [str(given)] if given else []
