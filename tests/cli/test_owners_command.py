"""`mutualise owners` on a list in a file and on a case file."""

import json

from click.testing import CliRunner

from mutualise.cli import main
from mutualise.structures.owners_file import example_csv

CASE = """
mutualise: 1
title: Two owners
present:
  answers:
    entity.form: cic_cls
collections:
  owners:
    complete: false
    items:
      - id: gp
        title: GP 1
        answers: {person.individual: yes, person.is_gp: yes, person.owns_outright: yes}
"""


def run(*arguments):
    return CliRunner().invoke(main, ["owners", *map(str, arguments), "--as-at", "2026-11-24"])


def test_the_list_is_shown_for_every_contract_with_who_breaks_it(tmp_path):
    path = tmp_path / "owners.csv"
    path.write_text(example_csv(), encoding="utf-8")

    found = run(path)

    assert found.exit_code == 0, found.output
    assert "5 owners in the list. Legal form: Company limited by shares" in found.output
    assert "General Medical Services (GMS) contract: The list fails" in found.output
    assert "Care coordinator 5 breaks it [OWN-02:" in found.output
    assert "employed by a company owned by practices in a network" in found.output
    assert "Once the contract runs:" in found.output
    assert "Law as at 24 November 2026" in found.output


def test_one_contract_as_json(tmp_path):
    path = tmp_path / "owners.csv"
    path.write_text(example_csv(), encoding="utf-8")

    found = json.loads(run(path, "--contract", "pds", "--equal-votes", "--json").output)

    assert list(found["contracts"]) == ["pds"]
    assert found["contracts"]["pds"]["broken_by"] == ["staff-trust"]
    assert found["contracts"]["pds"]["needs"][0]["met"] is True


def test_owners_of_a_case_file_are_looked_at_in_its_form(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")

    found = run(path, "--contract", "gms")

    assert "Legal form: " in found.output
    assert "(CIC) limited by shares" in found.output
    assert "Yes, if not barred" in found.output
    assert "There are owners who are not in this list." in found.output


def test_what_cannot_be_used_ends_with_a_sentence(tmp_path):
    faulty = tmp_path / "owners.csv"
    faulty.write_text("Owner,Kind\nGP 1,wizard\n", encoding="utf-8")
    bare = tmp_path / "case.yaml"
    bare.write_text("mutualise: 1\n", encoding="utf-8")

    for arguments, sentence in (
        ([], "Name a CSV file of owners or a case file."),
        ([tmp_path / "none.csv"], "cannot be read: No such file"),
        ([faulty], "Row 2, Kind: 'wizard' is not a kind of owner"),
        ([bare], "has no list of owners"),
    ):
        found = run(*arguments)
        assert found.exit_code == 2
        assert sentence in found.output


def test_a_form_without_a_test_is_refused(tmp_path):
    path = tmp_path / "owners.csv"
    path.write_text(example_csv(), encoding="utf-8")

    found = run(path, "--form", "cio")

    assert found.exit_code == 2
    assert "The law does not test owners for 'cio'" in found.output


def test_the_template_is_a_header_to_fill_in():
    assert run("--template").output.startswith("Owner,Kind,Employer,")
