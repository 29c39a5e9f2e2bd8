"""Ways to organise a network: what each may do, against the law and as a network answers."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules import Confidence, load_law
from mutualise.rules.open_points import Answered
from mutualise.structures.network_content import load_networks
from mutualise.structures.network_parts import NetworkCase
from mutualise.structures.networks import choice_for, compare_networks

DAY = dt.date(2026, 11, 24)
EDITION = load_law().at(DAY)
WAYS = ("unincorporated", "lead_practice", "federation", "company")


def compared(purpose="des", work="", forms=None, **answers):
    """The comparison for a network with these answers, and none of its own without them."""
    case = NetworkCase({name.replace("__", "."): value for name, value in answers.items()}, {})
    choice = choice_for(case, purpose=purpose, work=work, forms=forms)
    return compare_networks(EDITION, choice, case)


def words(found, row):
    """The findings of a row, by way; what is written and settled has none."""
    return {way: [part.word for part in found.cell(row, way).parts] for way in WAYS}


# Network Contract DES: an addition to a GP contract with a list; others work under sub-contract.
def test_only_practices_hold_the_network_contract_and_the_others_work_under_a_sub_contract():
    assert words(compared(), "holds") == {
        "unincorporated": ["yes"],
        "lead_practice": ["yes", "yes"],
        "federation": ["no", "yes"],
        "company": ["no", "yes"],
    }


@pytest.mark.parametrize("purpose", ["single", "multi"])
def test_who_may_hold_a_neighbourhood_contract_is_not_settled_for_anyone(purpose):
    found = compared(purpose)

    assert words(found, "holds") == {way: ["not_settled"] for way in WAYS}
    for way in WAYS:
        (part,) = found.cell("holds", way).parts
        assert "not yet settled" in part.text.lower()
        assert part.waiting_for
        assert part.confidence is Confidence.LOW


# NHS Act 2006 s.83(2): "any person". A network is no person in law.
def test_a_network_can_sign_no_contract_and_every_body_can_sign_one_that_exists_today():
    found = words(compared("multi"), "holds_today")

    assert found["unincorporated"] == ["no", "no"]
    assert found["lead_practice"] == found["federation"] == found["company"] == ["yes", "yes"]


# NHS Pension Scheme Regulations 2015 reg 33(6), reg 150(3)(e) from 1 April 2023, Schedule 15.
def test_new_staff_of_a_practice_have_the_pension_and_those_of_a_body_only_by_its_sub_contract():
    found = words(compared(), "pension_new")

    assert found["unincorporated"] == ["yes", "arguable"], "staff shared through one practice"
    assert found["federation"] == found["company"] == ["yes_if_agreed", "arguable"]


# NHS Pension Scheme Regulations 2015 regs 150(4), 155: over half of the time, 75% of income.
def test_a_body_under_sub_contract_is_told_of_the_two_tests_and_asks_about_both():
    found = compared(work="care")
    for way in ("federation", "company"):
        (part,) = found.cell("pension_new", way).parts
        assert "more than 50% of their working time" in " ".join(part.text.split())
        assert "at most 75% of what" in part.text
        assert "surcharge of 12% of the excess" in part.text
    asked = {question.rule.id: question.vehicles for question in found.questions}
    assert asked["PEN-04"] == asked["PEN-05"] == ("federation", "company")
    assert "PEN-05" not in [question.rule.id for question in compared(work="staff").questions]


# Reg 19(1)(g): a member must help to provide the services under the practice's own contract.
def test_people_whom_a_lead_practice_lends_to_others_may_not_have_the_pension():
    assert words(compared(), "pension_new")["lead_practice"] == ["yes", "arguable"]
    assert words(compared(work="care"), "pension_new")["lead_practice"] == ["yes"]


def test_a_sub_contract_that_is_not_on_the_national_template_gives_no_pension():
    given = {"entity__form": "cls", "pension__des_template_used": False}
    found = words(compared(work="care", **given), "pension_new")

    assert found["company"] == ["no"]
    assert found["federation"] == ["yes_if_agreed"], (
        "the case speaks of the company and not of a federation"
    )


def test_before_april_2023_no_rule_gave_the_staff_of_a_network_company_the_pension():
    before = load_law().at(dt.date(2023, 3, 31))
    for work in ("care", "staff"):
        found = compare_networks(before, choice_for(purpose="des", work=work))
        (part,) = found.cell("pension_new", "company").parts
        assert part.word == "not_known"
        assert part.text == load_networks().words.undecided


# NHSBSA: a GP, a partnership or a company limited by shares, every owner able to hold GMS.
@pytest.mark.parametrize(
    ("form", "eligible_owners", "word"),
    [
        ("cls", True, "yes"),
        ("cls", False, "no"),
        ("cic_cls", True, "yes"),
        ("cic_clg", True, "no"),
        ("clg", True, "no"),
        ("cbs", True, "no"),
        ("llp", True, "no"),
    ],
)
def test_the_legal_form_and_the_owners_decide_on_classic_apms(form, eligible_owners, word):
    found = compared("single", entity__form=form, pension__all_owners_nhs_family=eligible_owners)

    assert words(found, "pension_apms")["company"] == [word]
    assert words(found, "pension_apms")["lead_practice"] == ["yes"]


def test_classic_apms_depends_on_the_owners_while_nobody_has_said_who_they_are():
    found = words(compared("single", forms={"company": "cls", "federation": "cls"}), "pension_apms")

    assert found["federation"] == found["company"] == ["depends"]


# VAT Act 1994 Sch 9 Groups 7 and 16; HMRC CSE3120: a group separate from its members.
def test_care_is_exempt_and_a_charge_for_staff_only_through_a_cost_sharing_group():
    assert words(compared(work="care"), "vat") == {
        "unincorporated": [""],
        "lead_practice": ["depends"],
        "federation": ["depends"],
        "company": ["depends"],
    }
    assert words(compared(work="staff"), "vat") == {
        "unincorporated": [""],
        "lead_practice": ["no"],
        "federation": ["depends"],
        "company": ["depends"],
    }


# VAT Act 1994 Sch 9 Group 7 note 2: given, or directly supervised, by somebody on a register.
@pytest.mark.parametrize(("registered", "word"), [(True, "yes"), (False, "no")])
def test_care_is_exempt_by_who_gives_or_directly_supervises_it(registered, word):
    answer = {"tax__performed_or_supervised_by_registrant": registered}
    found = words(compared(work="care", **answer), "vat")
    assert found["lead_practice"] == found["federation"] == found["company"] == [word]


def test_the_rate_of_vat_stands_in_the_row():
    for way in WAYS:
        for part in compared().cell("vat", way).parts:
            assert "20%" in part.text, way


def test_a_company_that_meets_every_condition_of_cost_sharing_charges_no_vat():
    met = dict.fromkeys(
        ("tax__csg_at_cost", "tax__csg_directly_necessary", "tax__csg_no_distortion"), True
    )
    found = compared(work="staff", entity__form="clg", **met)
    assert words(found, "vat")["company"] == ["yes"]
    assert words(found, "vat")["lead_practice"] == ["no"], "one practice is no group"

    above_cost = compared(work="staff", entity__form="clg", **met | {"tax__csg_at_cost": False})
    assert words(above_cost, "vat")["company"] == ["no"]


# SI 2019/334 reg 2(2)(a): a subsidiary is left out for services beyond primary medical ones.
def test_the_subsidiary_trap_is_for_other_services_and_not_for_network_services():
    given = {"entity__form": "cls", "indemnity__is_subsidiary_company": True}
    trapped = compared(work="care", **given, indemnity__sos_determination=False)

    assert words(trapped, "indemnity")["company"] == ["yes", "no"]
    assert words(trapped, "indemnity")["federation"] == ["yes", "depends"]
    unknown = words(compared(work="care"), "indemnity")
    assert unknown["company"] == unknown["federation"] == ["yes", "depends"]
    for way in ("federation", "company"):
        assert "one practice" in compared(work="care").cell("indemnity", way).parts[1].text
    free = compared(work="care", entity__form="cls", indemnity__is_subsidiary_company=False)
    assert words(free, "indemnity")["company"] == ["yes", "yes"]
    decided = compared(work="care", **given, indemnity__sos_determination=True)
    assert words(decided, "indemnity")["company"] == ["yes", "yes"]


# SI 2019/334 reg 4 covers any APMS holder; SI 2015/559 reg 5: NHS Resolution decides on CNST.
def test_indemnity_under_a_neighbourhood_contract_follows_the_kind_of_contract():
    found = words(compared("single"), "indemnity")

    assert found["company"] == ["not_settled", "yes", "yes_if_agreed"]
    assert found["unincorporated"] == ["not_settled"]


# Health and Social Care Act 2008 s.10: who carries on the activity must be registered.
def test_only_a_body_that_gives_care_and_is_not_registered_must_register():
    care, staff = words(compared(work="care"), "cqc"), words(compared(work="staff"), "cqc")

    assert care == {
        "unincorporated": ["no"],
        "lead_practice": ["no"],
        "federation": ["depends"],
        "company": ["yes"],
    }
    assert staff["federation"] == staff["company"] == ["no"]


# SI 2013/2677 regs 5 and 8: exempt for primary medical services, or below £10 million of others.
@pytest.mark.parametrize(("turnover", "word"), [(9_999_999, "yes"), (10_000_000, "no")])
def test_a_neighbourhood_contract_may_need_a_provider_licence(turnover, word):
    given = {"entity__form": "cic_clg", "licence__only_primary_care": False}
    found = compared("multi", "care", **given, licence__applicable_turnover=turnover)

    assert words(found, "licence")["company"] == [word]
    assert words(compared(), "licence")["company"] == ["yes"]


def test_staff_may_move_to_a_body_and_nobody_moves_if_the_network_stays_as_it_is():
    found = words(compared(), "employs")
    assert found["unincorporated"] == ["no"]
    assert found["company"] == found["federation"] == ["depends"], "nobody has said who employs"
    moving = words(compared(work__transfer_of_undertaking=True), "employs")
    assert moving["company"] == moving["federation"] == ["yes"]

    nobody = words(compared(work__transfer_of_undertaking=False), "employs")
    assert nobody["company"] == nobody["federation"] == ["no"]


# Procurement Act 2023 s.33(6): under the management and control of its employees.
def test_a_company_of_practices_is_a_mutual_in_law_only_if_its_employees_control_it():
    assert words(compared(), "mutual")["company"] == ["no", ""]
    controlled = {
        "entity__form": "cic_clg",
        "entity__employee_controlled": True,
        "entity__public_services_purpose": True,
        "entity__mainly_reservable": True,
        "entity__not_for_profit": True,
    }
    assert words(compared(**controlled), "mutual")["company"] == ["yes", ""]
    assert words(compared(**controlled), "mutual")["lead_practice"] == ["no"]


def test_a_case_chooses_the_purpose_the_work_and_the_form_unless_something_else_is_asked():
    case = NetworkCase(
        {"contract.type": "multi_neighbourhood", "tax.supply": "staff", "entity.form": "cbs"}, {}
    )
    assert choice_for(case).purpose == "multi"
    assert choice_for(case).work == "staff"
    assert choice_for(case).forms == {"company": "cbs"}
    asked = choice_for(case, purpose="des", work="", forms={"company": "cls"})
    assert (asked.purpose, asked.work, asked.forms) == ("des", "", {"company": "cls"})
    assert choice_for().purpose == "des"


def test_a_case_that_says_both_kinds_of_work_is_shown_both():
    case = NetworkCase({"tax.supply": "staff", "contract.primary_purpose_clinical": True}, {})
    assert choice_for(case).work == ""


def test_what_a_case_says_of_one_legal_form_is_not_said_of_another():
    given = {"entity__form": "cls", "shares__held_on_trust": True, "tax__csg_at_cost": True}
    as_answered = compared(**given).cell("vat", "company").parts[-1].assessment
    as_society = compared(**given, forms={"company": "cbs"}).cell("vat", "company").parts[-1]

    assert as_answered.value("shares.held_on_trust") is True
    assert as_society.assessment.value("shares.held_on_trust") is None
    assert as_society.assessment.value("entity.form") == "cbs"
    assert as_society.assessment.value("tax.csg_at_cost") is True


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"purpose": "dse"}, "no purpose called 'dse'. Choose one of: des, single, multi"),
        ({"work": "both"}, "no kind of work called 'both'. Choose one of: care, staff"),
        ({"forms": {"company": "gms"}}, "no form of company called 'gms'. Choose one of: cic_clg"),
        ({"forms": {"club": "cls"}}, "no way to organise called 'club'. Choose one of: uninc"),
        ({"forms": {"lead_practice": "cls"}}, "The form of lead_practice cannot be chosen"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(asked, said):
    with pytest.raises(LookupError, match=said.replace("(", r"\(")):
        choice_for(**asked)


def test_a_row_that_is_not_for_the_purpose_has_no_cell():
    with pytest.raises(LookupError, match="no cell for holds_today and company"):
        compared().cell("holds_today", "company")


def test_the_questions_begin_with_what_nobody_has_settled_and_each_has_its_rule():
    found = compared("single")
    unsettled = [question.unsettled for question in found.questions]

    assert unsettled == sorted(unsettled, reverse=True)
    assert found.questions[0].rule.id == "NEI-01"
    for question in found.questions:
        assert question.rule.ask_solicitor == question.text
        assert set(question.vehicles) <= set(WAYS)
    assert not any(question.unsettled for question in compared().questions)
    assert "PEN-09" in [question.rule.id for question in compared(work="staff").questions]
    assert "PEN-09" not in [question.rule.id for question in compared(work="care").questions]


def test_what_could_not_be_found_out_is_told_for_each_purpose():
    network = [point.id for point in compared().open_points]
    assert "network-contract-2026-27" in network
    assert "neighbourhood-contracts" in [point.id for point in compared("single").open_points]
    assert all(point.status is not Answered.CLOSED for point in compared().open_points)


def test_an_answer_is_no_longer_asked_for_nor_taken_as_given_once_it_is_there():
    def names(found):
        return [fact.name for fact in found.turns_on]

    open_now = compared(work="staff")
    assert "tax.csg_at_cost" in names(open_now)
    assert any("template" in text for text in _assumed(work="care"))
    answered = compared(work="staff", entity__form="cic_clg", tax__csg_at_cost=True)
    assert "tax.csg_directly_necessary" in names(answered)
    company = answered.cell("vat", "company").parts[0]
    assert "tax.csg_at_cost" not in [fact.name for fact in company.open_facts]
    told = {"entity__form": "cic_clg", "pension__des_template_used": True}
    assert not any("template" in text for text in _assumed(work="care", **told))


def test_what_rests_on_memory_is_never_of_more_than_low_confidence():
    rows = compared().rows
    remembered = [p for row in rows for c in row.cells for p in c.parts if p.from_memory]
    assert remembered
    assert all(part.confidence is Confidence.LOW for part in remembered)


@pytest.mark.parametrize("form", ["cic_clg", "clg", "cbs", "coop_society", "llp", "cls", "cic_cls"])
def test_a_practice_that_is_a_partnership_is_a_member_through_one_partner(form):
    found = compared(forms={"company": form})
    (part,) = found.cell("leaves", "company").parts
    assert "one partner" in part.text


def _assumed(**given):
    return compared(**given).assumed["company"]
