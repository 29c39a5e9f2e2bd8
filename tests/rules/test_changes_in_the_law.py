"""Whatever a team answers, what would turn an answer is least, possible and not overlooked."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutualise.rules import Assessment, Mutability, load_law, smallest_changes
from mutualise.rules.limits import telling_values

LAW = load_law()
EDITION = LAW.at(dt.date(2026, 11, 24))
HELD = ("entity.form", "contract.type")
CAN_CHANGE = (Mutability.DESIGN, Mutability.THIRD_PARTY)
ASKABLE = [fact for fact in LAW.facts if fact.askable and not fact.collection]
VALUES = {fact.name: telling_values(EDITION, fact.name) or (0, 1, 60000) for fact in ASKABLE}

some_names = st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=80)
some_answers = some_names.flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in names})
)
some_definitions = st.lists(
    st.tuples(st.sampled_from(sorted(LAW.definitions)), st.booleans()), min_size=8, max_size=8
)


def all_open(situation, names):
    """Whether each fact may turn out, or be made, different as things stand."""
    return all(
        situation.value(name) is None or LAW.facts[name].mutability in CAN_CHANGE for name in names
    )


def open_to_change(situation):
    """The facts that may turn out, or be made, different, with the values they may take."""
    for fact in ASKABLE:
        held = fact.name in HELD or fact.mutability is Mutability.GOAL
        if not held and all_open(situation, [fact.name]):
            yield from ((fact.name, value) for value in telling_values(EDITION, fact.name))


@settings(max_examples=25)
@given(some_answers, some_definitions)
@example({"tax.associated_companies": 5}, [("ct.small_rate", True), ("ct.small_rate", False)])
@example({}, [("gms.company_owners_ok", True), ("person.gms_owner_ok", True)])
def test_every_step_is_needed_and_can_be_answered(answers, asked):
    situation = Assessment(EDITION, answers)
    for name, wanted in asked:
        for remedy in smallest_changes(situation, name, wanted=wanted, fixed=HELD).remedies:
            steps = {step.fact: step.value for step in remedy.steps}
            assert situation.with_answers(steps).truth(name) is wanted
            for step in remedy.steps:
                fact = LAW.facts[step.fact]
                assert fact.read(str(step.value)) == step.value
                assert not step.change or fact.mutability in CAN_CHANGE
                fewer = {other: value for other, value in steps.items() if other != step.fact}
                turned = situation.with_answers(fewer).truth(name) is wanted
                assert not (turned and all_open(situation, fewer)), step.fact


@settings(max_examples=25)
@given(some_answers, some_definitions)
@example(
    {"change.kind": "individual_to_partnership", "work.admin_reorganisation": False},
    [("tupe.applies", False)],
)
def test_where_no_change_is_offered_no_single_one_would_do(answers, asked):
    situation = Assessment(EDITION, answers)
    for name, wanted in asked:
        if not smallest_changes(situation, name, wanted=wanted, fixed=HELD).possible:
            for fact, value in open_to_change(situation):
                turned = situation.with_answers({fact: value}).truth(name)
                assert turned is not wanted, (name, wanted, fact, value)
