"""The whole answer, on situations that teams bring."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from mutualise.expressions import names_in
from mutualise.rules import Assessment, Finding, Items, load_law
from mutualise.rules.limits import telling_values
from mutualise.structures import (
    Alternative,
    Certainty,
    answer_structures,
    compare,
    load_contracts,
)
from mutualise.structures.plain import answer_as_dict

EDITION = load_law().at(dt.date(2026, 11, 24))
PRACTICE = {
    "team.kind": "gp_partnership",
    "contract.type": "gms",
    "team.present_form": "partnership",
    "holder.any_disqualified": False,
}
STAFF_OWNED = {
    "entity.form": "cic_cls",
    "shares.gp_share": True,
    "shares.others_nhs_family": True,
    "shares.other_doctors_ok": True,
}
TRUST_OWNED = {
    "entity.form": "cls",
    "shares.held_on_trust": True,
    "eot.controlling_interest": True,
}


def answer(*parts):
    whole = {}
    for part in parts:
        whole |= part
    return answer_structures(EDITION, whole)


def test_a_staff_owned_cic_can_hold_gms_if_the_icb_agrees():
    found = answer(PRACTICE, STAFF_OWNED).holding

    assert found.result.finding is Finding.YES_IF_AGREED
    assert found.result.truth is True


def test_a_trust_owned_company_is_no_on_the_text_with_the_trust_named_as_the_reason():
    found = answer(PRACTICE, TRUST_OWNED)

    assert found.holding.result.finding is Finding.PRECEDENT
    assert "GMS-10" in found.holding.result.qualified_by
    assert "GMS-10" in {question.rule.id for question in found.questions}
    assert found.form.id == "eot_company"


@pytest.mark.parametrize(
    ("answers", "form"),
    [
        ({"entity.form": "cio"}, "cio"),
        ({"entity.form": "cls"}, "cls"),
        ({"entity.form": "cls", "shares.held_on_trust": True}, "hybrid_trust_company"),
        (TRUST_OWNED, "eot_company"),
        ({"entity.form": "cbs", "entity.charitable": True}, "cbs_charitable"),
        ({"entity.form": "cbs", "entity.charitable": False}, "cbs"),
    ],
)
def test_the_most_specific_pattern_that_fits_is_the_form(answers, form):
    assert answer(answers).form.id == form


def test_each_partners_liability_is_shown_before_and_after():
    groups = {group.id: group for group in answer(PRACTICE, STAFF_OWNED).groups}

    point = groups["liability"].points[0]
    assert point.attribute == "liability"
    assert "no limit" in point.before
    assert "Shareholders" in point.after


@pytest.mark.parametrize("group", ["pension", "vat", "indemnity", "cqc", "procurement", "tax",
                                   "asset_lock", "profit", "liability", "staff"])  # fmt: skip
def test_every_heading_users_ask_about_has_something_to_say(group):
    found = {item.id: item for item in answer(PRACTICE, STAFF_OWNED).groups}

    assert not found[group].is_empty


def test_a_topic_that_does_not_concern_the_team_is_kept_quiet():
    shown = {
        item.rule.topic
        for group in answer(PRACTICE, STAFF_OWNED).groups
        for item in (*group.applies, *group.open)
    }

    assert not shown & {"society", "llp", "cio", "lgps", "eot"}


def test_a_consequence_not_yet_certain_says_on_what_it_turns():
    for group in answer(PRACTICE, STAFF_OWNED).groups:
        for item in group.open:
            assert item.certainty in (Certainty.MAY_APPLY, Certainty.NOT_KNOWN)
            assert item.open_facts, item.rule.id


def test_without_a_form_there_is_a_table_and_no_single_finding():
    found = answer(PRACTICE)

    assert found.holding is None
    assert found.matrix.cell("cic_cls", "gms").word == "depends"


def test_an_answer_the_law_contradicts_is_reported():
    found = answer(PRACTICE, STAFF_OWNED, {"shares.held_on_trust": True})

    assert [item.fact for item in found.contradictions] == ["shares.others_nhs_family"]


BINDING = [inference for inference in EDITION.base.inferences if inference.binding]


def against(inference):
    """Answers that bring an inference about, with the opposite answer beside them."""
    (compiled,) = (
        item for item in EDITION.inferences[inference.fact] if item.inference == inference
    )
    facts = EDITION.facts
    value_tree = EDITION.base.trees[f"{inference.id} value"]
    named = (*names_in(compiled.when_tree), *names_in(value_tree))
    names = [name for name in dict.fromkeys(named) if name in facts]
    for values in product(*(telling_values(EDITION, name) for name in names)):
        given = dict(zip(names, values, strict=True))
        about_one = {name: value for name, value in given.items() if facts[name].collection}
        answers = {name: value for name, value in given.items() if name not in about_one}
        of_one = bool(about_one or facts[inference.fact].collection)
        collections = {"owners": Items((about_one,))} if of_one else {}
        situation = Assessment(EDITION, answers, collections)
        seen = next(situation.items("owners")) if facts[inference.fact].collection else situation
        follows = compiled.value(seen)
        if compiled.when(seen) is True and follows is not None:
            other = next(v for v in telling_values(EDITION, inference.fact) if v != follows)
            if seen is situation:
                answers[inference.fact] = other
            else:
                about_one[inference.fact] = other
            return answers, collections
    raise AssertionError(f"Nothing brings {inference.id} about")


@pytest.mark.parametrize("inference", BINDING, ids=lambda inference: inference.id)
def test_whatever_the_law_contradicts_is_reported(inference):
    answers, collections = against(inference)

    for chosen in ({}, {"contract.type": "gms", "entity.form": "cls"}):
        found = answer_structures(EDITION, {**chosen, **answers}, collections)
        assert inference.fact in {item.fact for item in found.contradictions}


def test_up_to_four_alternatives_stand_side_by_side():
    forms = ("partnership", "cls", "cic_cls", "cbs")
    side_by_side = compare(
        EDITION, [Alternative(f, f, {**PRACTICE, "entity.form": f}) for f in forms]
    )

    assert side_by_side.rows[0].cells[3].lines == ("Never",)
    assert all(len(row.cells) == 4 for row in side_by_side.rows)
    with pytest.raises(ValueError, match="At most 4"):
        compare(EDITION, [Alternative(str(n), str(n), {}) for n in range(5)])


COUNCIL_CARE = {
    "team.kind": "adult_social_care",
    "contract.type": "la_adult_social_care",
    "team.present_form": "part_of_council",
}


def beside(answers, *forms):
    """The rows of a comparison by label: what each form has to say, by its id."""
    found = compare(EDITION, [Alternative(f, f, {**answers, "entity.form": f}) for f in forms])
    return {
        row.label: dict(zip(forms, (cell.lines for cell in row.cells), strict=True))
        for row in found.rows
    }


def test_a_rule_settled_for_one_form_is_told_with_its_condition_where_it_is_open():
    taxes = beside(COUNCIL_CARE, "partnership", "cls", "cic_cls")["Other taxes"]

    corporation_tax = "Corporation tax is due on any profit before it is shared or saved."
    assert corporation_tax in taxes["cic_cls"]
    assert taxes["cls"] == (f"If the organisation is not a charity: {corporation_tax}",)
    # Partners pay tax themselves: here the answers do settle that nothing follows.
    assert taxes["partnership"] == ("Nothing that we know of",)


def test_what_turns_on_answers_not_given_is_not_called_nothing():
    rows = beside(PRACTICE, "partnership", "cls")

    assert rows["Registration and licence"]["partnership"] == (
        "It depends on answers you have not given",
    )
    assert rows["Staff"]["partnership"][-1] == "Other points depend on answers you have not given"


def test_a_form_that_never_can_hold_the_contract_says_that_nothing_was_worked_out():
    rows = beside(PRACTICE, "cls", "cbs")

    assert rows["Staff"]["cbs"] == ("Not worked out: this form cannot hold the contract",)


@pytest.mark.parametrize("contract", load_contracts())
def test_nothing_is_said_only_of_what_the_answers_settle(contract):
    """No form is silent about a rule that its own result page shows as open."""
    forms = ("partnership", "cls", "cic_cls", "cbs")
    answers = {"contract.type": contract, "team.kind": "nhs_community"}
    found = compare(EDITION, [Alternative(f, f, {**answers, "entity.form": f}) for f in forms])

    silent = [
        (row.label, alternative.id)
        for row in found.rows
        for alternative, of, cell in zip(found.alternatives, found.answers, row.cells, strict=True)
        if cell.lines == ("Nothing that we know of",)
        and any(group.label == row.label and group.open for group in of.groups)
    ]
    assert not silent


def test_as_data_it_is_plain_json_values():
    import json

    found = answer_as_dict(answer(PRACTICE, STAFF_OWNED))

    assert json.loads(json.dumps(found)) == found
    assert found["holding"]["finding"] == "yes_if_agreed"
    assert found["matrix"]["clg"]["gms"]["word"] == "never"


def test_every_goal_of_a_contract_has_words_for_both_ways():
    for contract in load_contracts().values():
        for name in contract.goals:
            (rule, *_) = EDITION.base.definitions[name]
            assert rule.says.yes
            assert rule.says.no
