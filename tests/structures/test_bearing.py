"""Which rules bear on a legal form or a contract."""

import datetime as dt

import pytest

from mutualise.rules import Assessment, load_law
from mutualise.structures import load_contracts, load_forms, matrix_columns
from mutualise.structures.bearing import rules_by_contract, rules_by_form
from mutualise.structures.matrix import build_cell
from mutualise.structures.solicitor import rules_in

EDITION = load_law().at(dt.date(2026, 11, 24))


@pytest.mark.parametrize(
    ("form", "bears", "does_not"),
    [
        # The Limited Liability Partnerships Act is about nothing else.
        ("llp", "FRM-20", "FRM-01"),
        # Section 26 of the 2004 Act: only a community interest company.
        ("cic_cls", "FRM-01", "FRM-20"),
        # A GP must own a share: of companies with shares, and no guarantee company has any.
        ("cls", "GMS-02", "FRM-20"),
        ("cbs", "FRM-08", "FRM-01"),
        # The pattern brings the trust with it; the plain form does not rule it out.
        ("eot_company", "GMS-10", "FRM-08"),
    ],
)
def test_a_rule_bears_on_the_forms_that_do_not_rule_it_out(form, bears, does_not):
    assert bears in rules_by_form(EDITION)[form]
    assert does_not not in rules_by_form(EDITION)[form]


def test_what_says_no_to_a_form_bears_on_it():
    assert {"GMS-05", "GMS-01"} <= rules_by_form(EDITION)["llp"]


def test_every_rule_that_a_cell_of_the_table_rests_on_bears_on_its_form():
    nothing = Assessment(EDITION, {})
    for form in load_forms().values():
        for column in matrix_columns() if form.form else ():
            cell = build_cell(nothing, form, column)
            assert set(rules_in(cell.reason())) <= rules_by_form(EDITION)[form.id]


def test_what_turns_on_no_form_bears_on_none():
    borne = set().union(*rules_by_form(EDITION).values())
    assert "PSR-04" not in borne  # the value of a change of contract
    assert "TUP-02" not in borne  # consulting the staff


@pytest.mark.parametrize(
    ("contract", "bears", "does_not"),
    [
        ("gms", "GMS-05", "DEN-01"),
        ("gds", "DEN-01", "GMS-11"),
        ("la_adult_social_care", "LA-02", "GMS-11"),
        ("apms", "APMS-01", "GMS-11"),
    ],
)
def test_a_rule_bears_on_the_contracts_that_do_not_rule_it_out(contract, bears, does_not):
    assert bears in rules_by_contract(EDITION)[contract]
    assert does_not not in rules_by_contract(EDITION)[contract]


def test_what_decides_who_can_hold_a_contract_bears_on_it():
    for contract in load_contracts().values():
        for rule in EDITION.base.definitions.get(contract.definition or "", ()):
            assert rule.id in rules_by_contract(EDITION)[contract.id]
