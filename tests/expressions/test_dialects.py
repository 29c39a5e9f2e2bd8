"""Each dialect takes its own words and refuses the others', in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import pytest

from mutualise.expressions import (
    ExpressionError,
    Kind,
    NameType,
    check_condition,
    check_guard,
    check_line,
    check_value,
    parse,
)


class Words:
    known: ClassVar = {
        "shares.gp_share": NameType(Kind.TRUTH),
        "shares.held_on_trust": NameType(Kind.TRUTH),
        "entity.form": NameType(Kind.CHOICE, ("cls", "cic_cls", "llp")),
        "proc.value": NameType(Kind.NUMBER),
        "parameter.threshold": NameType(Kind.NUMBER),
        "transfer.on": NameType(Kind.DATE),
        "person.ok": NameType(Kind.TRUTH),
        "cash": NameType(Kind.NUMBER),
        "pay": NameType(Kind.NUMBER),
    }

    def type_of(self, name: str) -> NameType | None:
        return self.known.get(name)

    def names(self) -> Iterable[str]:
        return self.known

    def item_of(self, collection: str) -> str | None:
        return {"owners": "person"}.get(collection)


WORDS = Words()


@pytest.mark.parametrize(
    "text",
    [
        "shares.gp_share",
        "not shares.gp_share or entity.form in ['cls', 'cic_cls']",
        "proc.value < parameter.threshold",
        "proc.value * 2 >= parameter.threshold / (1 + cash)",
        "entity.form == 'llp'",
        "all(person.ok for person in owners)",
        "count(person.ok for person in owners) >= 2",
        "known(proc.value) and shares.gp_share",
    ],
)
def test_a_sound_condition_passes(text):
    check_condition(text, parse(text), WORDS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shares.gp_shar", "not a declared name. Did you mean shares.gp_share?"),
        ("entity.form == 'cics'", "not one of cls, cic_cls, llp"),
        ("entity.form in ['cls', 'cic_clss']", "Did you mean cic_cls?"),
        ("proc.value", "a number, and a yes or no is needed"),
        ("shares.gp_share > 3", "cannot be compared"),
        ("shares.gp_share < shares.held_on_trust", "compares numbers or dates"),
        ("proc.value and shares.gp_share", "a yes or no is needed"),
        ("proc.value == '5'", "cannot be compared"),
        ("proc.value in ['a']", "is not a number"),
        ("prev(cash) > 1", "not a function here"),
        ("known(1)", "takes one name"),
        ("known(proc.value, cash)", "takes 1, and 2 were given"),
        ("all(owner.ok for owner in owners)", "One of owners is called person"),
        ("all(person.ok for person in sites)", "not a declared collection"),
    ],
)
def test_a_faulty_condition_is_named(text, says):
    with pytest.raises(
        ExpressionError, match="(?s)" + says.replace("?", r"\?").replace("(", r"\(")
    ):
        check_condition(text, parse(text), WORDS)


def test_every_fault_is_reported_at_once():
    text = "shares.gp_shar and entity.form == 'x' and proc.value"

    with pytest.raises(ExpressionError) as caught:
        check_condition(text, parse(text), WORDS)

    assert len(caught.value.problems) == 3


def test_a_value_must_be_of_the_facts_own_type():
    form = NameType(Kind.CHOICE, ("cls", "llp"))
    check_value("'llp'", parse("'llp'"), WORDS, form)

    with pytest.raises(ExpressionError, match="not one of"):
        check_value("'lllp'", parse("'lllp'"), WORDS, form)
    with pytest.raises(ExpressionError, match="is needed here"):
        check_value("shares.gp_share", parse("shares.gp_share"), WORDS, form)


@pytest.mark.parametrize("text", ["prev(cash) + pay", "iff(cash > 0, pay, 0)", "max(cash, pay, 0)"])
def test_a_line_is_a_number_over_months(text):
    check_line(text, parse(text), WORDS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shares.gp_share", "a number is needed"),
        ("lag(cash)", "takes 2"),
        ("count(person.ok for person in owners)", "belongs in conditions"),
    ],
)
def test_a_line_takes_no_questions(text, says):
    with pytest.raises(ExpressionError, match=says):
        check_line(text, parse(text), WORDS)


def test_a_guard_is_one_name_perhaps_negated():
    for text in ("shares.gp_share", "not shares.gp_share"):
        check_guard(text, parse(text), WORDS)
    for text in ("shares.gp_share and shares.held_on_trust", "proc.value > 1"):
        with pytest.raises(ExpressionError, match="one named fact"):
            check_guard(text, parse(text), WORDS)
