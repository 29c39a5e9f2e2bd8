"""The difference between two cases: every change once, in words, and nothing missed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.casefile import (
    PRESENT,
    Answer,
    AnswerPlace,
    CaseFile,
    CaseOption,
    CaseSource,
    Collection,
    Item,
)
from mutualise.casefile.difference_words import TEXT_NAMES, by_place, difference_words
from mutualise.casefile.differences import (
    TEXTS,
    AnswerChanged,
    Answering,
    apply,
    differences,
    differences_of_options,
)
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.rules import load_law

FACTS = load_law().facts
GP = Item("gp-1", "GP 1", {"person.is_gp": Answer(value=True)})
NURSE = Item("nurse-12", "Nurse 12")
CASE = CaseFile(
    "Riverside practice",
    present={"contract.type": Answer("gms", who="Practice manager")},
    options={"plan": CaseOption("A CIC", answers={"entity.form": Answer("cic_cls")})},
    collections={"owners": Collection((GP, NURSE), complete=False)},
)


def said(before: CaseFile, after: CaseFile) -> list[str]:
    return [difference_words(change, FACTS) for change in differences(before, after)]


def changed(**parts) -> CaseFile:
    return dataclasses.replace(CASE, **parts)


def test_two_cases_that_say_the_same_do_not_differ():
    again = changed(present=dict(CASE.present))

    assert differences(CASE, again) == ()


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer("pms"), Answering.CHANGED, "The contract: was 'GMS', now 'PMS'"),
        (Answer(None), Answering.CHANGED, "The contract: was 'GMS', now 'Not known'"),
        (None, Answering.TAKEN_BACK, "The contract: was 'GMS', now not answered"),
        (
            Answer("gms", who="Practice manager", why="Signed in 2004"),
            Answering.PROVENANCE,
            "The contract: still 'GMS'; the reason: now 'Signed in 2004'",
        ),
        (
            Answer("gms", who="Partner"),
            Answering.PROVENANCE,
            "The contract: still 'GMS'; who said so: was 'Practice manager', now 'Partner'",
        ),
    ],
)
def test_an_answer_that_changed_says_what_it_was_and_what_it_is_now(answer, kind, words):
    label = FACTS["contract.type"].label
    gms, pms = (FACTS["contract.type"].written(value) for value in ("gms", "pms"))
    expected = words.replace("The contract", label).replace("GMS", gms).replace("PMS", pms)
    after = changed(present={} if answer is None else {"contract.type": answer})

    (found,) = differences(CASE, after)
    assert (found.place, found.fact, found.kind) == (PRESENT, "contract.type", kind)
    assert difference_words(found, FACTS) == expected


def test_a_first_answer_says_that_it_was_given():
    after = changed(present={**CASE.present, "partners.count": Answer(3)})

    (found,) = differences(CASE, after)
    assert found.kind is Answering.GIVEN
    assert difference_words(found, FACTS) == f"{FACTS['partners.count'].label}: answered '3'"


def test_options_are_added_renamed_and_removed():
    renamed = changed(options={"plan": dataclasses.replace(CASE.options["plan"], title="A co-op")})
    added = changed(
        options={**CASE.options, "wait": CaseOption("Wait", "", {"partners.count": Answer(2)})}
    )

    assert said(CASE, renamed) == ["The name of the option: was 'A CIC', now 'A co-op'"]
    assert said(CASE, added) == [
        "New option: 'Wait'",
        f"{FACTS['partners.count'].label}: answered '2'",
    ]
    assert said(added, CASE) == ["The option 'Wait' was removed"]


def test_owners_are_added_noted_moved_and_removed():
    noted = dataclasses.replace(NURSE, note="Joins in April")
    new = Item("gp-2", "GP 2")

    def with_owners(*items: Item, complete: bool = False) -> CaseFile:
        return changed(collections={"owners": Collection(items, complete)})

    assert said(CASE, with_owners(GP, noted)) == ["The words about the owner: now 'Joins in April'"]
    assert said(CASE, with_owners(GP, NURSE, new)) == ["New owner: 'GP 2'"]
    assert said(CASE, with_owners(NURSE)) == ["The owner 'GP 1' was removed"]
    assert said(CASE, with_owners(NURSE, GP)) == ["The list of owners is in another order"]
    assert said(CASE, with_owners(GP, NURSE, complete=True)) == ["The list of owners: now complete"]
    assert said(CASE, changed(collections={})) == [
        "The owner 'GP 1' was removed",
        "The owner 'Nurse 12' was removed",
        "The list of owners was removed",
    ]


def test_the_texts_and_the_sources_of_a_case_are_compared_too():
    after = changed(
        title="Hillside practice",
        as_at=dt.date(2026, 4, 6),
        notes="A long note. " * 20,
        sources={"A1": CaseSource("Practice leaflet")},
    )

    assert said(CASE, after) == [
        "The name of the case: was 'Riverside practice', now 'Hillside practice'",
        "The date of the law: now '6 April 2026'",
        "Notes on the case: written",
        "New source: 'Practice leaflet'",
    ]


def test_every_text_of_a_case_has_a_name():
    assert set(TEXT_NAMES) == set(TEXTS)


def test_changes_stand_under_the_place_they_were_made_in():
    after = changed(
        present={"contract.type": Answer("pms")},
        options={"plan": CaseOption("A CIC"), "other": CaseOption("A CIC")},
        collections={"owners": Collection((GP, dataclasses.replace(NURSE, title="Nurse 1")))},
    )

    found = by_place(differences(CASE, after), CASE, after)
    assert {name: len(changes) for name, changes in found.items()} == {
        "As you are today": 1,
        "Option: A CIC (option:plan)": 1,
        "Option: A CIC (option:other)": 1,
        "The case": 1,
        "Owner: Nurse 1": 1,
    }


def test_two_options_differ_in_what_lies_over_the_present_position():
    case = changed(options={**CASE.options, "pms": CaseOption("PMS", answers=PMS)})

    assert differences_of_options(case, None, "plan") == (
        AnswerChanged(AnswerPlace("option", "plan"), "entity.form", None, Answer("cic_cls")),
    )
    assert [(c.fact, c.kind) for c in differences_of_options(case, "plan", "pms")] == [
        ("contract.type", Answering.CHANGED),
        ("entity.form", Answering.TAKEN_BACK),
    ]
    with pytest.raises(UnknownOptionError, match="Did you mean plan"):
        differences_of_options(case, None, "plann")


PMS = {"contract.type": Answer("pms")}

words = st.sampled_from(["", "One", "Two"])
keys = st.sampled_from(["a", "b", "c"])
answered = st.dictionaries(
    st.sampled_from(["shares.gp_share", "shares.held_on_trust", "cqc.regulated_activity"]),
    st.builds(Answer, st.sampled_from([True, False, None]), words, words, words, words),
)
cases = st.builds(
    CaseFile,
    title=words,
    about=words,
    lesson=words,
    slug=words,
    order=st.integers(0, 2),
    kind_label=words,
    as_at=st.none() | st.sampled_from([dt.date(2026, 4, 6), dt.date(2027, 4, 6)]),
    sources=st.dictionaries(
        keys, st.builds(CaseSource, words, words, words, st.none(), words), max_size=2
    ),
    present=answered,
    options=st.dictionaries(keys, st.builds(CaseOption, words, words, answered), max_size=3),
    collections=st.dictionaries(
        st.sampled_from(["contracts", "owners"]),
        st.builds(
            Collection,
            st.lists(
                st.builds(Item, keys, words, answered, words),
                max_size=3,
                unique_by=lambda item: item.id,
            ).map(tuple),
            st.booleans(),
        ),
    ),
    notes=words,
)


def test_the_generated_cases_reach_every_part_of_a_case():
    texts = {field.name for field in dataclasses.fields(CaseFile)}

    assert texts == {*TEXTS, "sources", "present", "options", "collections"}


@given(cases, cases)
def test_the_changes_made_to_the_first_case_give_the_second(before, after):
    changes = differences(before, after)

    assert apply(before, changes) == after
    assert (changes == ()) is (before == after)
    assert all(difference_words(change, FACTS) for change in changes)


@given(cases)
def test_a_case_does_not_differ_from_itself(case):
    assert differences(case, case) == ()


def test_the_largest_case_is_compared_in_a_moment():
    facts = [fact.name for fact in FACTS if fact.collection]
    owners = tuple(
        Item(f"owner-{n}", f"Owner {n}", {name: Answer(value=True) for name in facts})
        for n in range(2000)
    )
    after = changed(collections={"owners": Collection(tuple(reversed(owners)))})

    began = time.perf_counter()
    changes = differences(CASE, after)
    assert apply(CASE, changes) == after
    assert time.perf_counter() - began < 5
    assert len(changes) == 2 + 2000 * (1 + len(facts)) + 1
