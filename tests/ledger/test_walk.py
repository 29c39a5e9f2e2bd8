"""A chain that was changed anywhere breaks there, and what that cannot show a checkpoint does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.ledger import Break, Checkpoint, Entry, held_against, verify_chain
from mutualise.ledger.tree import EMPTY_ROOT, root_of
from tests.ledger.chains import changed, covered_up, make_chain, rewritten

LENGTH = 12
CHAIN = make_chain(LENGTH)
numbers = st.integers(1, LENGTH)


def checkpoint_of(entries: list[Entry]) -> Checkpoint:
    root = root_of(bytes.fromhex(entry.digest) for entry in entries)
    return Checkpoint("mutual.example.org/chain-a", len(entries), root)


def broken(entries: list[Entry]) -> Break | None:
    return verify_chain(entries).broken


def test_a_whole_chain_has_no_break_and_the_root_of_its_tree():
    walked = verify_chain(CHAIN, {5})

    assert walked.broken is None
    assert walked.size == LENGTH
    assert walked.root == checkpoint_of(CHAIN).root
    assert walked.roots[5] == checkpoint_of(CHAIN[:5]).root


def test_a_chain_without_events_is_whole():
    assert verify_chain([]).root == EMPTY_ROOT


@given(
    numbers,
    st.sampled_from(["previous", "at", "actor", "kind", "about", "body"]),
    st.text(max_size=20),
)
def test_a_change_to_any_part_of_an_event_is_found_there(number, field, value):
    entries = [*CHAIN]
    entries[number - 1] = changed(CHAIN[number - 1], **{field: value})

    found = broken(entries)

    assert found == Break(
        number,
        f"Event {number} was changed after it was recorded: its hash does not fit it.",
    )


@given(numbers, st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_change_to_the_hash_of_an_event_is_found_there(number, digest):
    entries = [*CHAIN]
    entries[number - 1] = Entry(CHAIN[number - 1].link, digest)

    found = broken(entries)

    assert found
    assert found.number == number


@given(numbers)
def test_a_change_that_was_covered_up_is_found_at_the_next_event(number):
    entries = [*CHAIN]
    entries[number - 1] = covered_up(changed(CHAIN[number - 1], actor="someone else"))

    found = broken(entries)

    if number == LENGTH:
        # Nothing comes after it: only a checkpoint shows this.
        assert found is None
        assert "written anew" in held_against(checkpoint_of(CHAIN), verify_chain(entries))
    else:
        assert found == Break(
            number + 1,
            f"Event {number + 1} does not follow from event {number}: "
            "one of the two was put in place of another.",
        )


@given(st.integers(1, LENGTH - 1))
def test_an_event_taken_out_is_missed(number):
    found = broken([*CHAIN[: number - 1], *CHAIN[number:]])

    sentence = f"Event {number} is missing: event {number + 1} comes next."
    assert found == Break(number, sentence)


def test_several_events_taken_out_are_missed():
    found = broken([*CHAIN[:3], *CHAIN[7:]])

    assert found == Break(4, "Events 4 to 7 are missing: event 8 comes next.")


@given(numbers, numbers)
def test_an_event_put_in_is_found(number, copy):
    entries = [*CHAIN[: number - 1], CHAIN[copy - 1], *CHAIN[number - 1 :]]

    found = broken(entries)

    assert found
    if copy < number:
        assert found == Break(
            copy, f"Event {copy} is out of place: event {number} should come here."
        )


@given(st.permutations(CHAIN))
def test_another_order_is_found(entries):
    found = broken(entries)

    assert (found is None) == (entries == CHAIN)


@given(numbers)
def test_events_removed_from_the_end_show_only_beside_a_checkpoint(left):
    walked = verify_chain(CHAIN[:left])

    assert walked.broken is None
    problem = held_against(checkpoint_of(CHAIN), walked)
    assert ("removed" in problem) == (left < LENGTH)


@given(numbers, numbers)
def test_a_chain_written_anew_shows_only_beside_a_checkpoint(start, size):
    entries = rewritten(CHAIN, start, actor="someone else")
    walked = verify_chain(entries, {size})

    assert walked.broken is None
    problem = held_against(checkpoint_of(CHAIN[:size]), walked)
    # Events before the change are the same, and a checkpoint of those says so.
    assert ("written anew" in problem) == (size >= start)


def test_beside_a_checkpoint_the_sentences_count():
    checkpoint = checkpoint_of(CHAIN)

    assert held_against(checkpoint, verify_chain(CHAIN)) == ""
    assert held_against(checkpoint, verify_chain(CHAIN[:-1])) == (
        "The checkpoint counts 12 events and the record has 11 events: "
        "the last 1 event was removed."
    )
    assert held_against(checkpoint, verify_chain([*CHAIN[:4], *CHAIN[5:]])) == (
        "The checkpoint counts 12 events, and the record breaks at event 5."
    )


@pytest.mark.parametrize("size", [3, 4])
def test_a_checkpoint_from_before_the_break_still_holds(size):
    walked = verify_chain([*CHAIN[:4], *CHAIN[5:]], {size})

    assert walked.broken
    assert held_against(checkpoint_of(CHAIN[:size]), walked) == ""
