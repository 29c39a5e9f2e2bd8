"""The smallest changes: proved against trying every combination, and honest when there is none."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualise.rules import smallest_changes
from tests.expressions.strategies import VALUES, conditions, some_answers
from tests.rules.small_law import ask, fact, law_of, rule, small_law


def test_what_to_change_and_what_to_confirm_are_kept_apart(tmp_path):
    law = small_law(
        tmp_path,
        {"shares.on_trust": fact(), "shares.gp": fact(), "holder.barred": fact()},
        [rule("R-1", "shares.gp and not shares.on_trust and not holder.barred", defines="d.ok")],
    )

    found = smallest_changes(ask(law, {"shares.on_trust": True, "shares.gp": True}), "d.ok")

    (remedy,) = found.remedies
    assert [(s.fact, s.value) for s in remedy.changes] == [("shares.on_trust", False)]
    assert [(s.fact, s.value) for s in remedy.confirms] == [("holder.barred", False)]


@pytest.mark.parametrize("mutability", ["fixed", "goal", "circumstance"])
def test_what_nobody_can_change_is_never_suggested(tmp_path, mutability):
    law = small_law(
        tmp_path,
        {"cqc.regulated": fact(mutability=mutability)},
        [rule("R-1", "not cqc.regulated", defines="d.exempt")],
    )

    found = smallest_changes(ask(law, {"cqc.regulated": True}), "d.exempt")

    assert not found.possible
    assert found.blocked_by == ("cqc.regulated",)


def test_a_fact_of_the_world_that_is_not_known_is_something_to_confirm(tmp_path):
    law = small_law(
        tmp_path,
        {"cqc.regulated": fact(mutability="circumstance")},
        [rule("R-1", "not cqc.regulated", defines="d.exempt")],
    )

    (remedy,) = smallest_changes(ask(law), "d.exempt").remedies

    assert (remedy.changes, len(remedy.confirms)) == ((), 1)


def test_the_goal_is_not_bargained_away_even_while_unknown(tmp_path):
    law = small_law(
        tmp_path,
        {"contract.gms": fact(mutability="goal")},
        [rule("R-1", "contract.gms", defines="d.ok")],
    )

    assert not smallest_changes(ask(law), "d.ok").possible


def test_someone_elses_agreement_is_marked_with_who(tmp_path):
    law = small_law(
        tmp_path,
        {"change.agreed": fact(mutability="third_party", who="the ICB")},
        [rule("R-1", "change.agreed", defines="d.ok")],
    )

    (remedy,) = smallest_changes(ask(law, {"change.agreed": False}), "d.ok").remedies

    assert (remedy.steps[0].agreement, remedy.steps[0].who) == (True, "the ICB")


def test_rules_that_are_not_settled_are_waited_for(tmp_path):
    law = small_law(
        tmp_path,
        {"national.published": fact(askable=False, unsettled="The rules are not published.")},
        [rule("R-1", "national.published", defines="d.ok")],
    )

    found = smallest_changes(ask(law), "d.ok")

    assert (found.possible, found.waiting_for) == (False, ("The rules are not published.",))


@pytest.mark.parametrize(
    ("condition", "have", "becomes"),
    [
        ("proc.years <= 5", 6, 5),
        ("proc.years < 5", 5, 4),
        ("proc.years >= 5", 4, 5),
        ("proc.years > 5", 5, 6),
        ("5 >= proc.years", 9, 5),
        ("proc.years == 5", 9, 5),
    ],
)
def test_a_number_moves_no_further_than_the_limit(tmp_path, condition, have, becomes):
    law = small_law(tmp_path, {"proc.years": fact("int")}, [rule("R-1", condition, defines="d.ok")])

    (remedy, *_) = smallest_changes(ask(law, {"proc.years": have}), "d.ok").remedies

    assert [step.value for step in remedy.steps] == [becomes]


def test_the_legal_form_is_the_last_thing_to_change_and_may_be_held_fixed(tmp_path):
    law = small_law(
        tmp_path,
        {
            "entity.form": fact("enum", values={"cls": "Shares", "clg": "Guarantee"}),
            "shares.gp": fact(),
        },
        [rule("R-1", "entity.form == 'cls' and shares.gp", defines="d.ok")],
    )
    answers = {"entity.form": "clg", "shares.gp": False}

    (remedy,) = smallest_changes(ask(law, answers), "d.ok").remedies
    assert {step.fact for step in remedy.steps} == {"entity.form", "shares.gp"}

    held = smallest_changes(ask(law, answers), "d.ok", fixed=["entity.form"])
    assert (held.possible, held.blocked_by) == (False, ("entity.form",))


def test_the_law_behind_a_fact_is_undone_before_the_fact_is_changed(tmp_path):
    law = small_law(
        tmp_path,
        {"shares.family": fact(), "shares.on_trust": fact()},
        [rule("R-1", "shares.family", defines="d.ok")],
        inferences=[
            {
                "id": "I-1",
                "fact": "shares.family",
                "value": "False",
                "when": "shares.on_trust",
                "binding": True,
                "because": "a trustee does not own outright",
                "provision": "s.86(3)",
            }
        ],
    )

    (remedy,) = smallest_changes(ask(law, {"shares.on_trust": True}), "d.ok").remedies

    assert {(step.fact, step.value) for step in remedy.steps} == {
        ("shares.on_trust", False),
        ("shares.family", True),
    }


def inferred(fact_name, value, when, *, binding=False, number=1):
    return {
        "id": f"I-{number}",
        "fact": fact_name,
        "value": value,
        "when": when,
        "binding": binding,
        "because": "it is usual",
        "provision": "s.1",
    }


def steps_of(found):
    return [{(step.fact, step.value) for step in remedy.steps} for remedy in found.remedies]


def test_a_step_that_follows_from_another_is_left_out(tmp_path):
    law = small_law(
        tmp_path,
        {"person.is_gp": fact(), "person.is_doctor": fact()},
        [rule("R-1", "person.is_gp and person.is_doctor", defines="d.ok")],
        inferences=[inferred("person.is_doctor", "True", "person.is_gp", binding=True)],
    )

    assert steps_of(smallest_changes(ask(law), "d.ok")) == [{("person.is_gp", True)}]


def test_every_law_that_makes_a_fact_so_is_undone(tmp_path):
    law = small_law(
        tmp_path,
        {"shares.family": fact(), "shares.on_trust": fact(), "shares.company": fact()},
        [rule("R-1", "shares.family", defines="d.ok")],
        inferences=[
            inferred("shares.family", "False", "shares.on_trust", binding=True, number=1),
            inferred("shares.family", "False", "shares.company", binding=True, number=2),
        ],
    )
    answers = {"shares.family": False, "shares.on_trust": True, "shares.company": True}

    assert steps_of(smallest_changes(ask(law, answers), "d.ok")) == [
        {("shares.family", True), ("shares.on_trust", False), ("shares.company", False)}
    ]


KINDS = {"new_owner": "New owner", "shares_only": "Shares only", "none": "None"}


def test_a_fact_of_the_world_is_changed_through_the_answer_that_it_follows_from(tmp_path):
    law = small_law(
        tmp_path,
        {
            "change.kind": fact("enum", values=KINDS),
            "work.moves": fact(mutability="circumstance"),
        },
        [rule("R-1", "not work.moves", defines="d.ok")],
        inferences=[
            inferred("work.moves", "True", "change.kind == 'new_owner'", number=1),
            inferred("work.moves", "False", "change.kind == 'shares_only'", number=2),
        ],
    )

    found = smallest_changes(ask(law, {"change.kind": "new_owner"}), "d.ok")

    assert steps_of(found) == [
        {("change.kind", "shares_only")},
        {("change.kind", "none"), ("work.moves", False)},
    ]
    last = found.remedies[-1]
    assert [step.fact for step in last.changes] == ["change.kind"]
    assert [step.fact for step in last.confirms] == ["work.moves"]


def test_a_choice_that_follows_from_an_answer_is_changed_through_it_too(tmp_path):
    law = small_law(
        tmp_path,
        {
            "team.in_council": fact(),
            "work.source": fact(
                "enum", values={"council": "A council", "nhs": "The NHS"}, mutability="fixed"
            ),
        },
        [rule("R-1", "work.source != 'council'", defines="d.ok")],
        inferences=[
            inferred("work.source", "'council'", "team.in_council", number=1),
            inferred("work.source", "'nhs'", "not team.in_council", number=2),
        ],
    )

    found = smallest_changes(ask(law, {"team.in_council": True}), "d.ok")

    assert steps_of(found) == [{("team.in_council", False)}]


def test_a_fact_that_repeats_a_condition_is_changed_through_the_condition(tmp_path):
    law = small_law(
        tmp_path,
        {"change.large": fact(), "change.considerable": fact(mutability="circumstance")},
        [rule("R-1", "not change.considerable", defines="d.ok")],
        inferences=[inferred("change.considerable", "change.large", "")],
    )

    found = smallest_changes(ask(law, {"change.large": True}), "d.ok")

    assert steps_of(found) == [{("change.large", False)}]


def test_either_fact_of_a_comparison_can_be_the_one_to_change(tmp_path):
    form = {"values": {"cls": "Shares", "clg": "Guarantee"}}
    law = small_law(
        tmp_path,
        {
            "team.form": fact("enum", mutability="fixed", **form),
            "plan.form": fact("enum", **form),
        },
        [rule("R-1", "team.form == plan.form", defines="d.ok")],
    )

    found = smallest_changes(ask(law, {"team.form": "cls", "plan.form": "clg"}), "d.ok")

    assert steps_of(found) == [{("plan.form", "cls")}]


@pytest.mark.parametrize(
    ("kind", "condition", "becomes"),
    [
        ({"kind": "money"}, "n.amount <= 100 / 3", [33]),
        ({"kind": "money"}, "n.amount > 100 / 3", [34]),
        ({"kind": "int"}, "n.amount >= 5 / 2", [3]),
        ({"kind": "percent"}, "n.amount >= 37.5", [37.5]),
        ({"kind": "percent", "maximum": 100}, "n.amount > 100", []),
        ({"kind": "percent", "maximum": 100}, "n.amount > 99.5", [100]),
        ({"kind": "int", "minimum": 3}, "n.amount < 3", []),
    ],
)
def test_no_value_is_suggested_that_the_fact_cannot_have(tmp_path, kind, condition, becomes):
    law = small_law(tmp_path, {"n.amount": fact(**kind)}, [rule("R-1", condition, defines="d.ok")])

    found = smallest_changes(ask(law), "d.ok")

    assert [step.value for remedy in found.remedies for step in remedy.steps] == becomes


def test_an_exception_that_bites_is_part_of_what_must_change(tmp_path):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.small", defines="d.exempt"),
            rule("R-2", "a.trust", exception_to="R-1", gives=False),
        ],
    )

    (remedy,) = smallest_changes(ask(law, {"a.small": False, "a.trust": True}), "d.exempt").remedies

    assert {(step.fact, step.value) for step in remedy.changes} == {
        ("a.small", True),
        ("a.trust", False),
    }


def test_a_step_that_undoes_what_held_before_brings_the_step_that_mends_it(tmp_path):
    law = small_law(
        tmp_path,
        {"team.form": fact("enum", values={"llp": "LLP", "cic": "CIC"}), "team.lent": fact()},
        [
            rule(
                "R-1",
                "not (team.form == 'llp' or (team.lent and team.form != 'llp'))",
                defines="d.ok",
            )
        ],
    )

    found = smallest_changes(ask(law, {"team.form": "llp", "team.lent": True}), "d.ok")

    assert steps_of(found) == [{("team.form", "cic"), ("team.lent", False)}]


def fewest_by_trying(law, answers, most):
    """The slow obvious way: every value of every set of facts, smallest sets first."""
    for size in range(most + 1):
        for changed in combinations(VALUES, size):
            for values in product(*(VALUES[name] for name in changed)):
                situation = ask(law, answers | dict(zip(changed, values, strict=True)))
                if situation.truth("d.ok") is True:
                    return size
    return None


@given(tree=conditions, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_remedy_works_and_none_is_missed(tmp_path, tree, data):
    law = law_of(tmp_path, tree)
    answers = data.draw(some_answers)
    found = smallest_changes(ask(law, answers), "d.ok", limit=50)

    for remedy in found.remedies:
        changed = answers | {step.fact: step.value for step in remedy.steps}
        assert ask(law, changed).truth("d.ok") is True
        for step in remedy.steps:
            assert law.facts[step.fact].read(str(step.value)) == step.value
            without = {**changed, step.fact: answers.get(step.fact)}
            assert ask(law).with_answers(without).truth("d.ok") is not True, step.fact
    # Trying everything grows fast: three facts at once is as far as it needs to look.
    ours = min((len(remedy.steps) for remedy in found.remedies), default=99)
    fewest = fewest_by_trying(law, answers, most=min(ours, 3))
    assert fewest in (None, ours)
    assert fewest == ours or ours > 3
