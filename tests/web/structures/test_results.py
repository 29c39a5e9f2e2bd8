"""The result, a cell, a comparison and the note, as a visitor reads them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualise.casefile import load_examples
from mutualise.rules import load_law
from mutualise.structures import answer_structures, load_contracts, load_forms, matrix_columns
from mutualise.web.structures import sentences
from mutualise.web.structures.sentences import commissioner, contract_words

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

    assert "if you can confirm one thing and the integrated care board (ICB) agrees" in headline(
        page
    )
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


def test_a_network_is_told_that_its_practices_hold_the_network_contract(visitor):
    plan = {"contract__type": "pcn_des", "entity__form": "contractual_alliance"}
    visitor.answers(team__kind="pcn", **plan)
    page = read(visitor, "result")

    assert "can never hold" in headline(page)
    told = "Each practice holds it as part of its GP contract. The network itself holds nothing."
    assert told in page
    assert 'href="/networks/"' in page[page.index(told) :]
    visitor.answers(team__kind="gp_partnership")
    assert told not in read(visitor, "result")


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


def test_a_cell_of_another_form_never_says_that_the_team_said_it(practice):
    page = read(practice, "cell", form="clg", column="gms")

    assert "The legal form is a company limited by guarantee." in page
    assert "You said so." not in page
    assert "This is taken as given on this page." in page


def test_what_was_said_of_the_chosen_form_is_not_taken_for_another(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "granta"}))
    visitor.client.get(reverse("structures:result") + "?option=employee_trust")
    page = read(visitor, "cell", form="cls", column="pds")

    assert "You answered this for the form you chose, not for this one." in page


@pytest.mark.parametrize("form", ["clg", "llp", "cio", "eot_company"])
def test_a_cell_that_cannot_leads_to_the_forms_that_can(practice, form):
    page = read(practice, "cell", form=form, column="gms")

    assert "Other forms that can or may do this" in page
    assert reverse("structures:cell", kwargs={"form": "cls", "column": "gms"}) in page


def test_the_option_looked_at_is_marked_and_no_link(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "granta"}))
    visitor.client.get(reverse("structures:result") + "?option=staff_cic")
    page = read(visitor, "result")

    title = load_examples()["granta"].options["staff_cic"].title
    assert f'<strong aria-current="true">{title}</strong>' in page
    assert "?option=staff_cic" not in page


def test_the_form_today_stands_beside_the_form_in_mind(practice):
    page = read(practice, "result")

    assert "Every partner is liable for all the practice's debts" in page
    assert "Shareholders can lose only what they paid" in page
    assert page.count("With this form</th>") > 1


def compare(visitor, *forms):
    query = "&".join(f"form={form}" for form in forms)
    response = visitor.client.get(f"{reverse('structures:compare')}?{query}")
    return unescape(response.content.decode())


def test_up_to_four_forms_stand_side_by_side(practice):
    page = compare(practice, "cls", "cic_cls", "cbs", "llp")

    assert "What differs" in page
    assert page.count('role="columnheader"') >= 4
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


def first_shown(visitor):
    """The column heads of the comparison for somebody who has chosen nothing."""
    page = unescape(visitor.client.get(reverse("structures:compare")).content.decode())
    heads = page[page.index("<thead") : page.index("</thead>")]
    return re.findall(r'role="columnheader">(.*?)</th>', heads)


def test_a_comparison_begins_with_the_teams_own_plan_and_forms_that_suit_it(visitor):
    visitor.answers(
        team__kind="adult_social_care",
        contract__type="la_adult_social_care",
        team__present_form="part_of_council",
        entity__form="cic_clg",
    )
    shown = first_shown(visitor)

    assert shown[0] == "Your plan"
    assert shown[1] == "Community interest company (CIC) limited by shares"
    assert len(shown) == 4
    assert "Ordinary partnership" not in shown
    # The plan is there once, and the table says which form it is.
    assert "Community interest company (CIC) limited by guarantee" not in shown
    page = compare(visitor, "option:plan", "cic_cls")
    assert re.search(
        r"Legal form</th>.*?Community interest company \(CIC\) limited by g", page, re.DOTALL
    )


def test_a_partnership_sees_itself_beside_forms_that_may_hold_its_contract(visitor):
    visitor.answers(
        team__kind="gp_partnership",
        contract__type="gms",
        team__present_form="partnership",
        entity__form="cbs",
    )

    assert first_shown(visitor) == [
        "Your plan",
        "Ordinary partnership",
        "Community interest company (CIC) limited by shares",
        "Company limited by shares",
    ]


@pytest.mark.parametrize("slug", load_examples())
def test_the_comparison_of_a_worked_case_begins_with_its_options(visitor, slug):
    visitor.client.post(reverse("structures:example", kwargs={"slug": slug}))
    options = [option.title for option in load_examples()[slug].options.values()]
    shown = first_shown(visitor)

    assert shown[: len(options)] == options
    assert len(shown) == len(set(shown)) == 4


def test_the_option_looked_at_comes_first(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "leading-lives"}))
    visitor.client.get(f"{reverse('structures:result')}?option=staff_cic")

    assert first_shown(visitor)[0].startswith("A CIC by shares")


def test_with_nothing_known_four_forms_are_shown_and_the_page_says_why(visitor):
    assert len(first_shown(visitor)) == 4
    assert "You have not chosen yet" in visitor.see("compare")
    assert "You have not chosen yet" not in compare(visitor, "cls", "cbs")


@pytest.mark.parametrize("contract", load_contracts())
def test_no_form_is_offered_first_that_can_never_hold_the_contract(visitor, contract):
    visitor.answers(team__kind="nhs_community", contract__type=contract)
    page = unescape(visitor.client.get(reverse("structures:compare")).content.decode())
    heading = page.index("Can hold the contract")

    assert ">Never" not in page[heading : page.index("</tr>", heading)]


def test_a_case_that_has_only_a_present_form_can_be_compared_with_others(visitor):
    visitor.client.post(
        reverse("structures:load"),
        {
            "case": SimpleUploadedFile(
                "case.yaml",
                b"mutualise: 1\ntitle: As we are\n"
                b"present: {answers: {entity.form: coop_society, contract.type: nhs_standard}}\n",
            )
        },
    )
    shown = first_shown(visitor)

    assert shown[0] == "As you are today"
    assert "Co-operative society" not in shown


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


def part_of_note(note, heading):
    """The text under one heading of the note."""
    start = note.index(f"<h2>{heading}</h2>")
    end = note.find("<h2>", start + 1)
    return re.sub(r"<[^>]+>", "", note[start:end])


def test_the_note_names_who_outside_the_team_has_to_agree(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "leading-lives"}))
    agree = part_of_note(read(visitor, "note"), "Who has to agree")

    assert "The body that decides" not in agree
    assert "the council, as scheme employer" in agree
    assert "the pension fund" in agree
    assert "Financial Conduct Authority" in agree
    assert "(PEN-16)" in agree


def test_the_note_of_a_form_that_cannot_sends_a_partnership_to_forms_near_its_mind(visitor):
    visitor.answers(
        team__kind="gp_partnership",
        contract__type="gms",
        team__present_form="partnership",
        entity__form="cbs",
    )
    steps = part_of_note(read(visitor, "note"), "What to do this week")

    assert "Single-handed GP" not in steps
    assert (
        "Look at another form that may hold the contract: a community interest company (CIC) "
        "limited by shares or a company limited by shares."
    ) in steps


@pytest.mark.parametrize("present", ["cic_cls", "cls", "partnership", "single_gp"])
def test_the_note_sends_nobody_back_to_the_form_they_have(visitor, present):
    visitor.answers(
        team__kind="gp_partnership",
        contract__type="gms",
        team__present_form=present,
        entity__form="cic_clg",
    )
    steps = part_of_note(read(visitor, "note"), "What to do this week")
    (look,) = re.findall(r"Look at another form [^:]*: ([^.]*)\.", steps)

    assert sentences.form_words(load_forms()[present]) not in look.split(" or ")


def test_the_note_names_the_law_that_decides_who_can_hold_the_contract(practice):
    practice.answers(**OWNERS_PASS)
    note = read(practice, "note")
    law = note[note.index("What the law says") : note.index("What would have to change")]

    assert "(GMS-05)" in law
    assert "(GMS-04)" in law


@pytest.mark.parametrize("slug", load_examples())
def test_the_note_says_nothing_twice_and_asks_only_what_matters(visitor, slug):
    visitor.client.post(reverse("structures:example", kwargs={"slug": slug}))
    for option in load_examples()[slug].options:
        note = visitor.client.get(reverse("structures:note"), {"option": option}).content.decode()
        lines = re.findall(r"<li>(.*?)</li>", note, re.DOTALL)
        assert len(lines) == len(set(lines)), (option, lines)


def test_the_note_does_not_ask_a_company_about_its_partners(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "minehead"}))
    assert "How many partners" not in read(visitor, "note")


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


CONTRACTS_IN_A_SENTENCE = {
    "gms": "a General Medical Services (GMS) contract",
    "nhs_standard": "an NHS Standard Contract",
    "pcn_des": "the network contract for primary care networks",
    "single_neighbourhood": "a single neighbourhood provider contract",
    "la_adult_social_care": "a council adult social care contract",
}


@pytest.mark.parametrize(("contract", "words"), CONTRACTS_IN_A_SENTENCE.items())
def test_a_contract_in_a_sentence(contract, words):
    assert contract_words(load_contracts()[contract]) == words


@pytest.mark.parametrize("contract", load_contracts().values(), ids=lambda contract: contract.id)
def test_who_buys_reads_on_inside_a_sentence(contract):
    who = commissioner(contract)

    assert who.split()[0] in {"the", "NHS"}
    assert "Expected" not in who


HEADLINES = [
    ("cbs", "nhs_standard", "A community benefit society can hold an NHS Standard Contract"),
    ("trust", "apms", "It is arguable whether a trust run by trustees can hold an Alternative"),
    ("eot_company", "gms", "On the words of the law a company owned by an employee ownership"),
    ("llp", "gms", "A limited liability partnership (LLP) can never hold a General Medical"),
    ("cls", "gms", "A company limited by shares can hold a General Medical Services (GMS)"),
    ("cbs", "single_neighbourhood", "Nobody can say yet whether a community benefit society"),
]


@pytest.mark.parametrize(("form", "contract", "words"), HEADLINES)
def test_each_finding_has_its_headline(form, contract, words):
    answers = {**load_forms()[form].sets, "contract.type": contract}
    answer = answer_structures(load_law().at(date(2026, 11, 24)), answers)

    assert sentences.headline(answer).startswith(words)
