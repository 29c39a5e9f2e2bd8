"""An explanation says what decided, for the form chosen, and nothing else."""

from __future__ import annotations

import pytest

from mutualise.rules import explain, explain_rule
from mutualise.rules.reasons import reason_lines
from tests.rules.small_law import ask, dated, fact, rule, small_law

FORMS = {"cls": "A company limited by shares", "partnership": "A partnership"}


@pytest.fixture
def law(tmp_path):
    return small_law(
        tmp_path,
        {
            "entity.form": fact("enum", values=FORMS, **{"is": "the legal form is {value}"}),
            "shares.gp": fact(yes="a GP owns a share", no="no GP owns a share"),
            "shares.family": fact(yes="every owner is NHS family", no="an owner is not NHS family"),
            "partners.gp": fact(yes="a partner is a GP", no="no partner is a GP"),
            "partners.count": fact("int", **{"is": "the number of partners is {value}"}),
        },
        [
            rule("R-1", "shares.gp and shares.family", defines="d.owners"),
            rule("R-2", "partners.gp and partners.count >= parameter.least", defines="d.partners"),
            rule(
                "R-3",
                "(entity.form == 'cls' and d.owners) or "
                "(entity.form == 'partnership' and d.partners)",
                defines="d.ok",
            ),
        ],
        parameters={"least": {"label": "Least", "unit": "count", "values": [dated(2)]}},
    )


def texts(reason):
    return [reason.text, *(text for line in reason.because for text in texts(line))]


def test_a_company_is_not_told_about_partnerships(law):
    answers = {"entity.form": "cls", "shares.gp": False, "shares.family": True}

    reason = explain(ask(law, answers), "d.ok")

    assert texts(reason) == ["d.ok does not", "d.owners does not", "no GP owns a share"]
    assert reason.because[0].rule == "R-1"


def test_a_yes_names_all_that_it_rests_on(law):
    answers = {"entity.form": "cls", "shares.gp": True, "shares.family": True}

    assert texts(explain(ask(law, answers), "d.ok")) == [
        "d.ok holds",
        "the legal form is a company limited by shares",
        "d.owners holds",
        "a GP owns a share",
        "every owner is NHS family",
    ]


def test_a_number_is_shown_beside_the_limit_it_meets_or_misses(law):
    answers = {"entity.form": "partnership", "partners.gp": True, "partners.count": 1}

    assert texts(explain(ask(law, answers), "d.ok"))[-1] == (
        "the number of partners is 1 (the test is: the number of partners is at least 2)"
    )


@pytest.fixture
def tax_law(tmp_path):
    return small_law(
        tmp_path,
        {
            "tax.profit": fact("money", label="Profit", **{"is": "profit is {value}"}),
            "tax.companies": fact("int", label="Companies", **{"is": "the companies are {value}"}),
        },
        [rule("R-1", "tax.profit <= 100 / tax.companies", defines="d.small")],
    )


@pytest.mark.parametrize(
    ("answers", "says", "beneath"),
    [
        (
            {"tax.profit": 50, "tax.companies": 1},
            "profit is at most 100 divided by the companies",
            [("profit is £50", "tax.profit"), ("the companies are 1", "tax.companies")],
        ),
        (
            {"tax.profit": 60, "tax.companies": 2},
            "profit is more than 100 divided by the companies",
            [("profit is £60", "tax.profit"), ("the companies are 2", "tax.companies")],
        ),
        (
            {"tax.profit": 60},
            "it is not known whether profit is at most 100 divided by the companies",
            [("profit is £60", "tax.profit"), ("the companies are not known", "tax.companies")],
        ),
    ],
)
def test_a_test_of_two_facts_names_both(tax_law, answers, says, beneath):
    (line,) = explain(ask(tax_law, answers), "d.small").because

    assert (line.text, line.fact) == (says, "")
    assert [(fact_line.text, fact_line.fact) for fact_line in line.because] == beneath


def test_the_answer_that_is_missing_is_the_one_to_give(tax_law):
    (line,) = explain(ask(tax_law, {"tax.profit": 60}), "d.small").because

    assert [beneath.fact for beneath in line.because if beneath.unanswered] == ["tax.companies"]


def test_what_is_not_known_says_so_and_is_marked(law):
    reason = explain(ask(law, {"entity.form": "cls", "shares.gp": True}), "d.ok")

    (line,) = reason.because[0].because
    assert line.text == "it is not known whether every owner is NHS family"
    assert line.unanswered


def test_an_exception_that_decided_is_the_reason(tmp_path):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact(yes="it is a trust", no="it is not a trust")},
        [
            rule("R-1", "a.small", defines="d.exempt"),
            rule("R-2", "a.trust", exception_to="R-1", gives=False, statement="Never a trust."),
        ],
    )

    reason = explain(ask(law, {"a.small": True, "a.trust": True}), "d.exempt")

    assert texts(reason) == ["d.exempt does not", "Never a trust.", "it is a trust"]


def test_a_consequence_is_explained_by_its_own_words(law):
    reason = explain_rule(ask(law, {"partners.gp": True, "partners.count": 2}), "R-2")

    assert (reason.truth, reason.text) == (True, "R-2 in words")


def test_lines_for_a_terminal_carry_the_law(law):
    reason = explain(ask(law, {"entity.form": "cls", "shares.gp": False}), "d.ok")

    assert list(reason_lines(law, reason)) == [
        "- no: d.ok does not  [R-3: An Act, s.1]",
        "  - no: d.owners does not  [R-1: An Act, s.1]",
        "    - no: no GP owns a share",
    ]
