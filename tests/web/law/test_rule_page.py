"""The page of one rule."""

import datetime as dt

import pytest
from django.urls import reverse

from mutualise.expressions import parse
from mutualise.rules import Confidence, load_law
from mutualise.rules.model import Status
from mutualise.web.law.clauses import clauses, in_a_sentence
from mutualise.web.law.rule_page import rule_page
from mutualise.web.law.wording import cautions, in_force
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
    assert page.contracts == ("General Medical Services (GMS) contract",)


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


def test_a_nested_condition_in_a_sentence(law):
    edition = law.at(TODAY)
    once = in_a_sentence(clauses(edition, parse("shares.gp_share")))
    condition = "shares.gp_share or not (shares.gp_share and shares.gp_share)"
    said = in_a_sentence(clauses(edition, parse(condition)))
    assert said == f"{once} or it is not so that {once} and {once}"
