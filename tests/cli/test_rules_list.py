"""`mutualise rules list`: the same filters and files as on the site."""

import csv
import datetime as dt
import io
import json

import pytest
from click.testing import CliRunner

from mutualise.cli import main, rulelist
from mutualise.derivations.rulebook import Order, RuleFilter, rulebook
from mutualise.rules import Confidence, RuleKind, load_law
from mutualise.rules.freshness import Stale, Standing

BOOK = rulebook(load_law(), dt.date(2026, 11, 24))


def run(*words):
    return CliRunner().invoke(main, ["rules", "list", *words, "--as-at", "2026-11-24"])


def ids(result):
    assert result.exit_code == 0, result.output
    return [line.split()[0] for line in result.output.splitlines()[:-1]]


def wanted(order=Order.ID, **filters):
    return [entry.rule.id for entry in BOOK.select(RuleFilter(**filters), order)]


def test_without_filters_it_lists_every_rule_and_says_how_many():
    result = run()
    assert ids(result) == wanted()
    number = len(BOOK.entries)
    assert result.output.endswith(f"{number} of {number} rules.\n")


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        (
            ["--statute", "nhs-act-2006", "--section", "86"],
            {"statute": "nhs-act-2006", "section": "86"},
        ),
        (
            ["--statute", "NHS Act 2006", "--section", "s.86"],
            {"statute": "nhs-act-2006", "section": "86"},
        ),
        (["--statute", "reform professions"], {"statute": "nhs-reform-act-2002"}),
        (["--statute", "none"], {"statute": "none"}),
        (["--topic", "apms"], {"topic": "apms"}),
        (["--form", "llp", "--contract", "gms"], {"form": "llp", "contract": "gms"}),
        (["--words", "goodwill share"], {"words": "goodwill share"}),
        (
            ["--kind", "definition", "--kind", "guidance"],
            {"kinds": (RuleKind.DEFINITION, RuleKind.GUIDANCE)},
        ),
        (["--confidence", "low"], {"confidences": (Confidence.LOW,)}),
        (["--standing", "expected"], {"standings": (Standing.EXPECTED,)}),
        (["--stale", "memory", "--stale", "text-10"], {"stale": (Stale.MEMORY, Stale.TEXT_10)}),
    ],
)
def test_each_filter_does_as_on_the_site(words, filters):
    assert ids(run(*words)) == wanted(**filters)


def test_it_sorts_as_on_the_site():
    assert ids(run("--sort", "confidence")) == wanted(Order.CONFIDENCE)


def test_the_files_hold_the_rules_asked_for():
    sheet = run("--topic", "gms", "--csv").output.removeprefix("\ufeff")
    rows = [row["id"] for row in csv.DictReader(io.StringIO(sheet))]
    whole = json.loads(run("--topic", "gms", "--kind", "guidance", "--json").output)
    assert rows == wanted(topic="gms")
    assert [rule["id"] for rule in whole["rules"]] == wanted(
        topic="gms", kinds=(RuleKind.GUIDANCE,)
    )
    assert whole["filters"] == [
        {"filter": "topic", "value": "gms"},
        {"filter": "kind", "value": "guidance"},
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--statute", "no such act"], "Try a word of its title, such as NHS."),
        (["--statute", "care act"], "Give the id of one:\n  care-act-2014: Care Act 2014"),
        (["--section", "somewhere"], "Write it as 86, s.86, reg 5 or Sch 3 para 58."),
        (["--topic", "gmss"], "There is no topic called 'gmss'. Did you mean gms?"),
        (["--topic", "none"], "There is no topic called 'none'."),
        (["--form", "cik"], "There is no legal form called 'cik'."),
        (["--contract", "gmss"], "There is no contract called 'gmss'. Did you mean gms?"),
        (["--csv", "--json"], "Choose one of --csv and --json."),
    ],
)
def test_what_cannot_be_asked_for_is_said_with_what_to_do(words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_the_values_that_may_be_typed_are_those_there_are():
    """They are written out in the command, so that its help need not load the law."""
    assert set(rulelist.KINDS) == set(RuleKind)
    assert set(rulelist.CONFIDENCES) == set(Confidence)
    assert set(rulelist.STANDINGS) == set(Standing)
    assert set(rulelist.STALE) == set(Stale)
    assert set(rulelist.ORDERS) == set(Order)
