"""The definitions as a function: open facts, reasons, and that nobody else is asked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.rules import Assessment, load_law
from mutualise.rules.questions import open_facts
from mutualise.structures import load_contracts
from mutualise.structures.interview import following_goals, holding_goals
from mutualise.structures.mutual_definitions import (
    DefinitionWord,
    check_definitions,
    example_answers,
    load_definition_content,
)
from mutualise.structures.mutual_definitions_plain import definitions_as_dict

LAW = load_law()
EDITION = LAW.at(dt.date(2026, 11, 24))
CONTENT = load_definition_content()
YES_OR_NO = [name for name in CONTENT.questions if not name.endswith("percent")]

partial = st.dictionaries(st.sampled_from(YES_OR_NO), st.booleans())


@given(partial, partial)
def test_a_finding_never_turns_when_more_becomes_known(first, more):
    before = check_definitions(EDITION, first)
    # What only followed may be said otherwise later; what was said stays.
    after = check_definitions(EDITION, {**more, **first})

    for old, new in zip(before, after, strict=True):
        if old.word in (DefinitionWord.YES, DefinitionWord.NO) and not _followed(old):
            assert new.word is old.word, old.definition.id


def _followed(found):
    found.reason  # noqa: B018 - works out what was inferred
    return bool(found.assessment.notes.inferred)


@given(partial)
def test_what_is_missing_is_named_until_nothing_is(answers):
    known = dict(answers)
    for _ in range(len(CONTENT.questions) + 1):
        missing = {
            name
            for item in check_definitions(EDITION, known)
            if item.definition.about
            for name in item.missing
        }
        if not missing:
            break
        known |= {n: 30 if n.endswith("percent") else True for n in missing}

    found = check_definitions(EDITION, known)
    assert DefinitionWord.NOT_KNOWN not in {item.word for item in found}


def test_every_definition_of_the_statute_and_the_sector_is_there():
    assert [item.id for item in CONTENT.definitions] == [
        "DEF-PA23",
        "DEF-GOV",
        "DEF-MSP2",
        "DEF-BAX",
        "DEF-EOA50",
        "DEF-2019C",
    ]
    assert {word.value for word in DefinitionWord} == set(CONTENT.words)


def test_the_page_asks_everything_that_a_definition_turns_on_and_nothing_else():
    asked = set(CONTENT.questions)
    open_now = {
        name
        for item in CONTENT.definitions
        for about in ((item.about,) if item.about else item.flags)
        for name in open_facts(Assessment(EDITION, {}), about)
    }

    assert open_now == asked


@pytest.mark.parametrize("contract", sorted(load_contracts()))
def test_no_team_that_looks_for_a_form_is_asked_about_definitions(contract):
    for team in LAW.facts["team.kind"].values:
        situation = Assessment(
            EDITION, {"team.kind": team, "contract.type": contract, "entity.form": "cbs"}
        )
        goals = [*holding_goals(situation), *following_goals(situation)]
        names = {name for goal in goals for name in open_facts(goal.assessment, goal.about)}

        assert not [name for name in names if name.startswith("organisation.")]


@pytest.mark.parametrize("example", CONTENT.examples, ids=lambda example: example.name)
def test_no_real_organisation_fits_everything_and_each_fails_something(example):
    # They are shown because the definitions part over them.
    found = {item.word for item in check_definitions(EDITION, example_answers(example))}

    assert DefinitionWord.NOT_KNOWN in found
    assert example.sources


def test_schools_that_own_a_society_are_not_its_employees():
    (sips,) = (item for item in CONTENT.examples if "SIPS" in item.name)

    statute = check_definitions(EDITION, example_answers(sips))[0]
    assert statute.word is DefinitionWord.NO
    assert [line.fact for line in statute.reason.because] == ["entity.employee_controlled"]


def test_the_plain_form_has_the_same_findings():
    plain = definitions_as_dict(check_definitions(EDITION, {"entity.employee_controlled": False}))

    assert plain["definitions"]["DEF-PA23"]["finding"] == "no"
    assert plain["definitions"]["DEF-PA23"]["awards"][0]["met"] is False
    assert "organisation.left_public_sector" in plain["definitions"]["DEF-GOV"]["missing"]
