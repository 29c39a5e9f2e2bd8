"""Plain answers in a file, and the same from a case file."""

import pytest

from mutualise.casefile import CaseFileError, read_answers
from mutualise.rules import load_law

FACTS = load_law().facts


def test_one_fact_on_each_line_is_enough():
    found = read_answers(
        "entity.not_for_profit: yes\norganisation.employee_owned_percent: 30", FACTS
    )

    assert found == {"entity.not_for_profit": True, "organisation.employee_owned_percent": 30}


def test_what_is_not_known_is_left_out():
    assert read_answers("entity.not_for_profit: not known\n", FACTS) == {}


def test_a_case_file_and_its_options_are_read_too():
    case = (
        "mutualise: 1\n"
        "present: {answers: {entity.not_for_profit: no}}\n"
        "options: {cic: {answers: {entity.not_for_profit: yes}}}\n"
    )

    assert read_answers(case, FACTS) == {"entity.not_for_profit": False}
    assert read_answers(case.encode(), FACTS, option="cic") == {"entity.not_for_profit": True}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("- one\n- two\n", "This is not a list of answers"),
        ("entity.not_for_profits: yes", "Line 1: There is no fact called"),
        ("entity.not_for_profit: perhaps", "Line 1: "),
        ("entity.not_for_profit: {a: 1}", "Line 1: entity.not_for_profit needs one value"),
        ("a: [", "not valid YAML"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_a_fault_is_named_with_its_line(data, says):
    with pytest.raises(CaseFileError, match=r".") as error:
        read_answers(data, FACTS)

    assert says in str(error.value)
