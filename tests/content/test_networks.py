"""The comparer's content: every cell has a rule or a dated source; no gap is filled by guess."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re

import pytest
from pydantic import ValidationError

from mutualise.rules import load_law
from mutualise.structures.network_content import (
    NOT_SETTLED,
    Part,
    RowCell,
    faults,
    figures_in,
    load_networks,
)
from mutualise.structures.networks import choice_for, compare_networks

CONTENT, LAW = load_networks(), load_law()
EDITION = LAW.at(dt.date(2026, 11, 24))
PARTS = list(CONTENT.parts())
COMPANY_FORMS = CONTENT.vehicles["company"].forms
_OLD = ("2019", "2020")
WRITTEN = {"says": "A sentence.", "checked": dt.date(2026, 11, 24), "confidence": "medium"}


def every_part():
    """What every cell says, for every purpose, kind of work and form of company."""
    for purpose, work, form in itertools.product(
        CONTENT.purposes, ("", *CONTENT.works), COMPANY_FORMS
    ):
        federation = form if form in CONTENT.vehicles["federation"].forms else ""
        forms = {"company": form, "federation": federation}
        found = compare_networks(EDITION, choice_for(purpose=purpose, work=work, forms=forms))
        for row in found.rows:
            for cell in row.cells:
                yield (purpose, work, form, row.row.id, cell.column.vehicle.id), cell.parts


def test_every_cell_says_something_that_rests_on_a_rule_or_a_source():
    for place, parts in every_part():
        assert parts, place
        for part in parts:
            assert part.text.strip().endswith((".", "?")), place
            assert "{" not in part.text, place
            assert part.rules or part.sources, place
            assert part.checked <= dt.date(2026, 11, 24), place


def test_what_is_not_settled_says_so_in_words():
    """A finding or a sentence that waits for national rules is told as such, and never as known."""
    waiting = [(place, part) for place, parts in every_part() for part in parts if part.unsettled]
    assert waiting
    for place, part in waiting:
        assert "not yet settled" in part.text.lower(), place
        assert part.confidence.value == "low", place


def test_nothing_that_rests_on_a_rule_to_come_is_told_as_settled():
    expected = {rule.id for rule in LAW.rules.values() if rule.status == "expected"}
    for place, parts in every_part():
        for part in parts:
            if {rule.id for rule in part.rules} & expected:
                assert part.unsettled, place


def test_what_was_read_only_in_texts_of_the_first_network_agreement_is_of_low_confidence():
    own = {k: source for k, source in CONTENT.sources.items() if k not in LAW.sources}
    old = {k for k, source in own.items() if (source.text_date or "")[:4] in _OLD}
    only_old = [part for _, part in PARTS if part.says and part.sources and {*part.sources} <= old]
    assert only_old
    for part in only_old:
        assert part.confidence == "low", part.says


def test_each_purpose_is_told_in_five_lines_and_what_is_to_come_is_not_told_as_settled():
    for purpose in CONTENT.purposes.values():
        assert len(purpose.summary) == 5, purpose.id
        for line in purpose.summary:
            assert not re.search(r"[£%]", line.says), line.says
            expected = [r for r in line.rules if LAW.rules[r].status == "expected"]
            if expected:
                assert "not yet settled" in " ".join(line.says.split()), line.says
                assert line.confidence == "low"


def test_money_and_shares_are_figures_with_dates_and_not_words():
    for place, part in PARTS:
        for text in part.texts:
            assert not re.search(r"[£%]|\b\d+(\.\d+)? per cent", text), place
    assert any(figures_in(text) for _, part in PARTS for text in part.texts)


def test_every_source_of_the_comparer_is_used_and_was_checked_on_a_day():
    cited = {
        key
        for _, part in PARTS
        for key in (*part.sources, *(key for said in part.by_form for key in said.sources))
    }
    own = {key for key in CONTENT.sources if key not in LAW.sources}
    assert own
    assert own <= cited
    for key in own:
        source = CONTENT.sources[key]
        assert source.checked, key
        assert source.text_date, key
        assert source.url, key


def test_the_ways_have_the_rows_that_a_network_asks_about():
    asked = {row.id for row in CONTENT.rows}
    assert asked >= {
        *("holds", "signs", "employs", "pension_now", "pension_new", "vat", "indemnity"),
        *("liability", "seats", "decisions", "cqc", "licence", "leaves", "closes", "ends"),
        *("set_up", "mutual"),
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (WRITTEN, "needs 'sources' or 'rules'"),
        ({"says": "A sentence.", "rules": ["PCN-01"]}, "needs 'checked' and 'confidence'"),
        (WRITTEN | {"rules": ["NEI-01"], "settled": False}, "must say 'not yet settled'"),
        (WRITTEN | {"ask": "vat.exempt"}, "has one of"),
        (WRITTEN | {"rules": ["PCN-01"], "words": {"yes": "Yes."}}, "only a part with 'ask'"),
        ({}, "has one of"),
    ],
)
def test_a_part_that_could_mislead_is_refused(given, said):
    with pytest.raises(ValidationError, match=said):
        Part.model_validate(given)


def changed(**more):
    row = CONTENT.rows[0]
    other = (row.model_copy(update=more), *CONTENT.rows[1:])
    return list(faults(dataclasses.replace(CONTENT, rows=other), LAW))


def one_cell(**given):
    return (RowCell(parts=(Part.model_validate(given),)),)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (CONTENT.rows[0].cells[1:], "row holds says nothing for unincorporated and des"),
        (
            (*CONTENT.rows[0].cells, CONTENT.rows[0].cells[0]),
            "row holds says more than one thing for unincorporated and des",
        ),
        (one_cell(ask="vat.exemt"), "no rule defines vat.exemt"),
        (one_cell(ask="rule:VAT-99"), "no rule defines rule:VAT-99"),
        (one_cell(ask="vat.exempt", words={"maybe": "x"}), "'maybe' is not a finding"),
        (one_cell(ask="vat.exempt", work="both"), "there is no kind of work both"),
        (one_cell(ask="vat.exempt", given={"tax.suply": 1}), "no fact or definition tax.suply"),
        (one_cell(ask="vat.exempt", given={"tax.supply": "x"}), "tax.supply: "),
        (one_cell(ask="vat.exempt", sources=["N99"]), "there is no source N99"),
        (one_cell(ask="vat.exempt", words={"yes": "{vat_treshold}"}), "no figure vat_treshold"),
        (one_cell(attribute="colour"), "a legal form has no colour"),
        (
            one_cell(
                by_form=[{"forms": ["cls"], "says": "x", "rules": ["PCN-03"]}],
                checked="2026-11-24",
                confidence="low",
            ),
            "row holds says nothing for company as cbs",
        ),
    ],
)
def test_a_fault_in_the_content_is_named(cells, said):
    assert any(said in fault for fault in changed(cells=cells))


def test_the_words_for_what_is_not_settled_are_there():
    assert CONTENT.labels[NOT_SETTLED].label == "Not yet settled"
