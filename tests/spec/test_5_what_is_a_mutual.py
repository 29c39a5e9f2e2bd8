"""What counts as a public service mutual: one organisation, six definitions."""

import datetime as dt

from mutualise.rules import load_law
from mutualise.structures.mutual_definitions import check_definitions
from tests.spec.asking import DAY

# A spin-out that its staff control through a society without outside owners.
SPIN_OUT = {
    "organisation.left_public_sector": True,
    "organisation.social_impact": True,
    "organisation.social_mission": True,
    "organisation.has_share_capital": True,
    "organisation.employee_owned_percent": 100,
    "organisation.most_employees_own": True,
    "entity.public_services_purpose": True,
    "entity.mainly_reservable": True,
    "entity.not_for_profit": True,
    "entity.employee_controlled": True,
}


def words(answers, day=DAY):
    found = check_definitions(load_law().at(day), answers)
    return {item.definition.id: item.word.value for item in found}


def test_a_staff_owned_spin_out_fits_them_all():
    assert words(SPIN_OUT) == {
        "DEF-PA23": "yes",
        "DEF-GOV": "yes",
        "DEF-MSP2": "yes",
        "DEF-BAX": "yes",
        "DEF-EOA50": "yes",
        "DEF-2019C": "flags",
    }


def test_a_gp_practice_owned_by_its_staff_fits_the_law_and_not_the_descriptions():
    # Section 33(6) of the Procurement Act 2023 does not ask where a mutual came from.
    found = words({**SPIN_OUT, "organisation.left_public_sector": False})

    assert found["DEF-PA23"] == "yes"
    assert [found[name] for name in ("DEF-GOV", "DEF-MSP2", "DEF-BAX")] == ["no", "no", "no"]


def test_a_company_that_pays_outside_investors_fits_the_descriptions_and_not_the_law():
    # Section 33(6)(b): not for profit, or profit to members only. No description asks.
    found = words(
        {**SPIN_OUT, "entity.not_for_profit": False, "entity.profits_only_to_members": False}
    )

    assert found["DEF-PA23"] == "no"
    assert found["DEF-GOV"] == "yes"


def test_staff_with_influence_short_of_control_fit_the_programme_and_not_the_guide():
    found = words(
        {
            **SPIN_OUT,
            "entity.employee_controlled": False,
            "organisation.staff_control_embedded": False,
            "organisation.staff_influence_significant": True,
        }
    )

    assert (found["DEF-PA23"], found["DEF-GOV"], found["DEF-MSP2"]) == ("no", "no", "yes")


def test_a_quarter_is_enough_for_one_and_not_for_the_other():
    # "At least 25%" against "more than 25%".
    found = words({**SPIN_OUT, "organisation.employee_owned_percent": 25})

    assert (found["DEF-BAX"], found["DEF-EOA50"]) == ("yes", "no")


def test_a_body_without_shares_is_in_no_list_of_shareholders():
    found = words({**SPIN_OUT, "organisation.has_share_capital": False})

    assert (found["DEF-EOA50"], found["DEF-PA23"]) == ("no", "yes")


def test_a_row_of_a_register_with_two_facts_leaves_the_rest_open():
    found = words({"organisation.left_public_sector": True, "entity.employee_controlled": False})

    assert found == {
        "DEF-PA23": "no",
        "DEF-GOV": "not_known",
        "DEF-MSP2": "not_known",
        "DEF-BAX": "not_known",
        "DEF-EOA50": "not_known",
        "DEF-2019C": "flags",
    }


def test_before_the_act_was_in_force_there_was_no_statutory_definition():
    assert words(SPIN_OUT, dt.date(2025, 2, 23))["DEF-PA23"] == "not_in_force"
    assert words(SPIN_OUT, dt.date(2025, 2, 24))["DEF-PA23"] == "yes"


def test_the_tests_of_an_award_stand_apart_from_the_definition():
    # Section 33(5): no comparable reserved contract from the same authority. Section 33(1)(b): the
    # longest term, five years.
    award = {
        "proc.authority": "local_authority",
        "proc.health_service_in_scope": False,
        "proc.light_touch": True,
        "proc.reservable": True,
        "proc.competitive_flexible": True,
        "proc.value": 2_000_000,
        "proc.term_years": 5,
        "proc.comparable_reserved_3y": True,
    }

    def awards(**more):
        (statute, *_) = check_definitions(load_law().at(DAY), {**SPIN_OUT, **award, **more})
        return statute.word.value, [item.truth for item in statute.awards]

    assert awards() == ("yes", [False, True])
    assert awards(**{"proc.comparable_reserved_3y": False}) == ("yes", [True, True])
    assert awards(**{"proc.term_years": 6}) == ("yes", [False, False])


def test_the_proposal_of_2019_gives_warnings_and_no_finding():
    def flags(**answers):
        found = check_definitions(load_law().at(DAY), {**SPIN_OUT, **answers})[-1]
        return [rule.id for rule in found.flags]

    assert flags() == []
    assert flags(**{"organisation.left_public_sector": False}) == ["MUT-06"]
    assert flags(**{"organisation.social_mission": False}) == ["MUT-08"]
