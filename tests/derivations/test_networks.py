"""From a network's case to the comparison: answered once, derived everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from mutualise.casefile import Answer, CaseFile, load_examples
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.derivations import NotANetworkError, derive_networks
from mutualise.derivations.rulebook import citing_pages
from mutualise.rules import load_law

LAW, DAY = load_law(), dt.date(2026, 11, 24)
CASE = load_examples()["network-considering-company"]


def test_the_worked_network_is_compared_in_the_form_of_its_option():
    found = derive_networks(LAW, CASE, option="shares_company", as_at=DAY).result

    forms = {column.vehicle.id: column.form.id for column in found.columns}
    assert found.purpose.id == "des"
    assert forms["company"] == "cls"
    llp = derive_networks(LAW, CASE, option="llp", as_at=DAY).result
    assert llp.columns[-1].form.id == "llp"


def test_an_answer_changes_every_cell_that_turns_on_it():
    lends = replace(CASE, present={**CASE.present, "tax.supply": Answer("staff")})
    found = derive_networks(LAW, lends, as_at=DAY).result

    assert found.choice.work == "staff"
    for row in ("pension_new", "vat", "cqc"):
        assert len(found.cell(row, "company").parts) == 1, row


def test_the_result_knows_when_it_is_out_of_date():
    before = derive_networks(LAW, CASE, as_at=DAY)
    lends = replace(CASE, present={**CASE.present, "tax.supply": Answer("staff")})

    assert before.changed(derive_networks(LAW, lends, as_at=DAY).inputs) == ("answers", "choice")
    assert not before.is_stale(derive_networks(LAW, CASE, as_at=DAY).inputs)


def test_a_case_about_another_team_is_refused_and_says_why():
    practice = CaseFile("Riverside", present={"team.kind": Answer("gp_partnership")})

    with pytest.raises(NotANetworkError, match="'Riverside' is not about a primary care network"):
        derive_networks(LAW, practice, as_at=DAY)
    with pytest.raises(NotANetworkError, match="missing"):
        derive_networks(LAW, CaseFile("Nothing yet"), as_at=DAY)


def test_an_option_that_the_case_does_not_have_is_named():
    with pytest.raises(UnknownOptionError, match="shares_company, guarantee_cic, llp"):
        derive_networks(LAW, CASE, option="society", as_at=DAY)


def test_the_date_of_the_case_wins():
    found = derive_networks(LAW, CASE, as_at=dt.date(2020, 1, 1))
    assert found.inputs["date"] == "2026-11-24"
    assert derive_networks(LAW, as_at=DAY).result.edition.day == DAY


def test_a_rule_leads_to_the_comparison_that_puts_it_to_networks():
    (page,) = [page for page in citing_pages() if page.view == "networks:index"]

    # One that a definition decides, a consequence that is asked, one that is named.
    assert {"VAT-01", "CQC-01", "NEI-04"} <= set(page.rules)
    assert "DEN-01" not in page.rules
