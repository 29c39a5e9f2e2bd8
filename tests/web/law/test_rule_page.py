"""The page of one rule."""

import dataclasses
import datetime as dt

import pytest
from django.urls import reverse

from mutualise.derivations.rulebook import citing_pages
from mutualise.expressions import parse
from mutualise.rules import Confidence, load_law
from mutualise.rules.model import Status
from mutualise.rules.proving import load_scenarios
from mutualise.web.design.components import Link
from mutualise.web.law.clauses import clauses, in_a_sentence
from mutualise.web.law.provision_view import source_view
from mutualise.web.law.rule_page import rule_page
from mutualise.web.law.wording import cautions, in_force, text_date_in_words
from tests.web.law.reading import read

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def law():
    return load_law()


def page_of(law, rule_id, today=TODAY):
    return rule_page(law, law.rules[rule_id], today)


def test_every_rule_has_a_page(client, law):
    for rule in law.rules.values():
        words = read(client, reverse("law:rule", args=[rule.id]))
        assert " ".join(rule.statement.split()) in words, rule.id
        assert rule.provision in words


def test_small_letters_lead_to_the_rule(client):
    answer = client.get("/law/rules/gms-02/")
    assert answer.status_code == 301
    assert answer["Location"] == "/law/rules/GMS-02/"


def test_an_unknown_rule_suggests_the_one_that_was_meant(client):
    answer = client.get("/law/rules/GMS-99/")
    assert answer.status_code == 404
    assert "There is no rule called" in answer.content.decode()
    assert "GMS-" in answer.content.decode()


def test_a_clause_that_another_rule_decides_leads_to_it(law):
    page = page_of(law, "GMS-05")
    found = set()

    def gather(clause):
        found.add(clause.rule)
        for part in clause.parts:
            gather(part)

    gather(page.condition)
    assert {"GMS-01", "GMS-02", "GMS-03"} <= found
    [held] = page.depending.held
    assert held == Link("General Medical Services (GMS) contract", "/law/contracts/#gms")


def test_figures_come_with_their_date_and_source(law):
    [figure] = page_of(law, "LIC-01").figures
    assert figure.value == "£10,000,000"
    assert law.sources[figure.source].url.startswith(
        "https://www.legislation.gov.uk/uksi/2013/2677"
    )
    assert figure.since == "since 1 April 2014"


def test_exceptions_are_shown_on_both_sides(law):
    assert {e.rule.id for e in page_of(law, "LIC-01").exceptions} == {"LIC-04", "LIC-05"}
    assert page_of(law, "LIC-04").exception_to.id == "LIC-01"


def test_a_rule_that_makes_a_finding_less_certain_says_which(law):
    page = page_of(law, "GMS-10")
    assert page.qualifies[0].about[0].rule == "GMS-05"
    assert "becomes" in page.qualifies[0].change
    assert "GMS-10" in {line.id for line in page_of(law, "GMS-05").qualified_by}


def test_answers_that_follow_from_others_are_told(law):
    filled = page_of(law, "GMS-02").filled
    assert any("on trust" in view.when and view.binding for view in filled)
    assert any(view.when == "you list the owners one by one" for view in filled)


def test_a_rule_from_memory_warns(client, law):
    rule = next(rule for rule in law.rules.values() if "M" in rule.sources)
    words = read(client, reverse("law:rule", args=[rule.id]))
    assert "From memory, not yet checked" in words
    assert cautions(rule)[0] == "From memory, not yet checked"
    assert rule.confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": Status.EXPECTED}, "Not law yet. It is expected, or not settled."),
        ({}, "In force since 7 December 2015."),
        ({"in_force_from": None}, "In force when we checked it. We did not record when it began."),
        ({"in_force_from": dt.date(2027, 4, 1)}, "Not in force yet. It starts on 1 April 2027."),
        ({"in_force_to": dt.date(2026, 11, 24)}, "No longer in force, until 23 November 2026."),
        (
            {"in_force_to": dt.date(2026, 11, 25)},
            "In force since 7 December 2015, until 24 November 2026.",
        ),
    ],
)
def test_in_force_in_a_sentence(law, changes, said):
    assert in_force(law.rules["GMS-02"].model_copy(update=changes), TODAY) == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            "not (known(shares.gp_share) and shares.gp_share)",
            "nobody has said that a GP personally owns at least one share",
        ),
        (
            "not known(shares.gp_share) or not shares.gp_share",
            "nobody has said that a GP personally owns at least one share",
        ),
        (
            "not known(shares.gp_share)",
            "it is not known whether a GP personally owns at least one share",
        ),
    ],
)
def test_a_condition_on_what_is_known_reads_as_a_person_says_it(law, condition, said):
    assert in_a_sentence(clauses(law.at(TODAY), parse(condition))) == said


def test_several_answers_that_need_not_be_known_read_as_one_clause(law):
    condition = (
        "not (known(shares.gp_share) and shares.gp_share and known(holder.is_gp)"
        " and not holder.is_gp)"
    )
    found = clauses(law.at(TODAY), parse(condition))
    assert found.text == "nobody has said that all of these are so"
    assert len(found.parts) == 2
    assert found.parts[0].text == "a GP personally owns at least one share"
    other = clauses(law.at(TODAY), parse("not (known(shares.gp_share) and holder.is_gp)"))
    assert other.text == "not this"


def test_a_nested_condition_in_a_sentence(law):
    edition = law.at(TODAY)
    once = in_a_sentence(clauses(edition, parse("shares.gp_share")))
    condition = "shares.gp_share or not (shares.gp_share and shares.gp_share)"
    said = in_a_sentence(clauses(edition, parse(condition)))
    assert said == f"{once} or it is not so that {once} and {once}"


def test_every_rule_leads_to_the_law_or_to_what_was_read_or_says_that_there_is_neither(client, law):
    for rule in law.rules.values():
        page = page_of(law, rule.id)
        shown = [target.href for target in page.links]
        assert [link.url for link in rule.links] == shown[: len(rule.links)]
        assert len(set(shown)) == len(shown)
        readable = [law.sources[key].url for key in rule.sources if law.sources[key].url]
        if not shown:
            assert [target.href for target in page.read_links] == readable
            if not readable:
                words = read(client, reverse("law:rule", args=[rule.id]))
                assert "There is no text that we could link to." in words


def test_a_statute_that_is_cited_without_a_link_is_linked_all_the_same(law):
    bare = law.rules["GMS-02"].model_copy(update={"links": ()})
    changed = dataclasses.replace(law, rules={**law.rules, "GMS-02": bare})
    assert [target.href for target in page_of(changed, "GMS-02").links] == [
        "https://www.legislation.gov.uk/ukpga/2006/41/section/86",
        "https://www.legislation.gov.uk/uksi/2015/1862/regulation/5",
    ]


def test_what_we_read_says_how_when_and_what_to_be_careful_of(law):
    source = law.sources["S01"].model_copy(
        update={"text_date": "2012-02-02, and undated", "read_via": "a printed copy"}
    )
    view = source_view(source, TODAY)
    assert view.facts == (
        "Date of the text: 2012-02-02, and undated.",
        "How we read it: a printed copy.",
        f"Checked on {source.checked.day} November 2026.",
    )
    assert view.warnings == ("Date of text not known", "Text of 2012")
    unread = source_view(source.model_copy(update={"checked": None, "text_date": "2026"}), TODAY)
    assert unread.warnings == ("Not checked yet",)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-02-24", "24 February 2025"),
        ("2022-08", "August 2022"),
        ("2022-13", "2022-13"),
        ("2024", "2024"),
        ("2005-06-30 as made", "2005-06-30 as made"),
    ],
)
def test_the_date_of_a_text_in_words(written, said):
    assert text_date_in_words(written) == said


@pytest.mark.parametrize(
    ("text_date", "old"),
    [("2021-11-25", ()), ("2021-11-24", ("Text of 2021",))],
)
def test_a_text_is_called_old_from_the_day_it_is_five_years_old(law, text_date, old):
    source = law.sources["S01"].model_copy(update={"text_date": text_date})
    assert source_view(source, TODAY).warnings == old


def test_what_depends_on_a_rule_is_shown(client, law):
    words = read(client, reverse("law:rule", args=["GMS-02"]))
    assert "What depends on it" in words
    assert "Rules that use it GMS-05" in words
    assert "Minehead" in words
    assert "It decides whether the contract can be held" in words
    assert "Community interest company (CIC) limited by shares" in words
    depending = page_of(law, "GMS-02").depending
    assert not depending.nothing
    assert "Limited liability partnership (LLP)" not in {form.text for form in depending.forms}


def test_scenarios_are_told_with_their_facts_question_answer_and_reference(law):
    depending = page_of(law, "GMS-02").depending
    asked = [s for s in load_scenarios(law) if s.ask in ("gms.company_owners_ok", "rule:GMS-02")]
    assert [view.id for view in depending.scenarios] == [scenario.id for scenario in asked]
    assert depending.proved == f"{len(asked)} situations prove this rule"
    view, scenario = depending.scenarios[0], asked[0]
    assert len(view.facts) == len(scenario.answers)
    assert view.answer == ("Yes" if scenario.expected else "No")
    assert view.question.endswith("?")
    assert view.reference == scenario.reference


def test_a_rule_on_which_nothing_rests_says_so(client, law):
    alone = [rule.id for rule in law.rules.values() if page_of(law, rule.id).depending.nothing]
    assert alone
    words = read(client, reverse("law:rule", args=[alone[0]]))
    assert "No other rule, legal form, contract or worked case rests on this rule." in words


def test_the_page_of_a_rule_leads_to_what_else_rests_on_the_same_section(law):
    uses = {use.statute.href: use.sections for use in page_of(law, "GMS-02").statutes}
    [section] = uses["/law/statutes/nhs-act-2006/"]
    assert section.href == "/law/statutes/nhs-act-2006/#section-86"


def test_a_rule_leads_to_the_pages_that_cite_it(client, law):
    """Every page named exists, and the rule's page links to it."""
    for page in citing_pages():
        address = reverse(page.view, kwargs=dict(page.arguments))
        assert client.get(address).status_code == 200
        assert set(page.rules) <= set(law.rules)
        depending = page_of(law, page.rules[0]).depending
        shown = {(pages.kind, link.href) for pages in depending.pages for link in pages.links}
        assert (page.kind, address) in shown


def test_a_situation_in_the_manual_leads_to_its_reasons(client, law):
    views = [view for rule in law.rules for view in page_of(law, rule).depending.scenarios]
    manual = {view.manual for view in views if view.manual}
    assert manual
    for address in sorted(manual)[::10]:
        page, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in client.get(page).content.decode()
