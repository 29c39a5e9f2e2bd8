"""Definitions, exceptions, inferences and findings, on law bases of a few lines."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualise.rules import Finding, Items
from tests.rules.small_law import ask, dated, fact, rule, small_law


def test_a_definition_rests_on_other_definitions(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "b.y": fact()},
        [
            rule("R-1", "a.x", defines="d.first"),
            rule("R-2", "d.first and b.y", defines="d.second"),
        ],
    )

    assert ask(law, {"a.x": True, "b.y": True}).truth("d.second") is True
    assert ask(law, {"a.x": False}).truth("d.second") is False
    assert ask(law, {"a.x": True}).truth("d.second") is None


def test_a_definition_may_be_answered_outright(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact()},
        [rule("R-1", "a.x", defines="d.one"), rule("R-2", "not d.one")],
    )

    assert ask(law, {"d.one": False}).holds("R-2") is True


EXCEPTION = {"exception_to": "R-1", "gives": False}


@pytest.mark.parametrize(
    ("when_unknown", "trust", "truth", "provisos"),
    [
        ("rule_stands", None, True, ("R-2",)),
        ("rule_stands", False, True, ()),
        ("rule_stands", True, False, ()),
        ("not_known", None, None, ()),
        ("not_known", False, True, ()),
        ("not_known", True, False, ()),
    ],
)
def test_an_exception_displaces_its_rule(tmp_path, when_unknown, trust, truth, provisos):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.small", defines="licence.exempt"),
            rule("R-2", "a.trust", when_unknown=when_unknown, **EXCEPTION),
        ],
    )
    answers = {"a.small": True} | ({} if trust is None else {"a.trust": trust})

    result = ask(law, answers).finding("licence.exempt")

    assert result.truth is truth
    assert result.provisos == provisos


def test_an_exception_nobody_asked_about_never_turns_a_no_into_a_yes(tmp_path):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.small", defines="licence.exempt"),
            rule("R-2", "a.trust", when_unknown="rule_stands", **EXCEPTION),
        ],
    )

    result = ask(law, {"a.small": False}).finding("licence.exempt")

    assert (result.truth, result.provisos) == (False, ())


def test_a_proviso_is_carried_to_what_rests_on_it(tmp_path):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact(), "a.other": fact()},
        [
            rule("R-1", "a.small", defines="licence.exempt"),
            rule("R-2", "a.trust", when_unknown="rule_stands", **EXCEPTION),
            rule("R-3", "licence.exempt or a.other", defines="d.top"),
        ],
    )

    assert ask(law, {"a.small": True}).provisos_for("d.top") == ("R-2",)
    assert ask(law, {"a.small": False, "a.other": True}).provisos_for("d.top") == ()


def test_an_exception_may_have_an_exception(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "a.trust": fact(), "a.saved": fact()},
        [
            rule("R-1", "a.x", defines="d.one"),
            rule("R-2", "a.trust", **EXCEPTION),
            rule("R-3", "a.saved", exception_to="R-2", gives=False),
        ],
    )
    answers = {"a.x": True, "a.trust": True}

    assert ask(law, answers | {"a.saved": False}).truth("d.one") is False
    assert ask(law, answers | {"a.saved": True}).truth("d.one") is True


def test_two_exceptions_that_disagree_are_reported_not_settled(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "a.one": fact(), "a.two": fact()},
        [
            rule("R-1", "a.x", defines="d.one"),
            rule("R-2", "a.one", exception_to="R-1", gives=False),
            rule("R-3", "a.two", exception_to="R-1", gives=True),
        ],
    )
    assessment = ask(law, {"a.x": True, "a.one": True, "a.two": True})

    assert assessment.truth("d.one") is None
    assert assessment.notes.conflicts["R-1"].rules == ("R-2", "R-3")


def test_two_definitions_of_one_thing_that_disagree_are_reported(tmp_path):
    law = small_law(
        tmp_path,
        {"a.x": fact(), "b.y": fact()},
        [rule("R-1", "a.x", defines="d.one"), rule("R-2", "b.y", defines="d.one")],
    )
    assessment = ask(law, {"a.x": True, "b.y": False})

    assert assessment.truth("d.one") is None
    assert assessment.notes.conflicts["d.one"].rules == ("R-1", "R-2")
    assert ask(law, {"a.x": True, "b.y": True}).truth("d.one") is True


TRUST_IS_NOT_FAMILY = {
    "id": "I-1",
    "fact": "shares.family",
    "value": "False",
    "when": "shares.on_trust",
    "binding": True,
    "because": "a trustee does not own outright",
    "provision": "s.86(3)",
}


@pytest.fixture
def trust_law(tmp_path):
    return small_law(
        tmp_path,
        {"shares.family": fact(), "shares.on_trust": fact()},
        [rule("R-1", "shares.family", defines="d.owners_ok")],
        inferences=[TRUST_IS_NOT_FAMILY],
    )


def test_a_binding_inference_settles_a_fact_nobody_answered(trust_law):
    assert ask(trust_law, {"shares.on_trust": True}).truth("d.owners_ok") is False


def test_a_binding_inference_never_blocks_an_answer_while_unknown(trust_law):
    assert ask(trust_law, {"shares.family": True}).truth("d.owners_ok") is True


def test_an_answer_against_a_binding_inference_is_reported_and_the_law_wins(trust_law):
    assessment = ask(trust_law, {"shares.family": True, "shares.on_trust": True})

    assert assessment.truth("d.owners_ok") is False
    found = assessment.notes.contradictions["shares.family"]
    assert (found.answered, found.follows, found.inference) == (True, False, "I-1")


def test_an_answer_that_no_rule_asks_for_is_held_against_the_others_too(trust_law):
    (found,) = ask(trust_law, {"shares.family": True, "shares.on_trust": True}).contradictions()

    assert (found.fact, found.follows, found.item) == ("shares.family", False, "")


def test_an_answer_about_an_owner_is_held_against_the_others_about_that_owner(tmp_path):
    law = small_law(
        tmp_path,
        {
            "person.is_gp": fact(collection="owners"),
            "person.is_doctor": fact(collection="owners"),
            "shares.on_trust": fact(),
        },
        [],
        inferences=[
            {**TRUST_IS_NOT_FAMILY, "fact": "person.is_doctor", "value": "True",
             "when": "person.is_gp"}
        ],
    )  # fmt: skip
    owners = Items(
        (
            {"person.is_gp": False, "person.is_doctor": False},
            {"person.is_gp": True, "person.is_doctor": False},
        ),
        ids=("ann", "bob"),
    )

    (found,) = ask(law, {"shares.on_trust": True}, {"owners": owners}).contradictions()

    assert (found.fact, found.answered, found.follows) == ("person.is_doctor", False, True)
    assert found.item == "bob"


def test_rules_that_disagree_about_an_owner_are_reported(tmp_path):
    law = small_law(
        tmp_path,
        {"person.x": fact(collection="owners"), "person.y": fact(collection="owners")},
        [
            rule("R-1", "person.x", defines="person.ok"),
            rule("R-2", "person.y", defines="person.ok"),
            rule("R-3", "all(person.ok for person in owners)", defines="d.ok"),
        ],
    )
    assessment = ask(law, {}, {"owners": Items(({"person.x": True, "person.y": False},))})

    assert assessment.truth("d.ok") is None
    assert [conflict.about for conflict in assessment.conflicts()] == ["person.ok"]


def test_a_usual_inference_gives_way_to_the_answer(tmp_path):
    law = small_law(
        tmp_path,
        {
            "contract.type": fact("enum", values={"gms": "GMS", "other": "Other"}),
            "foi.applies": fact(),
        },
        [rule("R-1", "foi.applies", defines="d.foi")],
        inferences=[
            {**TRUST_IS_NOT_FAMILY, "fact": "foi.applies", "value": "contract.type == 'gms'",
             "when": "", "binding": False}
        ],
    )  # fmt: skip

    assert ask(law, {"contract.type": "gms"}).truth("d.foi") is True
    told = ask(law, {"contract.type": "gms", "foi.applies": False})
    assert told.truth("d.foi") is False
    assert told.notes.contradictions["foi.applies"].binding is False


def test_a_list_of_owners_answers_the_question_about_all_of_them(tmp_path):
    law = small_law(
        tmp_path,
        {
            "person.nhs": fact(collection="owners"),
            "person.gp": fact(collection="owners"),
            "shares.family": fact(),
        },
        [
            rule("R-1", "person.nhs or person.gp", defines="person.eligible"),
            rule("R-2", "shares.family", defines="d.owners_ok"),
        ],
        inferences=[
            {
                **TRUST_IS_NOT_FAMILY,
                "fact": "shares.family",
                "value": "all(person.eligible for person in owners)",
                "when": "",
                "binding": False,
            }
        ],
    )
    nurse, gp, outsider = (
        {"person.nhs": True},
        {"person.gp": True},
        {
            "person.nhs": False,
            "person.gp": False,
        },
    )

    def owners(*people, complete=True):
        return ask(law, {}, {"owners": Items(people, complete)}).truth("d.owners_ok")

    assert owners(nurse, gp) is True
    assert owners(nurse, outsider) is False
    assert owners(nurse, {}) is None
    assert owners(nurse, complete=False) is None


QUALIFIES = [{"findings": ["d.ok"], "from": "no", "to": "precedent", "when": "a.type"}]


def test_a_precedent_turns_a_no_into_a_qualified_no(tmp_path):
    law = small_law(
        tmp_path,
        {"a.type": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.type and not a.trust", defines="d.ok"),
            rule("R-2", "a.trust", qualifies=QUALIFIES),
        ],
    )

    with_trust = ask(law, {"a.type": True, "a.trust": True}).finding("d.ok")
    assert (with_trust.finding, with_trust.truth) == (Finding.PRECEDENT, False)
    assert with_trust.qualified_by == ("R-2",)
    assert ask(law, {"a.type": False, "a.trust": True}).finding("d.ok").finding is Finding.NO
    assert ask(law, {"a.type": True, "a.trust": False}).finding("d.ok").finding is Finding.YES


def test_the_most_cautious_of_several_qualifications_counts(tmp_path):
    def qualifying(rule_id, to):
        return rule(rule_id, "a.type", qualifies=[{"findings": ["d.ok"], "from": "yes", "to": to}])

    law = small_law(
        tmp_path,
        {"a.type": fact()},
        [
            rule("R-1", "a.type", defines="d.ok"),
            qualifying("R-2", "yes_if_agreed"),
            qualifying("R-3", "arguable"),
        ],
    )

    assert ask(law, {"a.type": True}).finding("d.ok").finding is Finding.ARGUABLE


def test_the_law_is_asked_as_at_a_date(tmp_path):
    law = small_law(
        tmp_path,
        {"proc.value": fact("money")},
        [
            rule("R-1", "proc.value >= parameter.threshold", defines="d.above"),
            rule("R-2", "proc.value > 0", in_force_from=dt.date(2025, 11, 26)),
        ],
        parameters={
            "threshold": {
                "label": "Threshold",
                "unit": "pounds",
                "values": [dated(500, "2024-01-01"), dated(700, "2026-01-01", "2025-06-01")],
            }
        },
    )
    answers = {"proc.value": 600}

    def above(day, known_on=None):
        return ask(law.at(day, known_on), answers).truth("d.above")

    assert above(dt.date(2023, 12, 31)) is None
    assert above(dt.date(2025, 12, 31)) is True
    assert above(dt.date(2026, 1, 1)) is False
    assert above(dt.date(2026, 1, 1), known_on=dt.date(2025, 5, 31)) is True
    assert "R-2" not in law.at(dt.date(2025, 11, 25)).rules
    assert "R-2" in law.at(dt.date(2025, 11, 26)).rules
