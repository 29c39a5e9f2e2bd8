"""The owners pages: one at a time, from a file, and what the finder then knows."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualise.casefile import read_case
from mutualise.rules import load_law
from mutualise.structures.owners_file import example_csv
from tests.web.owners.conftest import words

COORDINATOR = {
    "employer": "pcn_company",
    "employed_in_connection_with_services": "yes",
    "provides_under_contract": "no",
}


def case_of(client):
    return read_case(client.get(reverse("structures:download")).content, load_law().facts)


def test_a_gp_is_asked_two_things_and_a_nurse_three(lister):
    assert lister.add("GP 1", "gp") == []
    assert lister.add("Nurse 12", "health_professional", hcp_engaged_nhs="yes") == [
        "hcp_engaged_nhs"
    ]


def test_the_one_who_breaks_the_list_is_named_with_the_reason(lister):
    lister.add("GP 1", "gp")
    lister.add("Care coordinator 5", "other_person", **COORDINATOR)
    page = lister.see()

    assert "GMS and PMS: who breaks it Care coordinator 5 breaks the list." in page
    assert "A GP owns at least one share, in their own name and for themselves: yes" in page

    opened = lister.see("owner", owner="care-coordinator-5")
    assert "May Care coordinator 5 own a share?" in opened
    assert "This person is employed by a company owned by practices in a network." in opened
    assert "This owner must pass the share to somebody who qualifies." in opened
    assert "GMS-12" in opened


def test_a_list_of_people_who_qualify_passes_once_everyone_is_there_and_has_declared(lister):
    lister.add("GP 1", "gp")
    lister.add("Nurse 12", "health_professional", hcp_engaged_nhs="yes")

    assert "The list does not have everyone yet." in lister.see()
    lister.about(declared="no")
    assert "The list passes, if nobody is barred" in lister.see()
    lister.about(declared="yes")
    page = lister.see()
    assert "General Medical Services (GMS) contract The list passes No owner in the list" in page
    assert "who breaks it" not in page


def test_the_finder_uses_the_list_and_does_not_ask_again(lister):
    for fact, value in (
        ("team.kind", "gp_partnership"),
        ("contract.type", "gms"),
        ("team.present_form", "partnership"),
        ("entity.form", "cic_cls"),
    ):
        lister.client.post(reverse("structures:question", kwargs={"fact": fact}), {"answer": value})
    lister.add("GP 1", "gp")
    lister.add("Patient 1", "other_person", employer="none", provides_under_contract="no")
    lister.about(form="cic_cls")
    result = words(lister.client.get(reverse("structures:result")))

    assert "A community interest company (CIC) limited by shares, as you describe it, cannot" in (
        result
    )
    assert "follows from other answers" in result or "the list of owners shows" in result
    held = case_of(lister.client).collections["owners"]
    assert [item.title for item in held.items] == ["GP 1", "Patient 1"]
    assert held.complete


def test_an_answer_that_the_list_contradicts_is_reported(lister):
    question = reverse("structures:question", kwargs={"fact": "shares.gp_share"})
    lister.client.post(question, {"answer": "yes"})
    lister.add("Nurse 12", "health_professional", hcp_engaged_nhs="yes")
    lister.about(form="cls")

    assert "Check this" in words(lister.client.get(reverse("structures:result")))


def test_partners_are_not_asked_about_shares(lister):
    lister.about(form="limited_partnership", complete="no", declared="no")
    form = words(lister.client.get(reverse("owners:add")))

    assert "What do you call this partner?" in form
    assert "hold the share" not in form
    response = lister.client.post(reverse("owners:add"), {"label": "GP 1", "kind": "gp"})
    assert "person.limited_partner" in response["Location"]


def test_votes_are_an_answer_of_the_case_and_can_be_taken_back(lister):
    lister.about(votes="yes")
    assert case_of(lister.client).options["plan"].answers["shares.equal_votes"].value is True
    lister.about(votes="not_known")
    assert "shares.equal_votes" not in case_of(lister.client).options["plan"].answers


def test_a_change_of_kind_leaves_nothing_of_the_earlier_one_behind(lister):
    lister.add("X", "gp")
    change = reverse("owners:change", kwargs={"owner": "x"})
    lister.client.post(
        change, {"label": "Nurse 1", "kind": "health_professional", "outright": "no"}
    )
    (item,) = case_of(lister.client).collections["owners"].items

    assert (item.id, item.title) == ("x", "Nurse 1")
    assert item.answers["person.is_gp"].value is False
    assert item.answers["person.hcp_registered"].value is True
    assert item.answers["person.owns_outright"].value is False


def test_an_answer_about_an_owner_can_be_changed_and_an_owner_removed(lister):
    lister.add("Care coordinator 5", "other_person", **COORDINATOR)
    question = reverse(
        "owners:question", kwargs={"owner": "care-coordinator-5", "fact": "person.employer"}
    )
    # Only with an employer that counts does it matter what the job is for.
    response = lister.client.post(question + "?change=1", {"answer": "gms_contractor"})
    assert response["Location"].endswith("person.employed_in_connection_with_services/")
    lister.client.post(response["Location"], {"answer": "yes"})
    lister.about()
    assert "General Medical Services (GMS) contract Yes Why" in lister.see(
        "owner", owner="care-coordinator-5"
    )

    lister.client.post(reverse("owners:remove", kwargs={"owner": "care-coordinator-5"}))
    assert "Add the first owner" in lister.see()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"label": "", "kind": "gp", "outright": "yes"}, "Write a label, such as Nurse 12"),
        ({"label": "=1+1", "kind": "gp", "outright": "yes"}, "A label begins with a letter"),
        ({"label": "GP 1", "kind": "gp", "outright": "yes"}, "“GP 1” is in the list already"),
        ({"label": "GP 2", "kind": "wizard", "outright": "yes"}, "Choose one of the answers"),
        ({"label": "GP 2", "kind": "gp"}, "Say for whom this owner holds the share"),
    ],
)
def test_a_faulty_first_page_says_what_to_do(lister, data, says):
    lister.add("GP 1", "gp")

    assert says in words(lister.client.post(reverse("owners:add"), data))
    assert len(case_of(lister.client).collections["owners"].items) == 1


def test_a_list_from_a_file_takes_the_place_of_the_one_there_was(lister):
    lister.add("GP 9", "gp")
    assert "takes the place of the 1 owner in your list" in lister.see("upload")

    assert lister.upload(example_csv())["Location"] == reverse("owners:index")

    page = lister.see()
    assert "2 owners break the list:" in page
    assert "GP 9" not in page


def test_a_faulty_file_is_named_row_by_row_and_the_list_here_is_kept(lister):
    lister.add("GP 9", "gp")
    page = words(lister.upload("Owner,Kind\nGP 1,wizard\n"))

    assert (
        "This file cannot be used: it has 1 problem, listed below. Your list here is kept" in page
    )
    assert "Row 2, Kind: 'wizard' is not a kind of owner." in page
    assert "GP 9" in lister.see()


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04"])
def test_what_is_no_list_is_refused_and_nothing_is_lost(lister, data):
    lister.add("GP 9", "gp")

    assert "There is a problem" in words(lister.upload(data))
    assert "GP 9" in lister.see()


def test_a_list_downloads_and_uploads_to_the_same(lister):
    lister.upload(example_csv())
    before = case_of(lister.client).collections["owners"]
    saved = lister.client.get(reverse("owners:download"))

    assert saved["Content-Type"].startswith("text/csv")
    lister.client.post(reverse("owners:clear"))
    assert case_of(lister.client).collections == {}
    lister.upload(saved.content)
    assert case_of(lister.client).collections["owners"] == before


def test_template_and_example_are_files_for_a_spreadsheet(client):
    for name in ("template", "example"):
        response = client.get(reverse(f"owners:{name}"))
        assert f'filename="owners-{name}.csv"' in response["Content-Disposition"]
        assert response.content.startswith("\ufeffOwner,Kind,".encode())


def test_an_owner_who_is_gone_leads_to_the_list(lister):
    for name, more in (("owner", {}), ("change", {}), ("question", {"fact": "person.employer"})):
        address = reverse(f"owners:{name}", kwargs={"owner": "nobody", **more})
        assert lister.client.get(address)["Location"] == reverse("owners:index")


@pytest.mark.parametrize("fact", ["entity.form", "person.nothing"])
def test_only_questions_about_owners_are_asked_here(lister, fact):
    lister.add("GP 1", "gp")
    address = reverse("owners:question", kwargs={"owner": "gp-1", "fact": fact})

    assert lister.client.get(address).status_code == 404


def test_a_label_is_never_read_as_part_of_the_page(lister):
    lister.add("Nurse <script>alert(1)</script>", "health_professional", hcp_engaged_nhs="yes")

    assert b"<script>alert" not in lister.client.get(reverse("owners:index")).content


def test_a_question_that_a_list_would_answer_says_so(client, db):
    question = reverse("structures:question", kwargs={"fact": "shares.others_nhs_family"})
    other = reverse("structures:question", kwargs={"fact": "entity.form"})

    assert "Check your owners one by one" in words(client.get(question))
    assert "Check your owners one by one" not in words(client.get(other))


def test_the_findings_on_everyone_are_a_file_for_a_spreadsheet(lister):
    lister.upload(example_csv())
    response = lister.client.get(reverse("owners:findings"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert len(rows) == 5 * 4
    (coordinator,) = (
        row for row in rows if (row["Owner"], row["Contract"]) == ("Care coordinator 5", "GMS")
    )
    assert coordinator["Finding"] == "No"
    assert "employed by a company owned by practices in a network" in coordinator["Why"]
    assert coordinator["Rule"] == "OWN-02"


def test_of_a_long_list_those_who_break_it_come_first(lister):
    people = [f"GP {number},GP,themselves,no" for number in range(300)]
    people.insert(250, "Charity A,organisation,themselves,no")
    lister.upload("\n".join(["Owner,Kind,Holds it for,Barred", *people]))
    page = lister.see()

    assert "Here are 200 of 301, those who break it first." in page
    assert page.index("Charity A", page.index("Each owner")) < page.index("GP 0 ")
    assert "GP 299" not in page


def test_an_answer_about_an_owner_that_cannot_stand_is_pointed_out(lister):
    # Only a registered health professional can be engaged in NHS services as one.
    lister.upload(
        "Owner,Kind,Employer,Works in NHS services\nReceptionist 1,receptionist,council,yes\n"
    )

    assert "You said that this person is a health professional engaged in NHS services." in (
        lister.see("owner", owner="receptionist-1")
    )


def test_the_answers_page_leads_to_the_list(lister):
    lister.add("GP 1", "gp")

    assert "There is 1 owner in your list." in words(
        lister.client.get(reverse("structures:answers"))
    )


@pytest.mark.parametrize("form", ["eot_company", "hybrid_trust_company"])
@pytest.mark.parametrize("contract", ["gms", "pms"])
def test_a_list_of_gps_does_not_turn_a_trust_owned_company_into_a_yes(lister, form, contract):
    fresh = words(lister.client.get(reverse("structures:cell", args=[form, contract])))
    for number in range(1, 5):
        lister.add(f"GP {number}", "gp")
    lister.about(form="cls")
    listed = words(lister.client.get(reverse("structures:cell", args=[form, contract])))

    for page in (fresh, listed):
        assert "The text says no, but it has been done" in page
        assert "The law as we have recorded it allows this" not in page


PATIENT = {"employer": "none", "provides_under_contract": "no"}
STAFF = {
    "employer": "gms_contractor",
    "employed_in_connection_with_services": "yes",
    "provides_under_contract": "no",
}


def plan(lister, **more):
    said = {
        "team.kind": "gp_partnership",
        "contract.type": "gms",
        "team.present_form": "partnership",
        "entity.form": "cls",
        **more,
    }
    for fact, value in said.items():
        lister.client.post(reverse("structures:question", kwargs={"fact": fact}), {"answer": value})


def four_gps_and(lister, *others):
    for number in range(1, 5):
        lister.add(f"GP {number}", "gp")
    lister.add("Nurse 1", "health_professional", hcp_engaged_nhs="yes")
    lister.add("Receptionist 1", "other_person", **STAFF)
    for label in others:
        lister.add(label, "other_person", **PATIENT)
    lister.about(form="cls")


@pytest.mark.parametrize("address", ["result", "note", "cell"])
def test_the_finder_says_whom_to_take_off_the_list(lister, address):
    plan(lister)
    four_gps_and(lister, "Patient 1")
    args = ["cls", "gms"] if address == "cell" else None
    page = words(lister.client.get(reverse(f"structures:{address}", args=args)))

    assert "Patient 1 breaks it. This owner has to pass the share to somebody who" in page
    assert "Or take them off your list" in page
    assert "Nobody involved is barred from holding an NHS contract" in page
    assert "change you can make" not in page
    assert "change we can make" not in page
    assert "single-handed GP" not in page


def test_once_the_owner_is_off_the_list_the_finder_is_content(lister):
    plan(lister, **{"holder.any_disqualified": "no"})
    four_gps_and(lister, "Patient 1", "Patient 2")
    result = words(lister.client.get(reverse("structures:result")))
    assert "These break it: Patient 1 and Patient 2 . Each owner among them" in result
    assert "Then nothing that you told us stands in the way." in result

    for owner in ("patient-1", "patient-2"):
        lister.client.post(reverse("owners:remove", kwargs={"owner": owner}))
    result = words(lister.client.get(reverse("structures:result")))
    assert "can hold a General Medical Services (GMS) contract" in result
    assert "break" not in result


def test_a_list_without_a_gp_is_told_what_it_lacks(lister):
    plan(lister)
    lister.add("Nurse 1", "health_professional", hcp_engaged_nhs="yes")
    lister.add("Patient 1", "other_person", **PATIENT)
    lister.about(form="cls")
    result = words(lister.client.get(reverse("structures:result")))

    assert "Patient 1 breaks it." in result
    assert "Without them the list does not have what the law needs: A GP owns at least" in result
    assert "change you can make" not in result


def test_a_form_that_can_never_hold_the_contract_is_not_blamed_on_an_owner(lister):
    plan(lister, **{"entity.form": "clg"})
    four_gps_and(lister, "Patient 1")
    result = words(lister.client.get(reverse("structures:result")))

    assert "Patient 1 breaks it" not in result
    assert "There is no change you can make, while you keep this legal form" in result


def test_only_a_trust_for_all_employees_has_a_precedent(lister):
    plan(lister)
    lister.add("GP 1", "gp")
    lister.add("Family trust", "organisation", outright="no")
    lister.about(form="cls")
    assert "No, but it has been done" not in lister.see()
    assert "but it has been done" not in words(
        lister.client.get(reverse("structures:cell", args=["cls", "gms"]))
    )

    lister.client.post(reverse("owners:remove", kwargs={"owner": "family-trust"}))
    lister.add("Staff trust", "employee_trust", outright="no")
    assert "No, but it has been done" in lister.see()
    assert "but it has been done" in words(
        lister.client.get(reverse("structures:cell", args=["cls", "gms"]))
    )


@pytest.mark.parametrize(
    ("kind", "form"), [("organisation", "partnership"), ("employee_trust", "partnership")]
)
def test_no_trust_gives_a_partnership_a_precedent(lister, kind, form):
    plan(lister, **{"entity.form": form})
    lister.add("GP 1", "gp")
    lister.add("GP 2", "gp")
    lister.add("A trust", kind, outright="no")
    lister.about(form=form)
    for page in ("result", "note"):
        said = words(lister.client.get(reverse(f"structures:{page}")))
        assert "as you describe it, cannot hold a General Medical Services" in said
        assert "hold a General Medical Services (GMS) contract, but it has been done" not in said


def test_an_employee_as_a_partner_in_the_practice_is_arguable_with_the_reason(lister):
    plan(lister, **{"entity.form": "partnership"})
    lister.add("GP 1", "gp")
    lister.add("GP 2", "gp")
    lister.about(form="partnership")
    lister.add("Receptionist 1", "other_person", **STAFF)
    lister.add("Nurse 1", "health_professional", hcp_engaged_nhs="yes")
    lister.about(form="partnership")

    assert "Arguable whether the list passes" in lister.see()
    opened = lister.see("owner", owner="receptionist-1")
    assert "Arguable" in opened
    assert "A partner is in general not an employee of their own partnership." in opened
    assert "Arguable" not in lister.see("owner", owner="nurse-1")
    # As a shareholder the receptionist stays employed by the company, so nothing is in doubt.
    lister.about(form="cls")
    assert "Arguable" not in lister.see()


def added(lister, **data):
    response = lister.client.post(reverse("owners:add"), {"outright": "yes", **data})
    return None if response.status_code == 302 else words(response)


def test_a_name_is_questioned_and_can_be_kept(lister):
    page = added(lister, label="Dr Amara Okoye", kind="gp")
    assert "looks like a person's name or e-mail address" in page
    assert added(lister, label="Dr Amara Okoye", kind="gp", no_name="on") is None


def test_a_retired_gp_is_asked_about_the_register(lister):
    page = added(lister, label="Retired GP", kind="gp")
    assert "only while still on the GP Register" in page
    assert added(lister, label="Retired GP", kind="gp", on_register="on") is None
    assert "This stands only while this GP stays on the GP Register." in lister.see(
        "owner", owner="retired-gp"
    )
    assert added(lister, label="Retired doctor", kind="other_doctor") is None


def test_names_in_a_file_are_questioned_and_the_list_is_kept_until_then(lister):
    lister.add("GP 1", "gp")
    data = "Owner,Kind\nDr Amara Okoye,GP\nRetired GP,GP\n"
    page = words(lister.upload(data))
    assert "Look at the labels named below" in page
    assert "“Dr Amara Okoye”: this looks like" in page
    assert "“Retired GP”: a retired doctor" in page
    assert "GP 1" in lister.see()

    file = SimpleUploadedFile("owners.csv", data.encode())
    answers = {"owners": file, "complete": "yes", "sure": "on"}
    assert lister.client.post(reverse("owners:upload"), answers).status_code == 302
    assert "Dr Amara Okoye" in lister.see()


def test_declarations_of_owners_are_not_those_of_directors(lister):
    plan(lister)
    lister.add("GP 1", "gp")
    lister.add("GP 2", "gp")
    assert "The directors and the secretary of a company" in lister.see("about")
    lister.about(form="cls")
    result = words(lister.client.get(reverse("structures:result")))
    assert "Nobody involved is barred" in result
    assert "have declared that they are not barred. The directors, the secretary and" in result


def test_declarations_of_all_partners_carry_over_to_the_finder(lister):
    plan(lister, **{"entity.form": "partnership"})
    lister.add("GP 1", "gp")
    lister.add("GP 2", "gp")
    lister.about(form="partnership")
    result = words(lister.client.get(reverse("structures:result")))
    assert "ordinary partnership can hold a General Medical Services (GMS) contract" in result
    assert "if you can confirm" not in result
    assert "every partner in the list has declared that they are not barred" in result


def test_those_who_break_pms_alone_are_named_too(lister):
    lister.add("GP 1", "gp")
    lister.add("Hospital trust", "nhs_trust")
    lister.add("Nurse 2", "health_professional", hcp_engaged_nhs="no", **PATIENT)
    page = lister.see()
    assert "GMS: who breaks it 2 owners break the list: Hospital trust Nurse 2" in page

    lister.add("Patient 1", "other_person", **PATIENT)
    page = lister.see()
    assert "GMS: who breaks it 3 owners break the list:" in page
    assert "PMS: who breaks it Patient 1 breaks the list." in page
    plan(lister)
    assert "PMS: who breaks it" not in lister.see()


def test_dental_contracts_are_shown_to_those_who_ask_or_hold_one(lister):
    lister.add("GP 1", "gp")
    lister.about(form="cls")
    for name, kwargs in (("index", None), ("owner", {"owner": "gp-1"})):
        address = reverse(f"owners:{name}", kwargs=kwargs)
        page = words(lister.client.get(address))
        assert "General Dental Services" not in page
        assert "Check the NHS dental contracts (GDS and PDS) too" in page
        asked = words(lister.client.get(address, {"dental": "yes"}))
        assert "General Dental Services" in asked

    # Anyone may own a dental company: that a list of GPs "passes" would say nothing.
    assert "Not tested by its owners alone" in words(
        lister.client.get(reverse("owners:index"), {"dental": "yes"})
    )
    plan(lister, **{"contract.type": "gds"})
    assert "General Dental Services" in lister.see()


def test_removing_an_owner_is_asked_first(lister):
    lister.add("GP 1", "gp")
    asked = lister.see("remove", owner="gp-1")
    assert "Remove GP 1 from the list" in asked
    assert "GP 1" in lister.see()
    lister.client.post(reverse("owners:remove", kwargs={"owner": "gp-1"}))
    assert "Add the first owner" in lister.see()
    assert lister.client.get(reverse("owners:remove", kwargs={"owner": "gp-1"})).status_code == 302
