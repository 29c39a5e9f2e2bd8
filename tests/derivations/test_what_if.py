"""Whose answers a change in the law would turn, and by what."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from mutualise.casefile import load_examples, read_case
from mutualise.derivations import derive_structures
from mutualise.derivations.what_if import compare_cases, compare_laws, day_to_ask
from mutualise.derivations.what_if_plain import (
    COLUMNS,
    comparison_as_csv,
    comparison_as_dict,
)
from mutualise.derivations.what_if_words import part_words
from mutualise.rules import load_law
from mutualise.rules.reforms import Reform, RuleChange, load_reforms
from mutualise.rules.what_if import reformed

LAW = load_law()
DAY = dt.date(2026, 11, 24)
REFORMS = load_reforms()
CASES = list(load_examples().values())
# The kind of body, the branch for it, and that a move from a partnership needs an agreement.
SOCIETY = ["GMS-01", "GMS-05", "INF-CHANGE-TO-COMPANY"]

PRACTICE = """
mutualise: 1
title: Riverside practice
present:
  answers:
    team.kind: gp_partnership
    entity.form: partnership
    contract.type: gms
    holder.any_disqualified: no
options:
  society:
    title: A benefit society
    answers:
      entity.form: cbs
      shares.gp_share: yes
      shares.others_nhs_family: yes
      shares.other_doctors_ok: yes
  cic:
    title: A CIC by shares
    answers: {entity.form: cic_cls}
"""


def practice(text=PRACTICE):
    return read_case(text, LAW.facts)


def compare(reform, *cases, day=DAY):
    return compare_laws(LAW, reformed(LAW, reform), cases, day)


def test_a_society_could_hold_gms_and_the_rules_that_decide_it_are_named():
    [case] = compare(REFORMS["society-holds-gms"], practice()).cases
    society = next(position for position in case.positions if position.option == "society")

    assert (society.before.word, society.after.word) == ("never", "yes_if_agreed")
    assert [part.id for part in society.decided_by] == SOCIETY
    pension = next(c for c in society.consequences if c.rule.id == "PEN-01")
    assert (pension.before.certainty, pension.after.certainty) == ("does_not", "applies")
    assert {"GMS-01", "GMS-05"} == {part.id for part in pension.decided_by}


def test_what_the_team_did_not_choose_is_shown_beside_it_and_not_as_its_own_answer():
    [case] = compare(REFORMS["society-holds-gms"], practice()).cases
    cic = next(position for position in case.positions if position.option == "cic")

    assert not cic.changes
    near = {shared.change.about for shared in case.near}
    assert ("cbs", "gms") in near
    assert ("cbs", "pms") in {shared.change.about for shared in case.far}
    assert ("cbs", "pms") not in near


def test_a_condition_that_falls_away_is_no_longer_what_an_open_answer_turns_on():
    text = PRACTICE.replace("    holder.any_disqualified: no\n", "")
    reform = Reform("x", rules={"GMS-04": RuleChange(condition="True")})
    [case] = compare(reform, practice(text)).cases
    today = case.positions[0]

    assert today.before.word == today.after.word == "depends"
    assert today.no_longer_asked == ("holder.any_disqualified",)
    assert today.newly_asked == ()
    assert [part.id for part in today.decided_by] == ["GMS-04"]


def test_other_words_for_something_open_are_no_other_answer():
    reform = Reform("x", rules={"PEN-02": RuleChange(statement="The same in other words.")})

    assert compare(reform, *CASES).changed == ()


def test_other_words_for_what_follows_are_another_answer():
    reform = Reform("x", rules={"IND-07": RuleChange(consequence="Something else follows.")})

    [case] = compare(reform, practice()).changed

    [shared] = case.consequences
    assert [position.option for position in shared.positions] == [None, "society", "cic"]
    assert shared.change.after.text == "Something else follows."
    assert [part.id for part in shared.change.decided_by] == ["IND-07"]


def test_an_empty_reform_changes_no_case():
    comparison = compare(Reform("nothing"), *CASES)

    assert comparison.law.parts == ()
    assert comparison.changed == comparison.changed_elsewhere == ()


def test_a_reform_changes_nothing_before_it_begins():
    reform = Reform("x", figures={"licence_turnover_limit": 1}, begins=dt.date(2027, 4, 1))

    assert compare(reform, *CASES).changed == ()
    assert compare(reform, *CASES, day=dt.date(2027, 4, 1)).changed != ()
    assert day_to_ask(reform, DAY) == dt.date(2027, 4, 1)
    assert day_to_ask(reform, dt.date(2028, 1, 1)) == dt.date(2028, 1, 1)
    assert day_to_ask(Reform("y"), DAY) == DAY


def test_the_law_of_two_days_is_compared_whatever_date_a_case_names():
    dated = practice(PRACTICE.replace("mutualise: 1", "mutualise: 1\nas_at: 2026-11-24"))
    first, last = LAW.at(dt.date(2024, 6, 1)), LAW.at(DAY)

    comparison = compare_cases(first, last, [dated])

    assert comparison.law.parts
    assert comparison.law.before.day != comparison.law.after.day


@pytest.mark.parametrize("name", REFORMS)
def test_a_prepared_reform_changes_a_worked_case_or_says_that_it_changes_none(name):
    comparison = compare(REFORMS[name], *CASES)
    turns = bool(comparison.changed or comparison.changed_elsewhere)

    assert turns is not bool(REFORMS[name].no_worked_case)


@pytest.mark.parametrize("name", ["society-holds-gms", "licence-limit-doubled"])
def test_the_whole_answer_before_and_after_agrees_with_what_is_reported(name):
    """The slow way: every answer worked out in full under both laws."""
    changed = reformed(LAW, REFORMS[name])
    for case in compare(REFORMS[name], *CASES).cases:
        tables = {(s.change.about, p.option) for s in (*case.near, *case.far) for p in s.positions}
        for option in (None, *case.case.options):
            before, after = (
                derive_structures(law, case.case, option=option, as_at=DAY).result
                for law in (LAW, changed)
            )
            differs = {
                (about, option)
                for about, cell in before.matrix.cells.items()
                if cell.word != after.matrix.cells[about].word
            }
            own = {
                ((p.before.form, p.before.column), option)
                for p in case.positions
                if p.holding_changes and p.option == option
            }
            assert differs <= tables | own
            assert {found for found in tables if found[1] == option} <= differs | own


def test_what_decides_nothing_in_these_cases_is_named():
    text = PRACTICE.replace("    holder.any_disqualified: no\n", "")
    reform = Reform(
        "x",
        rules={"GMS-04": RuleChange(condition="True")},
        figures={"light_touch_threshold": 1},
    )

    unused = [part.id for part in compare(reform, practice(text)).unused]
    assert unused == ["light_touch_threshold"]


def test_the_law_is_worded_before_and_after():
    reform = Reform(
        "x", rules={"GMS-13": RuleChange(off=True)}, figures={"licence_turnover_limit": 20_000_000}
    )
    law = compare(reform, practice()).law
    words = {part.id: part_words(law, part) for part in law.parts}

    assert words["GMS-13"].before.startswith("contract.type == 'gms'")
    assert words["GMS-13"].after == ""
    limit = words["licence_turnover_limit"]
    assert (limit.before, limit.after) == ("£10,000,000", "£20,000,000")


def test_the_comparison_as_data_can_be_written_as_json():
    whole = comparison_as_dict(compare(REFORMS["society-holds-gms"], practice()))
    read = json.loads(json.dumps(whole))

    assert read["not_the_law"] is True
    assert read["cases_changed"] == 1
    [case] = read["cases"]
    society = next(p for p in case["positions"] if p["option"] == "society")
    assert society["after"]["word"] == "yes_if_agreed"
    assert society["after"]["reason"]["rule"] == "GMS-05"
    assert society["because_of"] == SOCIETY


def test_the_comparison_as_a_sheet_has_a_line_for_each_change_and_runs_no_sums():
    text = PRACTICE.replace("title: Riverside practice", "title: '=1+1'")
    rows = list(
        csv.reader(
            io.StringIO(comparison_as_csv(compare(REFORMS["society-holds-gms"], practice(text))))
        )
    )

    assert tuple(rows[0]) == COLUMNS
    assert {row[0] for row in rows[1:]} == {"'=1+1"}
    line = ["holding", "cbs and gms", "never", "yes_if_agreed", " ".join(SOCIETY), ""]
    assert line in [row[3:] for row in rows]
