"""The result, a cell, a comparison and the note, as a visitor reads them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from mutualise.casefile import load_examples
from mutualise.structures import load_forms, matrix_columns

OWNERS_PASS = {
    "shares__gp_share": "yes",
    "shares__others_nhs_family": "yes",
    "shares__other_doctors_ok": "yes",
}


def read(visitor, name, **kwargs):
    return unescape(visitor.see(name, **kwargs))


def headline(page):
    start = page.index("<h1")
    return page[page.index(">", start) + 1 : page.index("</h1>", start)].strip()


def test_with_nothing_answered_there_is_the_table(visitor):
    page = read(visitor, "result")

    assert headline(page) == "Legal forms and the contracts they can hold"
    assert "Legal forms by contract" in page
    assert "Never" in page


def test_yes_if_someone_agrees_names_who(practice):
    practice.answers(**OWNERS_PASS, holder__any_disqualified="no")

    assert headline(read(practice, "result")) == (
        "A community interest company (CIC) limited by shares can hold a General Medical Services "
        "(GMS) contract, if the integrated care board (ICB) agrees"
    )


def test_what_only_needs_confirming_is_counted_with_who_must_agree_too(practice):
    practice.answers(**OWNERS_PASS)
    page = read(practice, "result")

    assert "once you confirm one thing and the integrated care board (ICB) agrees" in headline(page)
    assert "Nobody involved is barred from holding an NHS contract." in page


def test_a_no_as_described_says_what_to_change(practice):
    practice.answers(**OWNERS_PASS | {"shares__gp_share": "no"}, holder__any_disqualified="no")
    page = read(practice, "result")

    assert "as you describe it, cannot hold" in headline(page)
    assert "A GP personally owns at least one share." in page


def test_a_form_that_never_can_is_no_dead_end(practice):
    practice.answers(entity__form="cic_clg")
    page = read(practice, "result")

    assert "can never hold" in headline(page)
    assert "There is no change you can make, while you keep this legal form" in page
    assert "Other forms that can or may hold this contract" in page
    assert reverse("structures:cell", kwargs={"form": "cic_cls", "column": "gms"}) in page


def test_shares_on_trust_read_as_done_before_with_the_warning_of_what_came_of_it(practice):
    practice.answers(
        entity__form="cls",
        shares__held_on_trust="yes",
        eot__controlling_interest="yes",
        holder__any_disqualified="no",
    )
    page = read(practice, "result")

    assert "On the words of the law a company owned by an employee ownership trust" in headline(
        page
    )
    assert "but it has been done" in headline(page)


def test_a_contract_nobody_has_settled_says_so(practice):
    practice.answers(contract__type="single_neighbourhood")
    page = read(practice, "result")

    assert headline(page).startswith("Nobody can say yet whether")
    assert "had not been published on the sources read" in page


def test_a_contract_without_a_rule_gives_the_reason(practice):
    practice.answers(contract__type="s75")

    assert "Only NHS bodies and councils can be parties to a section 75" in read(practice, "result")


def test_answers_that_cannot_stand_together_are_named(practice):
    practice.answers(**OWNERS_PASS, shares__held_on_trust="yes")

    assert "Check this answer. You said that" in read(practice, "result")


def test_every_heading_has_its_law(practice):
    page = read(practice.answers(**OWNERS_PASS), "result")

    for heading in (
        "Who is personally at risk",
        "What happens to pensions?",
        "Who pays if care goes wrong?",
        "What stops the assets from being sold off?",
        "Questions for your solicitor",
    ):
        assert heading in page
    assert reverse("law:rule", kwargs={"rule_id": "TRF-03"}) in page
    assert "Every rule was checked on or after" in page


@pytest.mark.parametrize("form", [form.id for form in load_forms().values() if form.in_matrix])
@pytest.mark.parametrize("column", [column.id for column in matrix_columns()])
def test_every_cell_opens_with_a_reason(practice, form, column):
    page = read(practice, "cell", form=form, column=column)

    assert "<h2>Why</h2>" in page
    assert "What we read:" in page


@pytest.mark.parametrize(("form", "column"), [("nowhere", "gms"), ("cls", "nothing")])
def test_a_cell_that_is_not_there_is_not_found(visitor, form, column):
    address = reverse("structures:cell", kwargs={"form": form, "column": column})
    assert visitor.client.get(address).status_code == 404


def test_a_reason_names_where_each_fact_came_from(practice):
    practice.answers(shares__gp_share="no", shares__others_nhs_family="not_known")
    page = read(practice, "cell", form="cls", column="gms")

    assert "No GP personally owns a share." in page
    assert "You said so." in page


def compare(visitor, *forms):
    query = "&".join(f"form={form}" for form in forms)
    response = visitor.client.get(f"{reverse('structures:compare')}?{query}")
    return unescape(response.content.decode())


def test_up_to_four_forms_stand_side_by_side(practice):
    page = compare(practice, "cls", "cic_cls", "cbs", "llp")

    assert "What differs" in page
    assert page.count('<th scope="col">') >= 4
    assert "Never" in page


def test_five_forms_are_too_many_and_the_choice_is_kept(practice):
    page = compare(practice, "cls", "cic_cls", "cbs", "llp", "clg")

    assert "You chose 5. Choose 4 at most" in page
    assert page.count(" checked>") == 5


def test_the_options_of_a_case_can_be_compared(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "granta"}))
    names = [f"option:{name}" for name in load_examples()["granta"].options]

    page = compare(visitor, *names)

    for option in load_examples()["granta"].options.values():
        assert option.title in page


def test_a_form_is_compared_without_what_was_said_of_another(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "minehead"}))

    page = compare(visitor, "cic_cls", "eot_company")

    assert "The text says no, but it has been done" in page
    assert "It depends" in page


def test_the_note_says_the_same_as_the_result(practice):
    practice.answers(**OWNERS_PASS)
    note, result = read(practice, "note"), read(practice, "result")

    assert headline(note) == headline(result)
    for said in (
        "Note for Monday's meeting",
        "The team is a GP partnership or single practice.",
        "Who has to agree",
        "Every partner is liable for all the practice's debts",
        "Questions for your solicitor",
        "not legal advice",
    ):
        assert said in note


@pytest.mark.parametrize("slug", load_examples())
def test_no_page_of_a_worked_case_shows_a_code_name(visitor, slug):
    visitor.client.post(reverse("structures:example", kwargs={"slug": slug}))

    for name in load_examples()[slug].options:
        visitor.client.get(f"{reverse('structures:result')}?option={name}")
        for page in (read(visitor, "result"), read(visitor, "note")):
            main = page[page.index("<main") : page.index("</main>")]
            shown = re.sub(r"<[^>]*>", " ", main)
            assert not re.findall(r"\b[a-z]+\.[a-z]+_[a-z_]+", shown)
            assert ">None<" not in main
