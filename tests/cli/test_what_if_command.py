"""`mutualise rules what-if`: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mutualise.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
REFORM = """
title: A contract reserved for mutuals may last three years
begins: 2027-04-01
figures: {reserved_contract_max_years: 3}
"""


def run(*words):
    return CliRunner().invoke(main, ["rules", "what-if", *words])


def test_a_prepared_reform_is_put_to_the_worked_cases():
    result = run("reserved-three-years", "--as-at", "2026-11-24")

    assert result.exit_code == 0
    assert "This is not the law." in result.output
    assert "before: 5 years" in result.output
    assert "1 of 6 cases get another answer." in result.output
    assert "PA-03: not known yet -> it does not follow  [reserved_contract_max_years]" in (
        result.output
    )


def test_a_reform_in_a_file_is_asked_about_on_the_day_it_begins(tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text(REFORM, encoding="utf-8")

    early = run(str(path), "--as-at", "2026-11-24")
    then = run(str(path))

    assert "The reform would begin on 1 April 2027: ask about a day from then on." in early.output
    assert "Asked as at 1 April 2027." in then.output
    assert "1 of 6 cases get another answer." in then.output


def test_options_are_laid_over_a_reform():
    result = run("reserved-three-years", "--figure", "reserved_contract_max_years=4")

    assert "after:  4 years" in result.output
    assert "0 of 6 cases get another answer." in result.output


def test_a_condition_in_an_option_and_the_reasons_line_by_line():
    result = run("--rule", "GMS-04=True", "--why", "--cases", str(EXAMPLES / "granta.yaml"))

    assert result.exit_code == 0
    assert "1 of 1 cases get another answer." in result.output
    assert "Can it hold it? It depends -> Yes  [GMS-04]" in result.output
    assert "- yes: everyone involved passes the fitness test for a GMS contract" in result.output


def test_a_rule_and_an_inference_can_be_switched_off():
    result = run("--off", "GMS-13", "--off", "INF-TRUST-NOT-S93", "--json")

    found = {part["id"]: part["after"] for part in json.loads(result.output)["different"]}
    assert found == {"GMS-13": None, "INF-TRUST-NOT-S93": None}


def test_the_law_of_two_days_is_compared():
    result = run("--from", "2025-01-01", "--to", "2026-11-24")

    assert result.exit_code == 0
    assert "The law on 1 January 2025, and the law on 24 November 2026" in result.output
    assert "This is not the law" not in result.output
    assert "reserved_contract_max_years (figure)" in result.output


def test_csv_has_a_line_for_each_change():
    result = run("licence-limit-doubled", "--csv")

    rows = list(csv.DictReader(io.StringIO(result.output)))
    assert {row["about"] for row in rows} == {"LIC-01", "LIC-02"}
    assert {row["because_of"] for row in rows} == {"licence_turnover_limit"}


def test_the_prepared_reforms_are_listed():
    result = run("--list")

    assert result.exit_code == 0
    assert "society-holds-gms" in result.output


def test_a_case_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path):
    good = (EXAMPLES / "granta.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("mutualise: 1\npresent: {answers: {nope: 1}}", "utf-8")

    result = run("--rule", "GMS-04=True", "--cases", str(tmp_path))

    assert result.exit_code == 1
    assert "1 of 1 cases get another answer." in result.stdout
    assert "b.yaml is left out: it cannot be used." in result.stderr
    assert "nope" in result.stderr


def test_when_no_case_can_be_read_nothing_is_compared(tmp_path):
    (tmp_path / "b.yaml").write_text("nonsense", encoding="utf-8")

    assert run("licence-limit-doubled", "--cases", str(tmp_path)).exit_code == 2
    assert run("licence-limit-doubled", "--cases", str(tmp_path / "none")).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say what would be different"),
        (("society-hold-gms",), "Did you mean society-holds-gms?"),
        (("--rule", "GMS-04"), "write a name, = and a value, such as --rule 'GMS-04="),
        (("--rule", "INF-GMS-LIST=True"), "is an inference and has no condition of its own"),
        (("--rule", "PA-03=proc.reservabel"), "Did you mean proc.reservable? (character 1)"),
        (("--rule", "PA-03=proc.term_years < 7"), "--rule, PA-03: The figure 7 stands in the"),
        (("--off", "GMS-05"), "--off, GMS-05: it decides gms.eligible"),
        (("--figure", "licence_turnover_limit=ten"), "'ten' is not a number"),
        (("--figure", "licence_limit=10"), "Did you mean licence_turnover_limit?"),
        (("--from", "2025-01-01", "--off", "GMS-13"), "leave the reform and --as-at out"),
        (("licence-limit-doubled", "--json", "--csv"), "Choose one of --json and --csv."),
    ],
)
def test_what_cannot_be_done_is_explained(words, said):
    result = run(*words)

    assert result.exit_code == 2
    assert said in result.output


def test_a_reform_with_a_mistake_points_at_its_line(tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text("title: x\nrules:\n  PA-03:\n    condition: proc.lite_touch\n", "utf-8")

    result = run(str(path))

    assert result.exit_code == 2
    assert f"{path}, line 3, PA-03: proc.lite_touch is not a declared name." in result.output
