"""The commands that ask the law: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mutualise.cli import main
from mutualise.rules import load_law, proving
from mutualise.rules.open_points import Answered, load_open_points

EXAMPLES = Path(__file__).parents[2] / "examples"

CASE = """
mutualise: 1
title: Riverside practice
present:
  answers:
    team.kind: gp_partnership
    entity.form: partnership
    contract.type: gms
    holder.any_disqualified: no
options:
  staff_cic:
    title: A CIC by shares
    answers:
      entity.form: cic_cls
      shares.gp_share: yes
      shares.others_nhs_family: yes
      shares.other_doctors_ok: yes
  guarantee:
    title: A guarantee company
    answers: {entity.form: clg}
collections:
  contracts:
    - {id: second, title: A second contract, answers: {contract.type: apms}}
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def run(*words):
    return CliRunner().invoke(main, [*words, "--as-at", "2026-11-24"])


def test_structures_says_the_finding_the_reasons_and_what_follows(case):
    result = run("structures", case, "--option", "staff_cic")

    assert result.exit_code == 0
    assert "Yes, if someone else agrees" in result.output
    assert "[GMS-05: NHS Act 2006 s.86" in result.output
    assert "Pensions" in result.output
    assert "Questions for your solicitor" in result.output
    assert "This is information, not legal advice." in result.output


def test_structures_offers_the_nearest_yes_where_the_form_rules_it_out(case):
    result = run("structures", case, "--option", "guarantee")

    assert "Never" in result.output
    assert "There is no change you can make, short of another legal form" in result.output


@pytest.mark.parametrize(("contract", "form"), [("second", "apms"), ("pms", "pms")])
def test_structures_takes_a_contract_of_the_case_or_a_type(case, contract, form):
    result = run("structures", case, "--option", "staff_cic", "--contract", contract, "--json")

    assert json.loads(result.output)["contract"] == form


def test_structures_as_json_is_whole(case):
    found = json.loads(run("structures", case, "--option", "staff_cic", "--json").output)

    assert found["holding"]["finding"] == "yes_if_agreed"
    assert set(found["inputs"]) == {"answers", "law", "date"}
    assert found["matrix"]["clg"]["gms"]["word"] == "never"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("structures", "gone.yaml"), "The file gone.yaml cannot be read"),
        (("rules", "explain", "GMS-99"), "There is no rule called 'GMS-99'. Did you mean GMS-"),
        (("rules", "test", "gone.yaml"), "gone.yaml cannot be read"),
    ],
)
def test_a_wrong_name_ends_with_a_sentence_and_status_2(words, says):
    result = run(*words)

    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_a_wrong_option_names_those_there_are(case):
    result = run("structures", case, "--option", "staf_cic")

    assert result.exit_code == 2
    assert "It has: staff_cic, guarantee. Did you mean staff_cic?" in result.output


def test_a_faulty_case_is_named_line_by_line(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(CASE.replace("shares.gp_share", "shares.gp_shares"), encoding="utf-8")

    result = run("structures", str(path))

    assert result.exit_code == 2
    assert "Line 15: There is no fact called 'shares.gp_shares'" in result.output


def test_rules_explain_gives_condition_law_and_figures():
    output = run("rules", "explain", "pa-03").output

    assert "Procurement Act 2023 s.33" in output
    assert "Holds when:" in output
    assert "5 years" in output
    assert "Confidence:" in output


def test_rules_test_counts_and_ends_well_when_all_pass(tmp_path):
    path = tmp_path / "scenarios.yaml"
    path.write_text(
        "- {id: S-1, facts: {entity.form: cbs}, ask: gms.eligible, expected: false}\n",
        encoding="utf-8",
    )

    result = run("rules", "test", str(path))

    assert (result.exit_code, result.output) == (0, "1 passed, 0 failed\n")


def test_rules_test_explains_each_failure_and_ends_badly(tmp_path):
    path = tmp_path / "scenarios.yaml"
    path.write_text(
        "- {id: S-1, title: A society, facts: {entity.form: cbs}, ask: gms.eligible, "
        "expected: true, outcome: yes}\n",
        encoding="utf-8",
    )

    result = run("rules", "test", str(path))

    assert result.exit_code == 1
    assert "S-1: A society" in result.output
    assert "gms.eligible is false; expected true" in result.output
    assert "the finding is no; expected yes" in result.output
    assert "- no: " in result.output
    assert result.output.splitlines()[-1] == "0 passed, 1 failed"


def test_the_scenarios_that_come_with_the_product_all_pass():
    result = run("rules", "test")

    assert result.exit_code == 0, result.output
    passed = int(result.output.splitlines()[-1].split()[0])
    assert passed > 600


def test_rules_check_names_a_scenario_file_that_cannot_be_read(tmp_path, monkeypatch):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("- {id: SC-1, title: A fault, ask: gms.eligable}\n", encoding="utf-8")
    own = [("law/scenarios/faulty.yaml", faulty)]
    monkeypatch.setattr(proving, "content_files", lambda *_: own)
    proving.load_scenarios.cache_clear()

    result = run("rules", "check")

    proving.load_scenarios.cache_clear()
    assert result.exit_code == 2
    assert result.output.startswith("The scenarios cannot be used.\nlaw/scenarios/faulty.yaml: ")
    assert "Did you mean gms.eligible?" in result.output


def test_rules_check_counts_what_is_sound():
    result = run("rules", "check")

    assert result.exit_code == 0
    assert "scenarios: all sound.\n" in result.output
    assert "From memory, and shown so to readers: " in result.output


def test_why_not_gives_reasons_and_the_smallest_changes(case):
    result = run("rules", "why-not", case, "--option", "guarantee", "--contract", "gms")

    assert result.exit_code == 0
    assert "gms.eligible: no" in result.output
    assert "Change: the legal form is" in result.output


def test_why_not_asks_about_any_definition(case):
    result = run("rules", "why-not", case, "--ask", "psr.dap_c_available")

    assert "psr.dap_c_available: not known" in result.output
    assert "Confirm: " in result.output


def test_why_not_with_a_wrong_definition_suggests_one(case):
    result = run("rules", "why-not", case, "--ask", "psr.dap_c_avialable")

    assert result.exit_code == 2
    assert "Did you mean psr.dap_c_available?" in result.output


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_every_worked_case_runs(name):
    result = run("structures", str(EXAMPLES / name))

    assert result.exit_code == 0, result.output
    assert "Legal forms by contract" in result.output


def test_an_answer_about_an_owner_that_cannot_stand_is_reported_with_the_owner(tmp_path):
    path = tmp_path / "case.yaml"
    ann = "{id: ann, title: Ann Lee, answers: {person.is_gp: yes, person.is_doctor: no}}"
    path.write_text(f"{CASE}  owners:\n    - {ann}\n", encoding="utf-8")

    output = run("structures", str(path)).output

    assert (
        "Check this: you said about Ann Lee that this person is not a registered doctor."
    ) in output


def test_rules_open_lists_what_is_not_known_and_what_turns_on_it():
    law = load_law()
    points = load_open_points(law).values()
    waiting = [point for point in points if point.status is not Answered.CLOSED]
    result = CliRunner().invoke(main, ["rules", "open"])

    assert result.exit_code == 0
    assert f"{len(waiting)} not closed, {len(points) - len(waiting)} closed." in result.output
    for point in points:
        assert (f"[{point.id}]" in result.output) == (point in waiting)
    every = CliRunner().invoke(main, ["rules", "open", "--all"]).output
    assert all(f"[{point.id}]" in every and point.matters in every for point in points)


def test_the_manual_lists_its_chapters():
    result = CliRunner().invoke(main, ["rules", "manual"])

    assert result.exit_code == 0
    assert "General Medical Services (GMS)" in result.output


def test_a_chapter_of_the_manual_gives_question_answer_and_reason():
    result = CliRunner().invoke(main, ["rules", "manual", "gms"])

    assert "Question: whether the organisation may hold a GMS contract" in result.output
    assert "- no GP personally owns a share" in result.output
    assert "- change: a GP personally owns at least one share" in result.output


def test_a_chapter_that_is_not_there_is_named_with_the_one_that_was_meant():
    result = CliRunner().invoke(main, ["rules", "manual", "gmss"])

    assert result.exit_code == 2
    assert "Did you mean gms?" in result.output
