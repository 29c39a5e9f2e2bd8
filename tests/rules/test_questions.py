"""Ask what settles most, never what cannot matter."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualise.rules import Goal, next_questions
from mutualise.rules.questions import open_facts
from tests.expressions.strategies import VALUES, conditions, some_answers
from tests.rules.small_law import ask, fact, law_of, rule, small_law


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
