"""The sections of a case: each fact in one, under an id that stays."""

import pytest

from mutualise.rules import load_law
from mutualise.structures.sections import (
    facts_of_section,
    load_sections,
    of_section,
    section_of,
)

LAW = load_law()


def test_the_ids_of_the_sections_stay_because_assignments_keep_them():
    assert list(load_sections()) == [
        "team",
        "organisation",
        "owners",
        "change",
        "staff",
        "buying",
        "regulators",
        "tax",
        "further",
    ]


@pytest.mark.parametrize("fact", list(LAW.facts), ids=lambda fact: fact.name)
def test_every_fact_is_in_exactly_one_section(fact):
    holding = [
        section
        for section in load_sections().values()
        if fact.name in of_section(section, {fact.name: True})
    ]

    assert holding == [section_of(fact)] == [section_of(fact.name)]


def test_the_facts_of_all_sections_are_all_that_can_be_asked():
    found = [fact for section in load_sections().values() for fact in facts_of_section(section)]

    assert sorted(fact.name for fact in found) == sorted(f.name for f in LAW.facts if f.askable)


def test_the_answers_of_a_section_are_picked_from_all_answers():
    answers = {"shares.gp_share": True, "team.kind": "pcn", "partners.count": 3}

    assert of_section(load_sections()["owners"], answers) == {
        "shares.gp_share": True,
        "partners.count": 3,
    }


def test_a_name_in_no_section_is_said_to_be_in_none():
    with pytest.raises(LookupError, match=r"No section of the interview holds weather\.rain"):
        section_of("weather.rain")
