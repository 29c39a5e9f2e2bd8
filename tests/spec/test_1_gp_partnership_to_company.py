"""A GP partnership asks who may own the company that would hold its GMS contract."""

from tests.spec.asking import ask, changes, finding, reasons

OWNERS_PASS = """
    holder.any_disqualified: no
    shares.gp_share: yes
    shares.others_nhs_family: yes
    shares.other_doctors_ok: yes
"""


def test_one_share_for_each_member_of_staff_passes_and_needs_the_icb():
    # NHS Act 2006 s.86(3): receptionists, managers and cleaners of a practice are NHS family.
    company = (
        f"contract.type: gms\nentity.form: cic_cls\nteam.present_form: partnership\n{OWNERS_PASS}"
    )

    assert finding(company) == "yes_if_agreed"
    assert "a GP personally owns at least one share" in reasons(company)


def test_once_the_icb_has_agreed_it_is_a_yes():
    assert (
        finding(
            f"""contract.type: gms
            entity.form: cic_cls
            team.present_form: partnership
            change.commissioner_agrees_novation: yes
            {OWNERS_PASS}"""
        )
        == "yes"
    )


def test_without_a_gp_owner_it_fails_and_says_what_to_change():
    # s.86(3)(a): at least one share must be owned by a GP.
    no_gp = f"contract.type: gms\nentity.form: cls\n{OWNERS_PASS}".replace(
        "gp_share: yes", "gp_share: no"
    )

    assert finding(no_gp) == "no"
    assert changes(no_gp) == [["change: a GP personally owns at least one share"]]


def test_a_guarantee_company_can_never_hold_it_whatever_else_changes():
    # s.86(1): a company must be limited by shares.
    guarantee = "contract.type: gms\nentity.form: cic_clg"

    assert finding(guarantee) == "no"
    assert changes(guarantee) == []
    assert ask(guarantee).holding.remedies.another_form_might


def test_an_llp_is_not_a_partnership_of_individuals():
    assert finding("contract.type: gms\nentity.form: llp") == "no"
    assert finding("contract.type: pms\nentity.form: llp") == "no"


def test_shares_on_trust_fail_on_the_text_though_it_has_been_done():
    # s.86(3): "both legally and beneficially owned". One commissioner agreed in 2022.
    trust = """contract.type: gms
        entity.form: cls
        shares.held_on_trust: yes
        eot.controlling_interest: yes
        holder.any_disqualified: no"""

    assert finding(trust) == "precedent"
    assert any(question.rule.id == "GMS-10" for question in ask(trust).questions)


def test_what_nobody_has_said_yet_is_asked_and_never_assumed():
    half = "contract.type: gms\nentity.form: cls\nshares.gp_share: yes"

    assert finding(half) == "not_known"
    assert all(step.startswith("confirm: ") for step in changes(half)[0])
