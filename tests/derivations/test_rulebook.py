"""The rules as a book: every rule is found by each thing it can be looked up by."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json

import pytest

from mutualise.casefile import load_examples
from mutualise.derivations import derive_structures, option_title
from mutualise.derivations.rulebook import (
    COLUMNS,
    NONE,
    FilterError,
    Order,
    RuleFilter,
    rulebook,
    rules_as_csv,
    rules_as_json,
)
from mutualise.derivations.rulebook.records import rule_record
from mutualise.rules import Confidence, Rule, RuleKind, load_law
from mutualise.rules.freshness import Stale, Standing
from mutualise.structures import load_contracts, load_forms
from mutualise.structures.consequences import SETTLED
from mutualise.structures.solicitor import rules_in

LAW = load_law()
BOOK = rulebook(LAW, dt.date(2026, 11, 24))


def ids(order=Order.ID, **wanted):
    return [entry.rule.id for entry in BOOK.select(RuleFilter(**wanted), order)]


def union(name, values):
    return {rule for value in values for rule in ids(**{name: value})}


def test_nothing_asked_for_is_everything():
    assert sorted(ids()) == sorted(LAW.rules)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("topic", list(LAW.topics)),
        ("statute", [*BOOK.statutes, NONE]),
        ("form", [*(form.id for form in load_forms().values() if form.form), NONE]),
        ("contract", [*load_contracts(), NONE]),
        ("kinds", [(kind,) for kind in RuleKind]),
        ("confidences", [(confidence,) for confidence in Confidence]),
        ("standings", [(found,) for found in Standing]),
    ],
)
def test_every_rule_is_reached_by_each_way_of_looking(name, values):
    assert union(name, values) == set(LAW.rules)


@pytest.mark.parametrize("name", ["topic", "kinds", "confidences", "standings"])
def test_what_a_rule_has_one_of_finds_it_once(name):
    values = {
        "topic": list(LAW.topics),
        "kinds": [(kind,) for kind in RuleKind],
        "confidences": [(confidence,) for confidence in Confidence],
        "standings": [(found,) for found in Standing],
    }[name]
    assert sum(len(ids(**{name: value})) for value in values) == len(LAW.rules)


def test_nothing_is_found_both_with_and_without():
    for name, values in (
        ("statute", BOOK.statutes),
        ("form", [form.id for form in load_forms().values()]),
        ("contract", load_contracts()),
    ):
        assert union(name, values).isdisjoint(ids(**{name: NONE}))


def test_which_rules_depend_on_section_86():
    found = set(ids(statute="nhs-act-2006", section="86"))
    assert {"GMS-01", "GMS-02", "GMS-03", "GMS-05", "GMS-09", "DEN-03", "PMS-03"} <= found
    assert found.isdisjoint({"PMS-04", "PSR-04", "TUP-01"})
    assert found == set(ids(statute="nhs-act-2006", section="s.86"))
    assert found == {
        entry.rule.id for entry in BOOK.citing("nhs-act-2006", RuleFilter(section="s.86").places[0])
    }


def test_a_rule_that_cites_a_range_is_found_by_what_lies_in_it():
    assert "EOT-01" in ids(statute="taxation-of-chargeable-gains-act-1992", section="s.236J")
    assert "GMS-05" in ids(statute="gms-regulations-2015", section="5")
    assert "GMS-05" not in ids(statute="gms-regulations-2015", section="7")


def test_filters_narrow_each_other():
    wanted = {"statute": "nhs-act-2006", "topic": "pms", "kinds": (RuleKind.DEFINITION,)}
    found = ids(**wanted)
    assert found
    assert set(found) == set.intersection(*(set(ids(**{k: v})) for k, v in wanted.items()))


def test_within_one_filter_any_value_will_do():
    both = ids(confidences=(Confidence.LOW, Confidence.MEDIUM))
    assert set(both) == {
        *ids(confidences=(Confidence.LOW,)),
        *ids(confidences=(Confidence.MEDIUM,)),
    }


def test_staleness_finds_what_says_so_of_itself():
    assert set(ids(stale=(Stale.MEMORY,))) == {r.id for r in LAW.rules.values() if "M" in r.sources}
    old = set(ids(stale=(Stale.TEXT_5,)))
    assert set(ids(stale=(Stale.TEXT_10,))) <= old <= set(ids(stale=(Stale.TEXT_2,)))
    later = rulebook(LAW, dt.date(2027, 11, 30))
    year_old = later.select(RuleFilter(stale=(Stale.CHECKED_12,)))
    assert {e.rule.id for e in year_old} == {
        r.id for r in LAW.rules.values() if r.checked <= dt.date(2026, 11, 30)
    }


def test_words_are_found_in_what_a_reader_sees_whatever_their_order():
    assert "GMS-02" in ids(words="SHARE gp")
    assert "GMS-02" in ids(words="national health service act")  # the title, not the citation
    assert ids(words="xyzzy") == []


def test_a_section_that_cannot_be_read_says_how_to_write_it():
    with pytest.raises(FilterError, match=r"Write it as 86, s\.86, reg 5 or Sch 3 para 58"):
        RuleFilter(section="the usual one")


def test_sorted_by_id_by_letters_then_number():
    found = [rule_id for rule_id in ids() if rule_id.startswith("GMS-")]
    assert found == sorted(found, key=lambda rule_id: int(rule_id.removeprefix("GMS-")))


def test_sorted_by_what_needs_looking_at_first():
    checked = [LAW.rules[rule_id].checked for rule_id in ids(Order.CHECKED)]
    assert checked == sorted(checked)
    order = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
    sure = [order.index(LAW.rules[rule_id].confidence) for rule_id in ids(Order.CONFIDENCE)]
    assert sure == sorted(sure)
    texts = [BOOK.entries[rule_id].text.oldest for rule_id in ids(Order.TEXT)]
    dated = [text for text in texts if text]
    assert texts == [None] * (len(texts) - len(dated)) + sorted(dated)


def test_what_depends_on_a_rule():
    uses = BOOK.entries["GMS-02"].dependents
    assert "GMS-05" in uses.rules
    assert {"granta", "minehead"} <= {case.slug for case in uses.cases if case.decides}
    assert {form.id for form in uses.forms} >= {"cls", "cic_cls", "eot_company"}
    assert [contract.id for contract in BOOK.entries["GMS-05"].dependents.contracts_held] == ["gms"]
    assert set(BOOK.entries["LIC-01"].dependents.exceptions) == {"LIC-04", "LIC-05"}
    assert uses.proof.asking


def test_a_case_rests_on_a_rule_that_its_answer_names_and_on_no_other():
    first_community = {
        rule_id
        for rule_id, entry in BOOK.entries.items()
        if any(use.slug == "first-community" for use in entry.dependents.cases)
    }
    assert "NSC-01" in first_community or "PSR-01" in first_community
    assert "DEN-01" not in first_community


@pytest.mark.parametrize(("slug", "case"), load_examples().items())
def test_a_case_rests_on_the_rules_of_its_whole_answer(slug, case):
    for option in (None, *case.options):
        answer = derive_structures(LAW, case, option=option, as_at=BOOK.day).result
        deciding = set()
        if answer.holding is not None:
            result = answer.holding.result
            deciding = {*rules_in(answer.holding.reason), *result.qualified_by, *result.provisos}
        follows = {
            item.rule.id
            for group in answer.groups
            for item in group.applies
            if item.certainty in SETTLED
        }
        title = option_title(case, option)
        found = {
            (rule_id, use.decides)
            for rule_id, entry in BOOK.entries.items()
            for use in entry.dependents.cases
            if (use.slug, use.option) == (slug, title)
        }
        assert found == {(rule_id, rule_id in deciding) for rule_id in deciding | follows}


def read_csv(entries):
    text = rules_as_csv(BOOK, entries)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_spreadsheet_and_the_program_file_hold_the_same_rules_and_names():
    entries = BOOK.select(RuleFilter(topic="gms"))
    rows = read_csv(entries)
    whole = json.loads(rules_as_json(BOOK, entries, [("topic", "gms")]))
    assert (
        [row["id"] for row in rows] == [rule["id"] for rule in whole["rules"]] == ids(topic="gms")
    )
    assert list(rows[0]) == list(whole["rules"][0]) == list(COLUMNS)
    assert whole["filters"] == [{"filter": "topic", "value": "gms"}]
    assert whole["as_at"] == "2026-11-24"


def test_a_download_holds_all_that_a_rule_says():
    told = {"says": "says_yes"}
    assert {told.get(name, name) for name in Rule.model_fields} <= set(COLUMNS)
    row = next(row for row in read_csv(BOOK.select(RuleFilter())) if row["id"] == "GMS-02")
    rule = LAW.rules["GMS-02"]
    assert row["condition"] == rule.condition
    assert "GP" in row["condition_in_words"]
    assert row["in_force_from"] == "2015-12-07"
    assert row["checked"] == rule.checked.isoformat()
    assert row["sources"] == "; ".join(rule.sources)
    assert "title: National Health Service Act 2006, sections: section 86" in row["statutes"]
    assert "date_of_text: " in row["read"]
    assert "GMS-05" in row["used_by"].split("; ")


@pytest.mark.parametrize("begins", ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(begins):
    entry = BOOK.entries["GMS-02"]
    changed = entry.rule.model_copy(update={"note": begins, "statement": begins})
    [row] = read_csv([dataclasses.replace(entry, rule=changed)])
    assert row["statement"] == "'" + begins.strip()
    assert row["note"][0] == "'"


def test_an_exception_says_what_it_gives_and_no_other_rule_does():
    for entry in BOOK.entries.values():
        record = rule_record(BOOK, entry)
        assert (
            bool(record["gives"]) is bool(record["when_unknown"]) is bool(entry.rule.exception_to)
        )
