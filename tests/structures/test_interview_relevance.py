"""Whatever a team does not know, each question can still change something that is open."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest

from mutualise.rules import Assessment, load_law
from mutualise.rules.limits import telling_values
from mutualise.rules.questions import open_facts
from mutualise.structures import load_contracts, load_forms, progress
from mutualise.structures.interview import following_goals, holding_goals

EDITION = load_law().at(dt.date(2026, 11, 24))
# Where there are more ways to answer the rest than this, as many are tried by chance.
MOST_TRIED = 3000
# The test of a considerable change names it twice, and each mention is taken by itself, so it
# may be asked where the other mention leaves it nothing to change.
NAMED_TWICE = {"change.materially_different"}


def values_of(name):
    return telling_values(EDITION, name) or (0, 1, 50)


def can_change(goal, name, others, chance):
    """Whether, with some answers to the others, the goal is open and an answer settles it."""
    choices = [(None, *values_of(other)) for other in others]
    ways = itertools.product(*choices)
    size = 1
    for values in choices:
        size *= len(values)
    if size > MOST_TRIED:
        ways = ([chance.choice(values) for values in choices] for _ in range(MOST_TRIED))
    for way in ways:
        given = {k: v for k, v in zip(others, way, strict=True) if v is not None}
        settled = (goal.truth(given | {name: value}) is not None for value in values_of(name))
        if goal.truth(given) is None and any(settled):
            return True
    return False


def is_worth_asking(answers, not_known, name, chance):
    situation = Assessment(EDITION, answers)
    for goal in (*holding_goals(situation, not_known), *following_goals(situation)):
        if goal.truth({}) is None:
            open_now = open_facts(goal.assessment, goal.about, skip=not_known)
            others = [other for other in open_now if other != name]
            if name in open_now and can_change(goal, name, others, chance):
                return True
    return False


@pytest.mark.parametrize("contract", load_contracts())
def test_each_question_can_still_change_something_whatever_is_not_known(contract):
    chance = random.Random(contract)  # noqa: S311 - the same walk each time is wanted
    for form in load_forms().values():
        answers = {
            "contract.type": contract,
            "team.kind": chance.choice(values_of("team.kind")),
            "team.present_form": chance.choice(values_of("team.present_form")),
            "entity.form": form.id,
        } | dict(form.sets)
        not_known = []
        while name := progress(EDITION, answers, not_known=not_known).question:
            about = f"{name}, after {answers}, not known {not_known}"
            if name not in NAMED_TWICE:
                assert is_worth_asking(answers, not_known, name, chance), about
            if chance.random() < 0.4:
                not_known.append(name)
            else:
                answers[name] = chance.choice(values_of(name))


def test_not_knowing_what_is_supplied_closes_the_questions_about_each_kind_of_supply():
    answers = {
        "contract.type": "single_neighbourhood",
        "team.kind": "gp_partnership",
        "team.present_form": "partnership",
        "entity.form": "cls",
    }
    goal = next(
        goal for goal in following_goals(Assessment(EDITION, answers)) if goal.about == "vat.exempt"
    )

    assert "tax.performed_or_supervised_by_registrant" in open_facts(goal.assessment, "vat.exempt")
    unknown = ["tax.supply", "tax.welfare_provider_qualifies"]
    assert open_facts(goal.assessment, "vat.exempt", skip=unknown) == ()
