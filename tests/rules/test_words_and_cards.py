"""Conditions in words, and the card of a rule."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.expressions import parse
from mutualise.rules.cards import rule_card
from mutualise.rules.words import clause, describe
from tests.rules.small_law import DAY, dated, fact, rule, small_law


@pytest.fixture
def law(tmp_path):
    return small_law(
        tmp_path,
        {
            "entity.form": fact(
                "enum",
                values={"cls": "A company limited by shares", "llp": "An LLP"},
                **{"is": "the legal form is {value}"},
            ),
            "proc.value": fact("money", **{"is": "the contract is worth {value}"}),
            "proc.years": fact("int", unit="years", **{"is": "the longest term is {value}"}),
            "a.yes": fact(yes="a GP owns a share", no="no GP owns a share"),
            "person.ok": fact(collection="owners", yes="they are eligible", no="they are not"),
        },
        [
            rule("R-1", "a.yes and proc.value >= parameter.threshold", defines="d.one"),
            rule("R-2", "d.one and proc.years > 1", defines="d.two"),
            rule("R-3", "entity.form == 'llp'", exception_to="R-1", gives=False, sources=["S"]),
        ],
        parameters={
            "threshold": {
                "label": "Threshold",
                "unit": "pounds",
                "values": [dated(663540, "2024-01-01")],
            }
        },
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.yes", "a GP owns a share"),
        ("not a.yes", "no GP owns a share"),
        ("proc.value >= parameter.threshold", "the contract is worth at least £663,540"),
        ("not proc.value >= parameter.threshold", "the contract is worth less than £663,540"),
        ("5 >= proc.years", "the longest term is at most 5 years"),
        ("proc.years == 1", "the longest term is 1 year"),
        ("entity.form == 'llp'", "the legal form is an LLP"),
        ("entity.form != 'llp'", "the legal form is something other than an LLP"),
        ("entity.form in ['cls', 'llp']",
         "the legal form is a company limited by shares or an LLP"),
        ("entity.form not in ['llp']", "the legal form is something other than an LLP"),
        ("all(person.ok for person in owners)", "for every one of the owners, they are eligible"),
        ("not (a.yes and proc.years > 1)",
         "it is not so that a GP owns a share and the longest term is more than 1 year"),
        ("not (a.yes or proc.years > 1)",
         "it is not so that a GP owns a share or the longest term is more than 1 year"),
    ],
)  # fmt: skip
def test_a_leaf_reads_as_a_clause(law, text, words):
    assert clause(law.at(DAY), parse(text)) == words


def test_a_condition_keeps_its_nesting(law):
    plain = describe(law.at(DAY), parse("a.yes and (proc.years < 2 or entity.form == 'llp')"))

    assert (plain.join, plain.parts[1].join) == ("all", "any")
    assert [part.text for part in plain.parts[1].parts] == [
        "the longest term is less than 2 years",
        "the legal form is an LLP",
    ]


def test_a_card_gathers_the_rule_its_figures_and_its_neighbours(law):
    card = rule_card(law, law.rule("r-1"), DAY)

    assert [(f.value, f.in_force_from) for f in card.figures] == [("£663,540", dt.date(2024, 1, 1))]
    assert [other.id for other in card.used_by] == ["R-2"]
    assert [other.id for other in card.exceptions] == ["R-3"]
    assert card.place == "law/rules/rules.yaml, line 1"
    assert "Unless:      R-3 in words [R-3]" in card.as_text()
    assert "This is not legal advice." in card.as_text()


def test_before_a_figure_was_set_the_card_says_so(law):
    card = rule_card(law, law.rule("R-1"), dt.date(2020, 1, 1))

    assert card.figures[0].value == "no value on this date"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("known(a.yes)", "there is an answer to whether a GP owns a share"),
        ("known(proc.value)", "there is an answer to “Is it so?”"),
    ],
)
def test_whether_there_is_an_answer_names_the_question(law, written, said):
    assert clause(law.at(DAY), parse(written)) == said
