"""Owners for tests, in the words of the owners page."""

from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owners import Owner


def owner(title, kind, **about):
    """An owner of a kind; `about` are facts without "person."."""
    answers = dict(load_owner_content().kinds[kind].sets)
    answers |= {f"person.{name}": value for name, value in about.items()}
    return Owner(title.lower().replace(" ", "-"), title, answers)


OWN = {"owns_outright": True, "disqualified": False}
GP = owner("GP 1", "gp", **OWN)
NURSE = owner("Nurse 12", "health_professional", hcp_engaged_nhs=True, **OWN)
RECEPTIONIST = owner(
    "Receptionist 3",
    "other_person",
    employer="gms_contractor",
    employed_in_connection_with_services=True,
    **OWN,
)
COORDINATOR = owner(
    "Care coordinator 5",
    "other_person",
    employer="pcn_company",
    employed_in_connection_with_services=True,
    provides_under_contract=False,
    **OWN,
)
CONSULTANT = owner("Consultant 2", "other_doctor", employer="private_company", **OWN)
DENTIST = owner("Dentist 1", "dentist", **OWN)
INVESTOR = owner(
    "Investor 1", "other_person", employer="none", provides_under_contract=False, **OWN
)
TRUST = owner("Hospital trust", "nhs_trust", **OWN)
STAFF_TRUST = owner("Staff trust", "employee_trust")
FAMILY_TRUST = owner("Family trust", "organisation", owns_outright=False)
CHARITY = owner("Charity A", "organisation", **OWN)
