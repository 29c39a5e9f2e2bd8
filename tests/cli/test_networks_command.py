"""`mutualise networks`: the table for a terminal and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mutualise.cli import main

CASE = str(Path(__file__).parents[2] / "examples" / "network-considering-company.yaml")


def run(*arguments):
    return CliRunner().invoke(main, ["networks", *arguments])


def test_the_table_is_printed_with_findings_rules_and_questions():
    result = run("--purpose", "single", "--as-at", "2026-11-24")

    assert result.exit_code == 0
    assert "Ways to organise a primary care network: A single neighbourhood" in result.output
    assert "Not yet settled. We found no national rule" in " ".join(result.output.split())
    assert "[NEI-01, PCN-05, NEI-06" in " ".join(result.output.split())
    assert "WHAT TO ASK BEFORE YOU CHOOSE" in result.output
    assert "Law as at 24 November 2026" in result.output


def test_a_case_gives_the_form_and_the_json_says_what_was_taken_as_given():
    result = run(CASE, "--option", "shares_company", "--work", "care", "--json")

    found = json.loads(result.output)
    company = found["vehicles"]["company"]
    assert found["purpose"] == "des"
    assert found["work"] == "care"
    assert company["form"] == "cls"
    assert [line["lead"] for line in found["in_short"]][-1] == "What to wait for."
    assert any("is not registered with the Care Quality" in text for text in company["assumed"])
    rows = {row["id"]: row["cells"] for row in found["rows"]}
    (part,) = rows["pension_new"]["company"]
    assert part["finding"] == "yes_if_agreed"
    assert "PEN-03" in part["rules"]
    assert part["reason"]["truth"] is True
    assert set(part["sources"]) <= set(found["sources"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--purpose", "pcn"], "no purpose called 'pcn'. Choose one of: des, single, multi"),
        (["--company", "gms"], "no form of company called 'gms'"),
        (["--option", "llp"], "Name the case file too"),
        ([CASE, "--option", "none"], "no option called 'none'"),
        ([CASE.replace("network-considering-company", "granta")], "is not about a primary care"),
        (["no-such-file.yaml"], "no-such-file.yaml cannot be used"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_an_error(arguments, said):
    result = run(*arguments)

    assert result.exit_code == 2
    assert said in result.output
