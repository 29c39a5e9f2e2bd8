"""Every collection of a case that has no pages of its own is a list that can be filled in."""

from __future__ import annotations

from mutualise.casefile.model import COLLECTIONS
from mutualise.structures.case_lists import load_case_lists


def test_each_collection_but_the_owners_is_a_list():
    assert {*load_case_lists(), "owners"} == set(COLLECTIONS)


def test_what_is_answered_of_a_contract_is_about_contracts():
    names = [fact.name for fact in load_case_lists()["contracts"].facts]

    assert "contract.type" in names
    assert all(name.startswith("contract.") for name in names)
