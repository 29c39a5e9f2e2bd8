"""Legal forms by contracts: the table of who can hold what, against the statutes."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules import Assessment, load_law, smallest_changes
from mutualise.structures import build_matrix, load_contracts, load_forms, matrix_columns
from mutualise.structures.matrix import form_alone

EDITION = load_law().at(dt.date(2026, 11, 24))
ALWAYS, NEVER, DEPENDS = True, False, None

# One row a form: GMS, PMS, APMS, NHS Standard, GDS, adult social care; on the form alone.
# NHS Act 2006 ss.83(2), 86, 93, 102; a body that is not a legal person holds nothing itself.
ON_THE_FORM_ALONE = {
    "single_gp": "C C C Y C Y",
    "partnership": "C C C Y C Y",
    "limited_partnership": "C C C Y C Y",
    "llp": "N N C Y C Y",
    "cls": "C C C Y C Y",
    "clg": "N N C Y C Y",
    "cic_cls": "C C C Y C Y",
    "cic_clg": "N N C Y C Y",
    "cbs": "N N C Y C Y",
    "coop_society": "N N C Y C Y",
    "cio": "N N C Y C Y",
    "charitable_company_clg": "N N C Y C Y",
    "unincorporated_association": "N N N N N N",
    "contractual_alliance": "N N N N N N",
    "nhs_trust": "N Y C Y . .",
}
COLUMNS = ("gms", "pms", "apms", "nhs_standard", "gds", "la_adult_social_care")
WORD = {"Y": ALWAYS, "N": NEVER, "C": DEPENDS}


@pytest.mark.parametrize(
    ("form", "column", "wanted"),
    [
        (form, column, WORD[letter])
        for form, letters in ON_THE_FORM_ALONE.items()
        for column, letter in zip(COLUMNS, letters.split(), strict=True)
        if letter in WORD
    ],
)
def test_what_the_form_decides_by_itself(form, column, wanted):
    named = {item.id: item for item in matrix_columns()}

    assert form_alone(EDITION, form, named[column]) is wanted


def matrix(**answers):
    return build_matrix(Assessment(EDITION, {k.replace("__", "."): v for k, v in answers.items()}))


def test_a_trust_owned_company_reads_done_before_and_only_for_gms_and_pms():
    words = {
        cell.column: cell.word for cell in matrix(holder__any_disqualified=False).row("eot_company")
    }

    assert (words["gms"], words["pms"]) == ("precedent", "precedent")
    assert words["apms"] == words["nhs_standard"] == "yes"


def test_no_as_you_describe_it_is_not_the_same_as_never():
    described = matrix(
        holder__any_disqualified=False,
        shares__gp_share=False,
        shares__others_nhs_family=True,
        shares__other_doctors_ok=True,
    )

    assert described.cell("cls", "gms").word == "no"
    assert described.cell("clg", "gms").word == "never"


def test_a_contract_whose_national_rules_are_not_settled_is_not_known_for_every_real_form():
    for form in ("cls", "cic_cls", "cbs", "partnership"):
        assert matrix().cell(form, "single_neighbourhood").word == "not_known"


def test_never_means_that_no_answer_could_help():
    held = ("entity.form", "contract.type")
    for cell in matrix().cells.values():
        if cell.word == "never":
            found = smallest_changes(cell.assessment, cell.result.about, fixed=held)
            assert not found.possible, (cell.form, cell.column)
            assert cell.changes() == found


def test_every_cell_that_depends_says_on_what():
    for cell in matrix().cells.values():
        if cell.word == "depends":
            assert cell.changes().possible or cell.changes().waiting_for, (cell.form, cell.column)


def test_the_forms_are_one_list_with_the_vocabulary():
    listed = [form.form for form in load_forms().values() if form.kind == "form"]

    assert sorted(listed) == sorted(EDITION.facts["entity.form"].values)


def test_every_contract_type_is_described():
    assert set(load_contracts()) == set(EDITION.facts["contract.type"].values)
