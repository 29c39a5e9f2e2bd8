"""PMS, APMS, the NHS Standard Contract, council care and the planned neighbourhood contracts."""

import pytest

from tests.spec.asking import ask, finding


def test_pms_needs_no_gp_owner_and_lets_an_nhs_trust_own_shares():
    # NHS Act 2006 s.93(1)(a) and (3).
    company = """entity.form: cls
        holder.any_disqualified: no
        shares.all_s93: yes
        shares.nhs_trust_owner: yes
        shares.gp_share: no"""

    assert finding(f"contract.type: pms\n{company}") == "yes"
    assert finding(f"contract.type: gms\n{company}") == "no"


@pytest.mark.parametrize("form", ["clg", "cic_clg", "cbs", "coop_society", "cio", "llp"])
def test_apms_may_be_held_by_any_legal_person(form):
    # s.83(2): "with any person".
    assert (
        finding(f"contract.type: apms\nentity.form: {form}\nholder.any_disqualified: no") == "yes"
    )


@pytest.mark.parametrize("form", ["unincorporated_association", "trust"])
def test_a_body_that_is_not_a_person_is_arguable_because_people_sign_for_it(form):
    for contract in ("apms", "nhs_standard", "la_adult_social_care"):
        facts = f"contract.type: {contract}\nentity.form: {form}\nholder.any_disqualified: no"
        assert finding(facts) == "arguable", contract


@pytest.mark.parametrize("contract", ["single_neighbourhood", "multi_neighbourhood"])
def test_the_neighbourhood_contracts_are_not_settled_and_the_answer_says_so(contract):
    facts = f"contract.type: {contract}\nentity.form: cic_cls\nholder.any_disqualified: no"

    assert finding(facts) == "not_known"
    assert ask(facts).holding.remedies.waiting_for


def test_a_council_may_reserve_a_care_contract_for_mutuals_but_an_icb_may_not():
    # Procurement Act 2023 s.33; the Act does not reach health care bought under SI 2023/1348.
    care = """proc.light_touch: yes
        proc.reservable: yes
        proc.term_years: 5
        proc.value: 700000
        proc.competitive_flexible: yes"""

    def reserved(buyer, health):
        facts = f"proc.authority: {buyer}\nproc.health_service_in_scope: {health}\n{care}"
        return ask(facts).assessment.finding("pa.can_reserve_for_mutuals").finding.value

    assert reserved("local_authority", "no") == "yes"
    assert reserved("icb", "yes") == "no"


@pytest.mark.parametrize(("years", "found"), [(5, "yes"), (6, "no")])
def test_a_reserved_contract_lasts_five_years_at_most(years, found):
    facts = f"""proc.authority: local_authority
        proc.health_service_in_scope: no
        proc.light_touch: yes
        proc.reservable: yes
        proc.value: 700000
        proc.competitive_flexible: yes
        proc.term_years: {years}"""

    result = ask(facts).assessment.finding("pa.can_reserve_for_mutuals")
    assert result.finding.value == found


def test_below_the_threshold_there_is_nothing_to_reserve():
    facts = """proc.authority: local_authority
        proc.health_service_in_scope: no
        proc.light_touch: yes
        proc.reservable: yes
        proc.competitive_flexible: yes
        proc.term_years: 5"""

    unsaid = ask(facts).assessment.finding("pa.can_reserve_for_mutuals")
    below = ask(f"{facts}\nproc.value: 663539").assessment.finding("pa.can_reserve_for_mutuals")
    at = ask(f"{facts}\nproc.value: 663540").assessment.finding("pa.can_reserve_for_mutuals")

    assert (unsaid.finding.value, unsaid.provisos) == ("yes", ("PA-04",))
    assert (below.finding.value, at.finding.value) == ("no", "yes")
    assert at.provisos == ()
