"""Ask what settles most, never what cannot matter."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualise.expressions import Compare, Name, names_in, subtrees
from mutualise.rules import Goal, Items, next_questions
from mutualise.rules.deciding import truth_of
from mutualise.rules.limits import telling_values
from mutualise.rules.questions import open_facts
from tests.expressions.strategies import VALUES, conditions, some_answers
from tests.rules.small_law import ask, fact, law_of, rule, small_law


def inference(inference_id, fact_name, value, when):
    return {
        "id": inference_id,
        "fact": fact_name,
        "value": value,
        "when": when,
        "because": "it is plainly so",
        "provision": "An Act, s.2",
    }


def test_the_question_that_settles_most_comes_first(tmp_path):
    law = small_law(
        tmp_path,
        {"a.gate": fact(), "a.one": fact(), "a.two": fact()},
        [rule("R-1", "a.gate and (a.one or a.two)", defines="d.ok")],
    )

    questions = next_questions([Goal("d.ok", ask(law))])

    assert questions[0].fact == "a.gate"
    assert questions[0].settles == 0.5
    assert questions[1].settles == 0


def test_a_settled_branch_is_not_asked_about(tmp_path):
    law = small_law(
        tmp_path,
        {
            "entity.form": fact("enum", values={"cls": "Shares", "clg": "Guarantee"}),
            "shares.gp": fact(),
            "partners.gp": fact(),
        },
        [
            rule(
                "R-1",
                "(entity.form == 'cls' and shares.gp) or (entity.form == 'clg' and partners.gp)",
                defines="d.ok",
            )
        ],
    )

    assert open_facts(ask(law, {"entity.form": "cls"}), "d.ok") == ("shares.gp",)


def test_nothing_is_asked_once_the_answer_is_certain(tmp_path):
    law = small_law(
        tmp_path, {"a.x": fact(), "b.y": fact()}, [rule("R-1", "a.x and b.y", defines="d.ok")]
    )

    assert next_questions([Goal("d.ok", ask(law, {"a.x": False}))]) == []


def test_what_the_team_does_not_know_is_not_asked_again(tmp_path):
    law = small_law(
        tmp_path, {"a.x": fact(), "b.y": fact()}, [rule("R-1", "a.x and b.y", defines="d.ok")]
    )

    asked = next_questions([Goal("d.ok", ask(law))], skip=["a.x"])

    assert [question.fact for question in asked] == ["b.y"]


def test_what_nobody_can_answer_yet_is_never_asked(tmp_path):
    law = small_law(
        tmp_path,
        {"national.rules": fact(askable=False, unsettled="Not published yet.")},
        [rule("R-1", "national.rules", defines="d.ok")],
    )

    assert next_questions([Goal("d.ok", ask(law))]) == []


def test_where_two_settle_as_much_the_vocabulary_says_which_is_natural(tmp_path):
    law = small_law(
        tmp_path,
        {"a.late": fact(priority=60), "z.early": fact(priority=10)},
        [rule("R-1", "a.late and z.early", defines="d.ok")],
    )

    assert [q.fact for q in next_questions([Goal("d.ok", ask(law))])] == ["z.early", "a.late"]


@given(tree=conditions, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fact_that_is_not_open_can_never_change_the_answer(tmp_path, tree, data):
    law = law_of(tmp_path, tree)
    answers = data.draw(some_answers)
    open_now = open_facts(ask(law, answers), "d.ok")
    before = ask(law, answers).truth("d.ok")

    assert not set(open_now) & set(answers)
    for name, values in VALUES.items():
        if name not in answers and name not in open_now:
            for value in values:
                assert ask(law, answers | {name: value}).truth("d.ok") is before


def test_a_rare_exception_is_a_proviso_and_a_strict_one_is_asked_about(tmp_path):
    def law_with(folder, when_unknown):
        return small_law(
            folder,
            {"a.small": fact(), "a.trust": fact()},
            [
                rule("R-1", "a.small", defines="d.exempt"),
                rule("R-2", "a.trust", exception_to="R-1", when_unknown=when_unknown),
            ],
        )

    rare = law_with(tmp_path / "rare", "rule_stands")
    strict = law_with(tmp_path / "strict", "not_known")

    assert open_facts(ask(rare), "d.exempt") == ("a.small",)
    assert open_facts(ask(strict, {"a.small": True}), "d.exempt") == ("a.trust",)


KINDS = {"a": "A", "b": "B", "shared": "Shared"}
BY_KIND = "(c.kind == 'a' and a.x) or (c.kind == 'b' and a.y) or (c.kind == 'shared' and a.z)"


@pytest.mark.parametrize(
    ("condition", "unknown", "worth_asking"),
    [
        (BY_KIND, [], ("c.kind", "a.x", "a.y", "a.z")),
        # All three can still make it false together; with one unknown too, nothing can.
        (BY_KIND, ["c.kind"], ("a.x", "a.y", "a.z")),
        (BY_KIND, ["c.kind", "a.x"], ()),
        ("a.x and a.y", ["a.x"], ("a.y",)),
        # It can only become false now, and a true z could not make it so.
        ("a.x and not (a.y and a.z)", ["a.x"], ("a.y", "a.z")),
        ("a.x and (a.y or c.kind in ['a', 'b', 'shared'])", ["a.x"], ()),
        ("(a.x or a.y) and (not a.x or a.z)", ["a.x"], ("a.y", "a.z")),
        ("(a.x and a.y) or (a.x and a.z)", ["a.x"], ("a.y", "a.z")),
        ("(a.x and n.count > 3) or a.y", ["a.x", "n.count"], ("a.y",)),
        ("(a.x and n.count > n.other) or (a.x and a.y)", ["n.other"], ("a.x", "a.y")),
        ("(a.x and n.count > n.other) or (a.x and a.y)", ["a.x"], ("n.count", "n.other", "a.y")),
        ("a.x and (n.count > n.other or a.y)", ["a.x", "a.y"], ()),
        ("not n.count + n.other > 3", ["n.other"], ()),
    ],
)
def test_what_only_mattered_beside_something_not_known_is_not_asked(
    tmp_path, condition, unknown, worth_asking
):
    facts = {f"a.{name}": fact() for name in "xyz"} | {"c.kind": fact("enum", values=KINDS)}
    facts |= {"n.count": fact("int"), "n.other": fact("int")}
    law = small_law(tmp_path, facts, [rule("R-1", condition, defines="d.ok")])

    assert open_facts(ask(law), "d.ok", skip=unknown) == worth_asking


def test_the_law_not_being_settled_closes_a_branch_like_not_knowing(tmp_path):
    law = small_law(
        tmp_path,
        {"national.rules": fact(askable=False, unsettled="Not published yet."), "a.x": fact()},
        [
            rule("R-1", "national.rules and a.x", defines="d.both"),
            rule("R-2", "national.rules or d.both", defines="d.ok"),
        ],
    )

    assert open_facts(ask(law), "d.both") == ("a.x",)
    assert open_facts(ask(law), "d.ok") == ()


def test_an_exception_is_asked_about_only_towards_what_can_still_come_of_it(tmp_path):
    law = small_law(
        tmp_path,
        {"a.small": fact(), "a.trust": fact()},
        [
            rule("R-1", "a.small", defines="d.exempt"),
            rule("R-2", "a.trust", exception_to="R-1", when_unknown="not_known"),
        ],
    )

    assert open_facts(ask(law), "d.exempt") == ("a.small", "a.trust")
    # The exception alone can still say no; without it nothing can be said.
    assert open_facts(ask(law), "d.exempt", skip=["a.small"]) == ("a.trust",)
    assert open_facts(ask(law, {"a.small": True}), "d.exempt", skip=["a.trust"]) == ()


def test_what_nobody_can_say_is_looked_for_in_what_it_follows_from(tmp_path):
    law = small_law(
        tmp_path,
        {
            "shares.family": fact(),
            "shares.trust": fact(),
            "c.kind": fact("enum", values=KINDS),
            "team.town": fact(),
            "a.x": fact(),
        },
        [
            rule("R-1", "shares.family", defines="d.ok"),
            rule("R-2", "c.kind == 'b' and a.x", defines="d.kind"),
        ],
        inferences=[
            inference("I-1", "shares.family", "False", "shares.trust"),
            inference("I-2", "c.kind", "'a'", "team.town"),
        ],
    )

    assert open_facts(ask(law), "d.ok") == ("shares.family",)
    assert open_facts(ask(law), "d.ok", skip=["shares.family"]) == ("shares.trust",)
    assert open_facts(ask(law), "d.ok", skip=["shares.family", "shares.trust"]) == ()
    # Of the kind only "a" can follow, so d.kind can only be false and a.x cannot matter...
    assert "team.town" in open_facts(ask(law), "d.kind", skip=["c.kind"])
    # ...beside it; on its own it can still make it false.
    assert open_facts(ask(law, {"a.x": True}), "d.kind", skip=["c.kind"]) == ("team.town",)


def test_what_is_said_of_each_owner_may_hang_on_a_fact_that_can_be_asked(tmp_path):
    law = small_law(
        tmp_path,
        {
            "person.family": fact(collection="owners"),
            "person.other": fact(collection="owners"),
            "a.x": fact(),
        },
        [rule("R-1", "all(person.family or a.x for person in owners)", defines="d.ok")],
    )

    def owners(*answers, complete=True):
        return {"owners": Items(tuple(answers), complete=complete)}

    family, outside, silent = {"person.family": True}, {"person.family": False}, {}
    assert open_facts(ask(law, {}, owners(family, outside)), "d.ok") == ("a.x",)
    assert open_facts(ask(law, {}, owners(family, silent)), "d.ok") == ("a.x",)
    assert open_facts(ask(law, {}, owners(family, silent, complete=False)), "d.ok") == ()


@given(tree=conditions, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fact_is_worth_asking_when_and_only_when_it_can_settle_something(tmp_path, tree, data):
    law = law_of(tmp_path, tree)
    unknown = data.draw(st.sets(st.sampled_from(sorted(VALUES))))
    answers = {k: v for k, v in data.draw(some_answers).items() if k not in unknown}
    goal = Goal("d.ok", ask(law, answers))
    open_now = open_facts(goal.assessment, "d.ok", skip=unknown)

    can_be_asked = set(names_in(tree)) - set(answers) - unknown
    assert set(open_now) <= can_be_asked
    settling = {name for name in can_be_asked if can_settle(goal, name, can_be_asked)}
    assert settling <= set(open_now)
    # A fact named twice may be thought to reach more than it can; so may n >= 0.
    if each_named_once(tree) and each_comparison_tells(goal, tree):
        assert settling == set(open_now)


def can_settle(goal, name, can_be_asked):
    """Whether, with some answers to the others, the goal is open and an answer settles it."""
    edition = goal.assessment.edition
    others = [other for other in can_be_asked if other != name]
    every = itertools.product(*((None, *telling_values(edition, other)) for other in others))
    for values in every:
        given = {k: v for k, v in zip(others, values, strict=True) if v is not None}
        if goal.truth(given) is None:
            for value in telling_values(edition, name):
                if goal.truth(given | {name: value}) is not None:
                    return True
    return False


def each_named_once(tree):
    names = [part.path for part in subtrees(tree) if isinstance(part, Name)]
    return len(names) == len(set(names))


def each_comparison_tells(goal, tree):
    edition = goal.assessment.edition
    for part in subtrees(tree):
        if isinstance(part, Compare):
            (name,) = names_in(part)
            situations = (ask(edition, {name: value}) for value in VALUES[name])
            if len({truth_of(situation, part) for situation in situations}) == 1:
                return False
    return True
