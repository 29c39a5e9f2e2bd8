"""Two people change one case: what each changed stays, and nobody is overruled unasked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mutualise.casefile import (
    PRESENT,
    Answer,
    AnswerPlace,
    CaseFile,
    CaseOption,
    Collection,
    Item,
)
from mutualise.casefile.merging import merge

BASE = CaseFile(
    title="Practice A",
    present={"a.one": Answer(value=True), "a.two": Answer(value=3)},
    options={"plan": CaseOption("Plan", answers={"a.one": Answer(value=False)})},
    collections={"owners": Collection((Item("o1", "GP 1", {"p.gp": Answer(value=True)}),))},
)


def present(case, **answers):
    given = {name.replace("__", "."): Answer(value) for name, value in answers.items()}
    return replace(case, present={**case.present, **given})


def test_answers_to_different_questions_are_joined():
    joined, clashes = merge(BASE, present(BASE, a__two=4), present(BASE, a__three="x"))

    assert clashes == ()
    assert joined == present(BASE, a__two=4, a__three="x")


def test_different_answers_to_one_question_clash_and_theirs_stays():
    joined, (clash,) = merge(BASE, present(BASE, a__two=4), present(BASE, a__two=5))

    assert clash.answer == (PRESENT, "a.two")
    assert (clash.theirs.value, clash.mine.value) == (4, 5)
    assert joined.present["a.two"].value == 4


def test_the_same_answer_twice_is_no_clash():
    assert merge(BASE, present(BASE, a__two=4), present(BASE, a__two=4))[1] == ()


def test_my_own_earlier_answer_may_be_replaced():
    joined, clashes = merge(
        BASE, present(BASE, a__two=4), present(BASE, a__two=5), mine_wins=lambda path: True
    )

    assert (clashes, joined.present["a.two"].value) == ((), 5)


def test_an_answer_about_an_owner_who_was_taken_off_the_list_clashes():
    without_owner = replace(BASE, collections={})
    owner = Item("o1", "GP 1", {"p.gp": Answer(value=False)})
    changed = replace(BASE, collections={"owners": Collection((owner,))})

    joined, clashes = merge(BASE, without_owner, changed)

    assert [clash.answer for clash in clashes] == [(AnswerPlace("owners", "o1"), "p.gp")]
    assert joined.collections == {}


def test_two_people_add_an_owner_each_and_the_list_has_both():
    def added(name):
        items = (*BASE.collections["owners"].items, Item(name, name))
        return replace(BASE, collections={"owners": Collection(items)})

    joined, clashes = merge(BASE, added("o2"), added("o3"))

    assert clashes == ()
    assert [item.id for item in joined.collections["owners"].items] == ["o1", "o2", "o3"]


some_answers = st.dictionaries(
    st.sampled_from(["a.one", "a.two", "a.three"]), st.builds(Answer, st.sampled_from([1, 2, None]))
)
some_cases = st.builds(
    lambda title, present, options, items, complete: CaseFile(
        title=title,
        present=present,
        options={name: CaseOption(name, answers=answers) for name, answers in options.items()},
        collections={
            "owners": Collection(
                tuple(Item(key, key, answers) for key, answers in items.items()), complete
            )
        },
    ),
    st.sampled_from(["A", "B"]),
    some_answers,
    st.dictionaries(st.sampled_from(["p", "q"]), some_answers),
    st.dictionaries(st.sampled_from(["o1", "o2"]), some_answers),
    st.booleans(),
)


@given(some_cases, some_cases)
def test_where_one_side_changed_nothing_the_other_side_is_the_result(base, changed):
    assert merge(base, base, changed) == (changed, ())
    assert merge(base, changed, base) == (changed, ())
    assert merge(base, changed, changed) == (changed, ())


@given(some_cases, some_cases, some_cases)
def test_without_a_clash_the_order_of_two_saves_makes_no_difference(base, one, other):
    first, clashes = merge(base, one, other)
    second, others = merge(base, other, one)

    assert {clash.path for clash in clashes} == {clash.path for clash in others}
    if not clashes:
        assert as_sets(first) == as_sets(second)


def as_sets(case):
    items = {name: {i.id: i for i in held.items} for name, held in case.collections.items()}
    return (replace(case, collections={}), items)
