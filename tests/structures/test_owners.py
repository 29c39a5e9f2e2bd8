"""The check of owners as a function: what it says, what it asks, that it agrees with the law."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mutualise.rules import Assessment, Items, load_law
from mutualise.structures import load_contracts
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owner_questions import next_about
from mutualise.structures.owners import (
    AGAINST,
    Owner,
    OwnersError,
    OwnerWord,
    Verdict,
    check_for_every_contract,
    check_owners,
)
from mutualise.structures.owners_plain import owners_as_dict
from tests.structures.owner_lists import COORDINATOR, GP, NURSE, STAFF_TRUST, owner

EDITION = load_law().at(dt.date(2026, 11, 24))

unknown = st.sampled_from([True, False, None])
people = st.fixed_dictionaries(
    {
        "person.owns_outright": unknown,
        "person.employer": st.sampled_from(["gms_contractor", "pcn_company", "nhs_trust", "none"]),
        "person.employed_in_connection_with_services": unknown,
        "person.hcp_engaged_nhs": unknown,
        "person.provides_under_contract": unknown,
        "person.disqualified": unknown,
    }
)
kinds = st.sampled_from(sorted(load_owner_content().kinds))


@st.composite
def lists(draw):
    drawn = draw(st.lists(st.tuples(kinds, people), min_size=1, max_size=4))
    return [
        Owner(
            f"o{number}",
            f"Owner {number}",
            {
                **{name: value for name, value in about.items() if value is not None},
                **load_owner_content().kinds[kind].sets,
            },
        )
        for number, (kind, about) in enumerate(drawn)
    ]


@given(lists())
def test_owners_one_by_one_come_to_what_the_test_of_the_whole_list_comes_to(owners):
    # Two ways to the same answer: each owner in turn, and the rule on the list, which reads it
    # as one of shareholders once it is known of one how they hold their share.
    assume(any("person.owns_outright" in item.answers for item in owners))
    whole = Assessment(
        EDITION,
        {"entity.form": "cls", "contract.type": "gms"},
        {"owners": Items(tuple(item.answers for item in owners))},
    )
    list_passes = whole.truth("gms.company_owners_ok")
    fit = [item.answers.get("person.disqualified") for item in owners]
    verdict = check_owners(EDITION, owners, "gms", "cls").verdict

    if list_passes is False or True in fit:
        assert verdict in (Verdict.FAILS, Verdict.PRECEDENT)
    elif list_passes is None:
        assert verdict is Verdict.NOT_KNOWN
    else:
        assert verdict is (Verdict.PASSES if None not in fit else Verdict.PASSES_IF)


@given(lists())
def test_the_finder_says_the_same_of_a_list_as_the_owners_page(owners):
    fit = Owner("gp", "GP", GP.answers)
    owners = [fit, *owners]
    barred = any(item.answers.get("person.disqualified") is True for item in owners)
    for contract in ("gms", "pms"):
        whole = Assessment(
            EDITION,
            {"entity.form": "cls", "contract.type": contract, "holder.any_disqualified": barred},
            {"owners": Items(tuple(item.answers for item in owners))},
        )
        found = whole.finding(f"{contract}.eligible").finding.value
        verdict = check_owners(EDITION, owners, contract, "cls").verdict

        assert FINDER[verdict] == found, (contract, found)


# On the owners page a missing declaration is an "if"; the finder was told that nobody is barred.
FINDER = {
    Verdict.PASSES: "yes",
    Verdict.PASSES_IF: "yes",
    Verdict.PRECEDENT: "precedent",
    Verdict.FAILS: "no",
    Verdict.NOT_KNOWN: "not_known",
}


@given(lists())
def test_answers_are_asked_for_until_everyone_is_settled(owners):
    asked = 0
    known = list(owners)
    for place, start in enumerate(owners):
        while name := next_about(
            list(check_for_every_contract(EDITION, known, "cls").values()), start.id
        ):
            fact = EDITION.facts[name]
            assert fact.collection == "owners"
            assert name not in known[place].answers
            value = "none" if fact.values else False
            known[place] = Owner(start.id, start.title, {**known[place].answers, name: value})
            asked += 1
    assert asked <= 6 * len(owners)
    for answer in check_for_every_contract(EDITION, known, "cls").values():
        assert OwnerWord.NOT_KNOWN not in {item.word for item in answer.findings}


def test_each_kind_of_owner_is_asked_only_what_matters():
    def questions(kind, form="cls", contracts=("gms", "pms")):
        found = []
        item = owner("X", kind)
        while name := next_about(
            [check_owners(EDITION, [item], contract, form) for contract in contracts],
            item.id,
            skip=found,
        ):
            found.append(name)
            value = "gms_contractor" if EDITION.facts[name].values else True
            item = Owner(item.id, item.title, {**item.answers, name: value})
        return found

    assert questions("gp") == ["person.owns_outright"]
    assert questions("health_professional") == ["person.owns_outright", "person.hcp_engaged_nhs"]
    assert questions("other_person") == [
        "person.employer",
        "person.employed_in_connection_with_services",
        "person.owns_outright",
    ]
    assert questions("nhs_trust") == ["person.owns_outright"]
    assert questions("gp", "partnership") == []
    assert questions("gp", "limited_partnership") == ["person.limited_partner"]
    assert questions("organisation", "partnership") == ["person.is_qualifying_body"]
    assert questions("dentist", "llp", ["gds"]) == []
    assert questions("health_professional", "llp", ["gds"]) == ["person.hcp_engaged_nhs"]


def test_the_contracts_and_forms_without_a_test_are_refused_with_those_that_have_one():
    with pytest.raises(OwnersError, match="It does for: cls, cic_cls, partnership"):
        check_owners(EDITION, [GP], "gms", "cio")
    with pytest.raises(OwnersError, match="Did you mean gms"):
        check_owners(EDITION, [GP], "gns", "cls")


def test_what_an_owner_in_a_list_says_of_the_organisation_is_not_taken_up():
    # A case file may hold anything about an item; here only what is about the owner counts.
    odd = Owner("gp", "GP 1", {**GP.answers, "entity.form": "clg", "shares.gp_share": False})

    assert check_owners(EDITION, [odd], "gms", "cls").verdict is Verdict.PASSES


def test_an_owner_against_whom_the_text_is_has_a_reason_and_what_follows():
    found = check_owners(EDITION, [GP, COORDINATOR, STAFF_TRUST], "gms", "cls")

    for item in found.broken_by:
        assert item.word in AGAINST
        assert item.because
        assert item.rule.provision
        assert item.rule.otherwise
        assert item.follows is not None


def test_what_can_be_put_right_is_said():
    # A nurse who is a nominee need only hold the share for themselves.
    nominee = Owner("n", "Nurse", {**NURSE.answers, "person.owns_outright": False})
    (item,) = check_owners(EDITION, [nominee], "gms", "cls").findings

    assert [step.fact for step in item.remedies.remedies[0].changes] == ["person.owns_outright"]


def test_every_test_of_owners_belongs_to_a_contract():
    assert set(load_owner_content().contracts) <= set(load_contracts())


def test_every_finding_and_verdict_has_words():
    content = load_owner_content()

    assert {word.value for word in OwnerWord} == set(content.words)
    assert {verdict.value for verdict in Verdict} == set(content.verdicts)


def test_the_plain_form_has_the_same_findings():
    plain = owners_as_dict(check_for_every_contract(EDITION, [GP, COORDINATOR], "cls"))

    assert plain["contracts"]["gms"]["verdict"] == "fails"
    assert plain["contracts"]["gms"]["broken_by"] == ["care-coordinator-5"]
    assert plain["contracts"]["gds"]["owners"][1]["finding"] == "yes"
    assert plain["as_at"] == "2026-11-24"
