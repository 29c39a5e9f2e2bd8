"""A result knows what it was made from, and so when it is out of date."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.casefile import read_case
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.derivations import derive_comparison, derive_structures, fingerprint
from mutualise.rules import load_law
from mutualise.structures import load_forms

LAW = load_law()
DAY = dt.date(2026, 11, 24)
TEXT = """
mutualise: 1
title: Riverside
present: {answers: {entity.form: partnership, contract.type: gms}}
options:
  cic: {title: CIC, answers: {entity.form: cic_cls}}
"""


def derive(text=TEXT, **more):
    return derive_structures(LAW, read_case(text, LAW.facts), as_at=more.pop("as_at", DAY), **more)


def test_the_same_case_and_law_give_the_same_hashes():
    assert not derive().is_stale(derive().inputs)


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        ({"text": TEXT.replace("gms", "pms")}, ("answers",)),
        ({"as_at": dt.date(2025, 1, 1)}, ("date",)),
        ({"option": "cic"}, ("answers",)),
    ],
)
def test_what_changed_is_named(other, changed):
    assert derive().changed(derive(**other).inputs) == changed


def test_a_new_title_or_reason_makes_nothing_stale():
    assert derive(TEXT.replace("Riverside", "Hillside")).inputs == derive().inputs


def test_a_date_in_the_case_file_wins():
    dated = TEXT.replace("title: Riverside", "title: Riverside\nas_at: 2025-01-01")

    assert derive(dated).result.day == dt.date(2025, 1, 1)


def test_options_stand_beside_the_present():
    found = derive_comparison(LAW, read_case(TEXT, LAW.facts), [None, "cic"], as_at=DAY)

    assert [a.title for a in found.alternatives] == ["As you are today", "CIC"]
    assert [answer.form.id for answer in found.answers] == ["partnership", "cic_cls"]


def test_forms_stand_beside_options_without_what_was_said_of_another_form():
    on_trust = TEXT.replace("cic_cls", "cls, shares.held_on_trust: true, partners.count: 4")
    case = read_case(on_trust, LAW.facts)
    found = derive_comparison(LAW, case, ["cic"], forms=["cic_cls"], beside="cic", as_at=DAY)

    option, form = found.alternatives
    assert (option.title, form.title) == ("CIC", load_forms()["cic_cls"].label)
    assert option.answers["shares.held_on_trust"] is True
    assert "shares.held_on_trust" not in form.answers
    assert form.answers["partners.count"] == 4
    assert form.answers["contract.type"] == "gms"


def test_an_unknown_contract_is_refused():
    with pytest.raises(UnknownOptionError, match="no contract called 'gmss'"):
        derive(contract="gmss")


def test_the_order_of_keys_makes_no_difference_to_a_fingerprint():
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})
