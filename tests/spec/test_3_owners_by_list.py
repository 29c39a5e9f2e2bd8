"""A list of owners answers the questions about shares, one person at a time."""

import pytest

from mutualise.rules import Assessment, Items, load_law
from tests.spec.asking import DAY

GP = {
    "person.individual": True,
    "person.owns_outright": True,
    "person.is_doctor": True,
    "person.is_gp": True,
    "person.disqualified": False,
}
RECEPTIONIST = {
    "person.individual": True,
    "person.owns_outright": True,
    "person.is_doctor": False,
    "person.is_gp": False,
    "person.disqualified": False,
    "person.employer": "gms_contractor",
    "person.employed_in_connection_with_services": True,
}
NETWORK_COORDINATOR = {
    **RECEPTIONIST,
    "person.employer": "pcn_company",
    "person.hcp_registered": False,
    "person.provides_under_contract": False,
}
PATIENT = {
    **NETWORK_COORDINATOR,
    "person.employer": "none",
    "person.employed_in_connection_with_services": False,
}
COMPANY = {"entity.form": "cic_cls", "contract.type": "gms", "holder.any_disqualified": False}


def holds_gms(*owners, complete=True):
    edition = load_law().at(DAY)
    return Assessment(edition, COMPANY, {"owners": Items(owners, complete)}).truth("gms.eligible")


def test_a_gp_and_a_receptionist_may_own_the_company():
    # NHS Act 2006 s.86(3)(b) and s.93(3): an employee of a GMS contractor.
    assert holds_gms(GP, RECEPTIONIST) is True


@pytest.mark.parametrize("outsider", [NETWORK_COORDINATOR, PATIENT])
def test_one_owner_outside_the_nhs_family_is_enough_to_fail(outsider):
    assert holds_gms(GP, RECEPTIONIST, outsider) is False


def test_without_a_gp_the_list_fails():
    assert holds_gms(RECEPTIONIST) is False


def test_an_owner_nobody_has_described_leaves_it_open():
    assert holds_gms(GP, RECEPTIONIST, {"person.individual": True}) is None


def test_a_list_that_may_not_be_complete_leaves_it_open():
    assert holds_gms(GP, RECEPTIONIST, complete=False) is None


def test_a_nominee_in_the_list_fails_it():
    assert holds_gms(GP, {**RECEPTIONIST, "person.owns_outright": False}) is False
