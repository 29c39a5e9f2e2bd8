"""A list of owners in a file: what is read, what is refused and how the refusal helps."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.rules import load_law
from mutualise.structures.owners import Owner, check_for_every_contract
from mutualise.structures.owners_file import (
    LARGEST,
    OwnersFileError,
    example_csv,
    findings_as_csv,
    owner_id,
    owners_as_csv,
    read_owners,
    template_csv,
)

FACTS = load_law().facts


def refused(text):
    with pytest.raises(OwnersFileError) as error:
        read_owners(text, FACTS)
    return error.value.problems


def test_a_row_becomes_answers_about_an_owner():
    (nurse,) = read_owners(
        "Owner,Kind,Employer,Job is for NHS services,Holds it for,Barred\n"
        "Nurse 12,nurse,GMS practice,yes,themselves,no\n",
        FACTS,
    )

    assert nurse == Owner(
        "nurse-12",
        "Nurse 12",
        {
            "person.individual": True,
            "person.is_doctor": False,
            "person.is_gp": False,
            "person.is_dentist": False,
            "person.hcp_registered": True,
            "person.employer": "gms_contractor",
            "person.employed_in_connection_with_services": True,
            "person.owns_outright": True,
            "person.disqualified": False,
        },
    )


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_may_come_in_any_order_and_with_any_usual_separator(between):
    text = f"KIND{between}owner\nGP{between}GP 1\n"

    assert [item.title for item in read_owners(text, FACTS)] == ["GP 1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_saved_by_a_spreadsheet_is_read_whatever_its_encoding(encoding):
    text = "Owner,Kind\r\nInfirmière 1,nurse\r\n\r\n"

    assert read_owners(text.encode(encoding), FACTS)[0].title == "Infirmière 1"


def test_an_empty_cell_is_not_known_and_never_a_no():
    (found,) = read_owners("Owner,Kind,Barred,Employer\nGP 1,GP,,?\n", FACTS)

    assert "person.disqualified" not in found.answers
    assert "person.employer" not in found.answers


def test_every_fault_is_named_by_row_and_column_with_what_to_do():
    problems = refused("Owner,Kind,Employer,Barred\nNurse 1,nurs,GMS pratice,perhaps\n,GP,,\n")

    assert problems[0].startswith("Row 2, Kind: 'nurs' is not a kind of owner. Write one of: GP,")
    assert problems[0].endswith("Did you mean nurse?")
    assert problems[1].startswith("Row 2, Employer: 'GMS pratice' is not one of: NHS trust,")
    assert "Did you mean gms practice?" in problems[1]
    assert problems[1].endswith("Leave the cell empty if you do not know")
    assert problems[2].startswith("Row 2, Barred: 'perhaps' is not one of: yes, no.")
    assert problems[3].startswith("Row 3, Owner: the owner has no label.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty"),
        ("Owner,Kind\n", "The file has a header and no owners"),
        ("Owner,Kind,Shoe size\nGP 1,GP,9\n", "Row 1: 'Shoe size' is not a column here"),
        ("Owner,Kind,Kind\nGP 1,GP,GP\n", "Row 1: the column 'Kind' is there twice"),
        ("Kind\nGP\n", "Row 1: the column 'Owner' is missing"),
        ("Owner,Kind\nGP 1,GP\nGP 1,GP\n", "Row 3, Owner: 'GP 1' is there already"),
        ("Owner,Kind\nGP 1\n", "Row 2, Kind: the kind is missing"),
        ("Owner,Kind\nGP 1,GP,x,y\n", "Row 2: there are more cells than columns"),
        ("Owner,Kind\n=HYPERLINK(1),GP\n", "Row 2, Owner: a label begins with a letter"),
        ("Owner,Kind\n" + "x" * 61 + ",GP\n", "Row 2, Owner: a label has at most 60 characters"),
        (b"PK\x03\x04", "This is a spreadsheet. Save it as"),
        ("x" * (LARGEST + 1), "This file is 512 KB. A list is at most 512 KB"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text, sentence):
    assert refused(text)[0].startswith(sentence)


def test_no_file_makes_more_than_a_page_of_problems():
    problems = refused("Owner,Kind\n" + "x,y\n" * 500)

    assert len(problems) == 51
    assert problems[-1].startswith("There may be more problems")


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_at_all_is_read_or_refused_in_sentences(data):
    found: tuple = ()
    problems: tuple = ()
    try:
        found = read_owners(data, FACTS)
    except OwnersFileError as error:
        problems = error.problems

    assert found or problems
    assert all(problems)


def test_the_example_reads_and_what_is_written_reads_back_the_same():
    owners = read_owners(example_csv(), FACTS)

    assert len(owners) == 5
    assert read_owners(owners_as_csv(owners, FACTS), FACTS) == owners


def test_the_template_has_every_column_and_no_owner():
    assert refused(template_csv()) == (
        "The file has a header and no owners. Write one owner on each row",
    )


def test_two_labels_that_look_alike_get_ids_of_their_own():
    assert owner_id("Nurse 1", []) == "nurse-1"
    assert owner_id("nurse #1", ["nurse-1"]) == "nurse-1-2"
    assert owner_id("—", []) == "owner"


def test_our_practice_is_not_taken_for_a_practice_with_a_certain_contract():
    problems = refused("Owner,Kind,Employer\nReceptionist 1,receptionist,our practice\n")

    assert "'our practice' is not one of" in problems[0]
    assert "Did you mean" not in problems[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_unicode_text_from_a_spreadsheet_is_read(encoding):
    data = "Owner\tKind\nGP 1\tGP\nNurse é\tnurse\n".encode(encoding)

    assert [owner.title for owner in read_owners(data, FACTS)] == ["GP 1", "Nurse é"]


@pytest.mark.parametrize("data", [b"\xff\xfeO", b"Owner\0,Kind\n"])
def test_what_is_no_text_is_refused_in_one_clear_sentence(data):
    with pytest.raises(OwnersFileError, match="Save the list as “CSV UTF-8") as refused_for:
        read_owners(data, FACTS)
    assert len(refused_for.value.problems) == 1


def test_a_label_from_elsewhere_is_never_taken_for_a_formula():
    owners = [Owner("o1", "=HYPERLINK(A1)", {"person.individual": True})]
    answers = check_for_every_contract(load_law().at(dt.date(2026, 11, 24)), owners, "cls")

    assert "'=HYPERLINK(A1)" in owners_as_csv(owners, FACTS)
    assert "'=HYPERLINK(A1)" in findings_as_csv(answers)
