"""Labels that give somebody away."""

from __future__ import annotations

import pytest

from mutualise.structures.owner_labels import looks_like_a_person, sounds_retired, warnings_on
from tests.structures.owner_lists import owner


@pytest.mark.parametrize(
    "label",
    ["Dr Amara Okoye", "DR OKOYE", "Mrs. Smith", "prof o'neill", "a.person@practice.example"],
)
def test_a_title_before_a_name_or_an_address_looks_like_a_person(label):
    assert looks_like_a_person(label)


@pytest.mark.parametrize("label", ["GP 1", "Nurse 12", "Dr 3", "Dr A", "Practice B", "Doctor no 2"])
def test_a_label_for_a_role_does_not(label):
    assert not looks_like_a_person(label)


@pytest.mark.parametrize(
    ("label", "wanted"), [("Retired GP", True), ("Former partner 2", True), ("GP exeter", False)]
)
def test_somebody_who_has_stopped_is_heard(label, wanted):
    assert sounds_retired(label) is wanted


def test_each_doubt_is_one_sentence_with_the_labels():
    owners = [owner("Dr Amara Okoye", "gp"), owner("Retired GP", "gp"), owner("GP 1", "gp")]
    found = warnings_on(owners)

    assert len(found) == 2
    assert found[0].startswith("“Dr Amara Okoye”: this looks like a person's name")
    assert found[1].startswith("“Retired GP”: a retired doctor is a GP only while")
    assert warnings_on([owner("Retired doctor", "other_doctor"), owner("GP 1", "gp")]) == ()
