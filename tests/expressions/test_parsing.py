"""From text to tree and back, and errors that point at the character."""

from __future__ import annotations

import pytest
from hypothesis import given

from mutualise.expressions import (
    And,
    Compare,
    ExpressionError,
    Literal,
    Name,
    Not,
    Quantified,
    names_in,
    parse,
    to_text,
)
from tests.expressions.strategies import conditions


def test_a_condition_reads_as_it_is_written():
    tree = parse("shares.gp_share and not shares.held_on_trust")

    assert tree == And((Name("shares.gp_share"), Not(Name("shares.held_on_trust"))))


def test_a_folded_text_keeps_its_places():
    tree = parse("proc.psr_applies and\n  proc.term_years <= 5")

    assert isinstance(tree, And)
    limit = tree.parts[1]
    assert isinstance(limit, Compare)
    assert (limit.span.start, limit.span.end) == (23, 43)


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("gms.eligible == False", "not gms.eligible"),
        ("gms.eligible != True", "not gms.eligible"),
        ("gms.eligible == True", "gms.eligible"),
        ("not a.b == False", "a.b"),
        ("not not a.b", "a.b"),
        ("(a.b and c.d) and e.f", "a.b and c.d and e.f"),
        ("1 < n.people <= 5", "1 < n.people and n.people <= 5"),
        ("n.people >= 1_000", "n.people >= 1000"),
    ],
)
def test_there_is_one_tree_for_one_meaning(written, same_as):
    assert parse(written) == parse(same_as)


def test_a_fraction_keeps_the_digits_that_were_written():
    tree = parse("n.rate <= 14.38")

    assert isinstance(tree, Compare)
    assert isinstance(tree.right, Literal)
    assert str(tree.right.value) == "14.38"


def test_a_collection_is_asked_about_with_all_any_or_count():
    tree = parse("all(person.s86_eligible for person in owners)")

    assert tree == Quantified("all", "person", "owners", Name("person.s86_eligible"))


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a.b and", 8, "not a complete condition"),
        ("a.b(", 4, "never closed"),
        ("a.b and x[0]", 9, "Square brackets"),
        ("a if b else c", 1, "iff"),
        ("lambda: 1", 1, "function definition"),
        ("a is b", 1, "Use == or !="),
        ("a.b + 1 ** 2", 7, "Only + - * and /"),
        ("a.b in c.d", 8, "list of values"),
        ("f(x=1)", 1, "plain arguments"),
        ("(1).real", 1, "A dot may only join"),
        ("all(a.b)", 1, "Write all(person.something for person in owners)"),
        ("x := 3", 3, "not a complete condition"),
        ("'a' f'b'", 1, "not part of the language"),
        ("", 1, "empty"),
        ("a.b and é and )", 15, "unmatched"),
    ],
)
def test_what_is_not_in_the_language_is_named_with_its_place(text, place, says):
    with pytest.raises(ExpressionError) as caught:
        parse(text)

    assert says in str(caught.value)
    assert f"(character {place})" in str(caught.value)


def test_the_error_draws_a_caret_under_the_fault():
    with pytest.raises(ExpressionError) as caught:
        parse("shares.gp_share and x[0]")

    sentence, text, caret = str(caught.value).splitlines()
    assert text[caret.index("^") :].startswith("x[0]")
    assert sentence.startswith("Square brackets after a name")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 400 + "a" + ")" * 400,
        "not " * 3000 + "a",
        "not " * 900 + "a.b",
        "n.one" + " + 1" * 900 + " > 0",
        "a\0b",
    ],
)
def test_hostile_text_is_refused_and_never_crashes(text):
    with pytest.raises(ExpressionError):
        parse(text)


@given(conditions)
def test_printing_and_parsing_come_back_to_the_same_tree(tree):
    assert parse(to_text(tree)) == tree


def test_names_are_listed_once_in_the_order_written():
    tree = parse("b.x and a.y and b.x and n.z >= parameter.limit")

    assert names_in(tree) == ("b.x", "a.y", "n.z", "parameter.limit")


@pytest.mark.parametrize("text", ["not " * 900 + "a.x", "+".join(["a.x"] * 900) + " > 1"])
def test_what_is_nested_too_deep_is_refused_before_the_stack_ends(text):
    with pytest.raises(ExpressionError, match="nested more than 100 levels"):
        parse(text)


def test_brackets_alone_make_no_level():
    assert parse("(" * 90 + "a.x" + ")" * 90) == Name("a.x")
