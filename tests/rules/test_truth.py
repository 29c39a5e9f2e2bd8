"""Truth in three values: what is not known never becomes no."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.expressions import (
    Among,
    And,
    Compare,
    Expression,
    Name,
    Not,
    Or,
    names_in,
    parse,
)
from mutualise.rules.truth import compile_expression
from tests.expressions.strategies import conditions, whole_answers


class Known:
    """A situation that is only a set of answers."""

    def __init__(self, answers):
        self.answers = answers

    def value(self, name):
        return self.answers.get(name)

    def items(self, collection):
        return (Known({**self.answers, **item}) for item in self.answers.get(collection, ()))

    def is_complete(self, collection):
        return self.answers.get(f"{collection} complete", False)


def truth(text_or_tree, answers, figures=None):
    tree = parse(text_or_tree) if isinstance(text_or_tree, str) else text_or_tree
    return compile_expression(tree, figures or {})(Known(answers))


THREE = (True, False, None)
AND = {
    (a, b): False if False in (a, b) else (None if None in (a, b) else True)
    for a, b in product(THREE, THREE)
}
OR = {
    (a, b): True if True in (a, b) else (None if None in (a, b) else False)
    for a, b in product(THREE, THREE)
}


@pytest.mark.parametrize(("a", "b"), list(AND))
def test_and_or_not_follow_kleene(a, b):
    answers = {name: value for name, value in (("a.x", a), ("b.y", b)) if value is not None}

    assert truth("a.x and b.y", answers) is AND[a, b]
    assert truth("a.x or b.y", answers) is OR[a, b]
    assert truth("not a.x", answers) is (None if a is None else not a)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n.x >= 2", None),
        ("n.x + 1 == 3", None),
        ("c.form in ['cls']", None),
        ("known(n.x)", False),
        ("n.y / 0 > 1", None),
        ("n.y / 2 == 1.5", True),
        ("-n.y == -3", True),
        ("n.y >= parameter.limit", True),
        ("n.y >= parameter.gone", None),
    ],
)
def test_sums_and_comparisons_with_something_unknown_are_unknown(text, expected):
    assert truth(text, {"n.y": 3}, {"limit": 3, "gone": None}) is expected


@pytest.mark.parametrize(
    ("owners", "complete", "all_of", "any_of", "how_many"),
    [
        ([], False, None, None, None),
        ([], True, True, False, 0),
        ([{"person.ok": True}], False, None, True, None),
        ([{"person.ok": True}], True, True, True, 1),
        ([{"person.ok": True}, {}], True, None, True, None),
        ([{"person.ok": False}, {}], False, False, None, None),
        ([{"person.ok": False}, {"person.ok": True}], True, False, True, 1),
    ],
)
def test_a_list_that_may_not_be_complete_settles_only_what_it_can(
    owners, complete, all_of, any_of, how_many
):
    answers = {"owners": owners, "owners complete": complete}
    clause = "(person.ok for person in owners)"

    assert truth(f"all{clause}", answers) is all_of
    assert truth(f"any{clause}", answers) is any_of
    counted = None if how_many is None else how_many == 1
    assert truth(f"count{clause} == 1", answers) is counted


def plain_truth(tree: Expression, answers) -> bool:
    """The slow obvious reading of a condition when everything is known."""
    match tree:
        case Name(path=path):
            return answers[path]
        case Not(part=part):
            return not plain_truth(part, answers)
        case And(parts=parts):
            return all(plain_truth(part, answers) for part in parts)
        case Or(parts=parts):
            return any(plain_truth(part, answers) for part in parts)
        case Among(subject=Name(path=path), values=values, negated=negated):
            return (answers[path] in [value.value for value in values]) != negated
        case Compare(op=op, left=Name(path=path), right=right):
            left, limit = answers[path], right.value
            return {
                "==": left == limit,
                "!=": left != limit,
                "<": left < limit,
                "<=": left <= limit,
                ">": left > limit,
                ">=": left >= limit,
            }[op]
    raise AssertionError(tree)


@given(conditions, whole_answers)
def test_with_everything_known_it_is_ordinary_logic(tree, answers):
    assert truth(tree, answers) is plain_truth(tree, answers)


@given(conditions, whole_answers, st.data())
def test_a_settled_answer_stays_settled_whatever_is_learned(tree, answers, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(answers))))
    partial = {name: answers[name] for name in kept}

    before = truth(tree, partial)

    assert before in (None, truth(tree, answers))
    assert set(names_in(tree)) <= set(answers)
