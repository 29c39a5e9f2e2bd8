"""Owners, contracts and sites of a case: added, replaced and taken away one at a time."""

from mutualise.casefile import (
    Answer,
    CaseFile,
    Collection,
    Item,
    case_to_yaml,
    read_case,
    with_collection,
    with_item,
    without_collection,
    without_item,
)
from mutualise.rules import load_law

GP = Item("gp-1", "GP 1", {"person.is_gp": Answer(value=True)})
NURSE = Item("nurse-1", "Nurse 1")


def test_a_list_that_begins_with_one_item_is_not_complete():
    case = with_item(CaseFile("t"), "owners", GP)

    assert case.collections["owners"] == Collection((GP,), complete=False)


def test_an_item_with_the_same_id_takes_the_place_of_the_earlier_one():
    before = with_collection(CaseFile("t"), "owners", Collection((GP, NURSE)))
    after = with_item(before, "owners", Item("gp-1", "GP 2"))

    assert [item.title for item in after.collections["owners"].items] == ["GP 2", "Nurse 1"]
    assert after.collections["owners"].complete
    assert before.collections["owners"].items[0].title == "GP 1"


def test_the_last_item_takes_the_list_with_it():
    case = with_item(with_item(CaseFile("t"), "owners", GP), "owners", NURSE)

    one = without_item(case, "owners", "gp-1")
    assert one.collections["owners"].items == (NURSE,)
    assert without_item(one, "owners", "nurse-1").collections == {}
    assert without_item(one, "owners", "nobody") == one
    assert without_collection(case, "owners").collections == {}
    assert without_item(CaseFile("t"), "owners", "gp-1") == CaseFile("t")


def test_a_list_survives_being_saved_and_loaded():
    case = with_item(CaseFile("t"), "owners", GP)

    assert read_case(case_to_yaml(case), load_law().facts) == case
