"""`mutualise definitions` on a file of facts and on a case file."""

import json

import pytest
from click.testing import CliRunner

from mutualise.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["definitions", *map(str, arguments)])


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text(
        "entity.public_services_purpose: yes\n"
        "entity.mainly_reservable: yes\n"
        "entity.not_for_profit: yes\n"
        "entity.employee_controlled: yes\n"
        "organisation.left_public_sector: no\n",
        encoding="utf-8",
    )
    return path


def test_each_definition_has_its_finding_and_its_reason(facts):
    found = run(facts, "--as-at", "2026-11-24")

    assert found.exit_code == 0, found.output
    assert "The law on reserved contracts  Fits" in found.output
    assert "The government's description   Does not fit" in found.output
    assert "- no: the organisation was never part of the public sector" in found.output
    assert "May the buyer reserve this contract? not known" in found.output
    assert "Warning: The proposal of 2019 would have let this organisation in" in found.output


def test_json_has_stable_names(facts):
    found = json.loads(run(facts, "--json").output)

    assert found["definitions"]["DEF-PA23"]["finding"] == "yes"
    assert found["definitions"]["DEF-2019C"]["flags"][0]["rule"] == "MUT-06"


def test_another_day_has_another_law(facts):
    assert "Not in force on this day" in run(facts, "--as-at", "2024-01-01").output


def test_what_cannot_be_used_ends_with_a_sentence(tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("entity.nothing: yes\n", encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text("mutualise: 1\n", encoding="utf-8")

    for arguments, sentence in (
        ([tmp_path / "none.yaml"], "cannot be read"),
        ([faulty], "Line 1: There is no fact called 'entity.nothing'"),
        ([case, "--option", "x"], "This case has no option called 'x'"),
    ):
        found = run(*arguments)
        assert found.exit_code == 2
        assert sentence in found.output
