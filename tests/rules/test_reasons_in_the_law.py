"""Whatever a team answers, an explanation rests on enough, or names what is missing."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutualise.rules import Assessment, Mutability, explain, load_law
from mutualise.rules.limits import telling_values

LAW = load_law()
EDITION = LAW.at(dt.date(2026, 11, 24))
ASKABLE = [fact.name for fact in LAW.facts if fact.askable and not fact.collection]
VALUES = {name: telling_values(EDITION, name) or (0, 1, 60000) for name in ASKABLE}
# What is asked about chooses the branch of a rule, and is not said again in each explanation.
ASKED_ABOUT = ["entity.form"] + [f.name for f in LAW.facts if f.mutability is Mutability.GOAL]

some_names = st.lists(st.sampled_from(ASKABLE), unique=True, max_size=120)
some_answers = some_names.flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in names})
)


def facts_named(reason):
    """The facts that the lines of an explanation speak of."""
    beneath = [name for line in reason.because for name in facts_named(line)]
    return [reason.fact, *beneath] if reason.fact in LAW.facts else beneath


@settings(max_examples=25)
@given(some_answers)
@example({"tax.profit": 1, "tax.associated_companies": 0})
def test_the_facts_that_an_explanation_names_suffice(answers):
    situation = Assessment(EDITION, answers)
    for name in LAW.definitions:
        if situation.truth(name) is not None:
            named = [*ASKED_ABOUT, *facts_named(explain(situation, name))]
            known = {fact: situation.value(fact) for fact in named}
            alone = Assessment(EDITION, {}).with_answers(known)
            assert alone.truth(name) is situation.truth(name), name


@settings(max_examples=25)
@given(some_answers)
@example({"tax.profit": 60000})
def test_an_explanation_of_what_is_not_known_names_what_is_missing(answers):
    situation = Assessment(EDITION, answers)
    for name in LAW.definitions:
        if situation.truth(name) is None:
            named = facts_named(explain(situation, name))
            assert any(situation.value(fact) is None for fact in named), name
