"""A list of owners and the table of forms: the list speaks only of forms that it can describe."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules import Assessment, Items, load_law
from mutualise.structures import answer_structures, as_form, cell_of, compare, load_forms
from tests.structures.owner_lists import GP, NURSE, STAFF_TRUST

EDITION = load_law().at(dt.date(2026, 11, 24))
PRACTICE = {
    "team.kind": "gp_partnership",
    "team.present_form": "partnership",
    "entity.form": "cls",
    "contract.type": "gms",
    "holder.any_disqualified": False,
}
TRUST_PATTERNS = ("eot_company", "hybrid_trust_company")


def answered(*owners):
    lists = {"owners": Items(tuple(owner.answers for owner in owners), complete=True)}
    return answer_structures(EDITION, PRACTICE, lists)


@pytest.mark.parametrize("form", TRUST_PATTERNS)
@pytest.mark.parametrize("contract", ["gms", "pms"])
def test_gps_who_own_outright_do_not_make_a_trust_owned_company_lawful(form, contract):
    # s.86(3) and s.93(3): a share on trust is not owned "both legally and beneficially".
    answer = answered(GP, GP, GP, GP)

    assert cell_of(answer, form, contract).result.truth is False
    assert cell_of(answer, form, contract).word == cell_of(answered(), form, contract).word


def test_the_same_list_still_speaks_of_a_company_whose_owners_hold_outright():
    assert cell_of(answered(GP, NURSE), "cls", "gms").result.truth is True
    assert cell_of(answered(GP, NURSE), "cic_cls", "gms").result.truth is True
    assert cell_of(answered(GP, NURSE), "coop_company", "gms").result.truth is True


def test_a_list_with_a_trust_in_it_speaks_of_a_company_owned_by_a_trust():
    assert cell_of(answered(GP, NURSE, STAFF_TRUST), "eot_company", "gms").word == "precedent"


def test_a_trust_owned_company_is_compared_as_what_it_is():
    lists = {"owners": Items((GP.answers, GP.answers), complete=True)}
    situation = Assessment(EDITION, PRACTICE, lists)
    forms = [load_forms()[name] for name in ("cls", *TRUST_PATTERNS)]
    found = compare(EDITION, [as_form(situation, form) for form in forms], lists)

    assert [answer.form.id for answer in found.answers] == ["cls", *TRUST_PATTERNS]
    assert [answer.holding.result.truth for answer in found.answers] == [True, False, False]
