"""Each owner or partner by themselves: who is let in, who breaks the list, and what follows."""

import pytest

from mutualise.rules import load_law
from mutualise.structures.owners import OwnerWord, Verdict, check_owners
from tests.spec.asking import DAY
from tests.structures.owner_lists import (
    CHARITY,
    CONSULTANT,
    COORDINATOR,
    DENTIST,
    GP,
    INVESTOR,
    NURSE,
    RECEPTIONIST,
    STAFF_TRUST,
    TRUST,
    owner,
)


def check(contract, form, *owners, **more):
    return check_owners(load_law().at(DAY), owners, contract, form, **more)


def words(contract, form, *owners, **more):
    return [item.word.value for item in check(contract, form, *owners, **more).findings]


# A company limited by shares that holds GMS.


def test_the_care_coordinator_breaks_a_gms_company_and_the_staff_of_the_practice_do_not():
    # NHS Act 2006 s.93(3): staff of a GMS practice count, staff of a network company do not.
    found = check("gms", "cic_cls", GP, NURSE, RECEPTIONIST, COORDINATOR)

    assert found.verdict is Verdict.FAILS
    assert [item.owner.title for item in found.broken_by] == ["Care coordinator 5"]
    assert "this person is employed by a company owned by practices in a network" in (
        found.broken_by[0].because
    )


def test_a_gp_a_nurse_and_a_receptionist_may_own_a_gms_company():
    assert check("gms", "cls", GP, NURSE, RECEPTIONIST).verdict is Verdict.PASSES


def test_without_a_gp_nobody_breaks_the_list_but_it_fails_and_the_commissioner_must_act():
    # GMS Regulations 2015 reg 5(1)(c)(i); Sch 3 para 65(3): must end, or an interim period.
    found = check("gms", "cls", NURSE, RECEPTIONIST)

    assert found.verdict is Verdict.FAILS
    assert found.broken_by == ()
    assert [need.need.name for need in found.lost] == ["shares.gp_share"]
    assert [rule.id for rule in found.follows] == ["GMS-11"]


@pytest.mark.parametrize(
    ("outsider", "paragraph"),
    [
        # Sch 3 para 67(3)(a): section 86(3) is not met. The commissioner may end the contract.
        (COORDINATOR, "GMS-12"),
        (CHARITY, "GMS-12"),
        (TRUST, "GMS-12"),
        # Para 65(3): the test of regulation 5(1)(c) on doctors is not met. It must.
        (CONSULTANT, "GMS-11"),
        # Para 67(3)(b) and on: somebody is barred. It may.
        (owner("Nurse 2", "health_professional", owns_outright=True, disqualified=True), "OWN-14"),
    ],
)
def test_what_follows_turns_on_why_an_owner_does_not_qualify(outsider, paragraph):
    found = check("gms", "cls", GP, outsider)

    assert [rule.id for rule in found.follows] == [paragraph]


def test_a_gp_who_holds_the_only_gp_share_for_somebody_else_is_no_gp_owner():
    nominee = owner("GP 9", "gp", owns_outright=False, disqualified=False)
    found = check("gms", "cls", nominee, NURSE)

    assert [item.word for item in found.findings] == [OwnerWord.NO, OwnerWord.YES]
    assert [need.met for need in found.needs] == [False]


def test_a_share_in_a_staff_trust_fails_on_the_text_but_has_been_done():
    # s.86(3)(b) "both legally and beneficially owned"; the approval at Minehead in 2022.
    found = check("gms", "cls", GP, NURSE, STAFF_TRUST)

    assert found.verdict is Verdict.PRECEDENT
    assert [rule.id for rule in found.findings[2].softened_by] == ["OWN-20"]
    assert check("gms", "cls", GP, COORDINATOR, STAFF_TRUST).verdict is Verdict.FAILS


def test_a_missing_declaration_is_an_if_and_no_more():
    # GMS Regulations 2015 reg 6: barred or not has to be declared, and is not assumed.
    silent = owner("GP 1", "gp", owns_outright=True)

    found = check("gms", "cls", silent)
    assert [item.word for item in found.findings] == [OwnerWord.IF_NOT_BARRED]
    assert found.verdict is Verdict.PASSES_IF


def test_an_owner_whom_nobody_has_described_leaves_the_list_open():
    found = check("gms", "cls", GP, owner("Nurse 4", "health_professional", owns_outright=True))

    assert found.verdict is Verdict.NOT_KNOWN
    assert "person.hcp_engaged_nhs" in found.open[0].missing


def test_a_list_that_is_not_complete_never_passes():
    assert check("gms", "cls", GP, NURSE, complete=False).verdict is Verdict.NOT_KNOWN
    assert check("gms", "cls", GP, COORDINATOR, complete=False).verdict is Verdict.FAILS
    assert check("gms", "cls").verdict is Verdict.NOT_KNOWN


# A company that holds PMS.


def test_an_nhs_trust_may_own_shares_in_a_pms_company_and_not_in_a_gms_company():
    # NHS Act 2006 s.93(1)(a) against s.86(3).
    assert words("pms", "cls", TRUST) == ["yes"]
    assert words("gms", "cls", TRUST) == ["no"]


def test_a_private_consultant_may_own_shares_in_a_pms_company():
    # s.93(1)(b) asks for a medical practitioner; regulation 5 of the GMS Regulations has no twin.
    assert words("pms", "cls", CONSULTANT, CHARITY) == ["yes", "no"]


def test_a_pms_company_needs_no_gp():
    assert check("pms", "cls", NURSE, RECEPTIONIST).verdict is Verdict.PASSES


# Partnerships.


def test_a_manager_from_outside_the_nhs_may_not_be_a_partner_in_a_gms_practice():
    # NHS Act 2006 s.86(2)(b).
    found = check("gms", "partnership", GP, INVESTOR)

    assert found.verdict is Verdict.FAILS
    assert [item.owner.title for item in found.broken_by] == ["Investor 1"]


def test_a_gp_who_is_only_a_limited_partner_does_not_count_as_the_gp_partner():
    # s.86(2)(a) with GMS Regulations 2015 reg 5(1)(b)(i).
    limited = owner("GP 2", "gp", limited_partner=True, disqualified=False)
    found = check("gms", "limited_partnership", limited, NURSE)

    assert {need.need.name: need.met for need in found.needs} == {
        "partners.enough_for_gms": True,
        "partners.gp_unlimited": False,
    }
    assert check("gms", "partnership", limited, NURSE).verdict is Verdict.PASSES


def test_one_partner_alone_is_too_few_for_a_gms_partnership():
    assert check("gms", "partnership", GP).verdict is Verdict.FAILS


def test_a_company_of_listed_people_may_be_a_partner_in_pms_but_never_in_gms():
    # s.93(1)(f) against s.86(1)(b), "individuals practising in partnership".
    company = owner("Company B", "organisation", is_qualifying_body=True, disqualified=False)

    assert words("pms", "partnership", company) == ["yes"]
    assert words("gms", "partnership", company) == ["no"]


def test_no_llp_can_hold_gms_or_pms_whoever_its_members_are():
    assert check("gms", "llp", GP).verdict is Verdict.NEVER
    assert check("pms", "llp", GP).verdict is Verdict.NEVER


# Dental contracts.


def test_anyone_may_own_a_dental_corporation_that_holds_gds():
    # s.102(1)(b), (4): the Act tests the corporation, not its owners.
    assert words("gds", "cls", INVESTOR, STAFF_TRUST) == ["yes", "yes"]


def test_a_dental_partnership_needs_a_dentist_and_control_by_those_who_count():
    # s.102(2), (3A) to (3C). With equal votes two outsiders can control one dentist.
    second = owner("Investor 2", "organisation", disqualified=False)
    fails = check("gds", "partnership", DENTIST, INVESTOR, second, equal_votes=True)

    assert words("gds", "partnership", DENTIST, INVESTOR) == ["yes", "outsider"]
    assert fails.verdict is Verdict.FAILS
    assert [need.need.name for need in fails.lost] == ["dental.control_test"]
    assert check("gds", "llp", DENTIST, INVESTOR, equal_votes=True).verdict is Verdict.PASSES
    assert check("gds", "llp", NURSE, RECEPTIONIST, equal_votes=True).verdict is Verdict.FAILS


def test_outsiders_may_own_a_minority_of_a_pds_company():
    # s.108(1A)(b).
    minority = check("pds", "cls", DENTIST, NURSE, INVESTOR, equal_votes=True)
    majority = check("pds", "cls", DENTIST, CHARITY, INVESTOR, equal_votes=True)

    assert [item.word.value for item in minority.findings] == ["yes", "yes", "outsider"]
    assert minority.verdict is Verdict.PASSES
    assert majority.verdict is Verdict.FAILS


def test_whether_votes_are_equal_has_to_be_said():
    assert check("pds", "cls", DENTIST, INVESTOR).verdict is Verdict.NOT_KNOWN


def test_a_share_on_trust_breaks_a_pds_company():
    # s.108(1A)(a), and nothing read shows that it has been done.
    assert words("pds", "cls", STAFF_TRUST) == ["no"]


def test_a_receptionist_of_the_practice_is_an_arguable_partner_but_a_plain_owner():
    # s.93(3): an employee of a GMS practice. A partner is in general not employed by the firm.
    found = check("gms", "partnership", GP, GP, RECEPTIONIST)

    assert found.verdict is Verdict.ARGUABLE
    assert [item.word for item in found.findings] == [
        OwnerWord.YES,
        OwnerWord.YES,
        OwnerWord.ARGUABLE,
    ]
    assert [rule.id for rule in found.findings[2].softened_by] == ["OWN-23"]
    assert check("gms", "cls", GP, NURSE, RECEPTIONIST).verdict is Verdict.PASSES
