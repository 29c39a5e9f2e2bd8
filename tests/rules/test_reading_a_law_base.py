"""A fault in a content file is named with its file, its line and the remedy."""

from __future__ import annotations

import pytest

from mutualise.content.loader import ContentError
from mutualise.rules.reading import read_law
from tests.rules.small_law import fact, rule, small_law, write_law


def faults(folder, facts, rules, **more):
    with pytest.raises(ContentError) as caught:
        small_law(folder, facts, rules, **more)
    return str(caught.value)


def test_a_typo_in_a_condition_names_the_rule_the_place_and_the_word_meant(tmp_path):
    found = faults(
        tmp_path, {"shares.gp_share": fact()}, [rule("R-1", "not shares.gp_shar", defines="d.x")]
    )

    assert "law/rules/rules.yaml, line 1, R-1" in found
    assert "shares.gp_shar is not a declared name. Did you mean shares.gp_share?" in found
    assert "(character 5)" in found


def test_a_condition_that_does_not_parse_is_named(tmp_path):
    found = faults(tmp_path, {"a.x": fact()}, [rule("R-1", "a.x and", defines="d.x")])

    assert "R-1: This is not a complete condition" in found


def test_an_unknown_key_suggests_the_one_meant(tmp_path):
    found = faults(tmp_path, {"a.x": fact()}, [rule("R-1", "a.x", exeption_to="R-2")])

    assert "'exeption_to' is not a known key. Did you mean exception_to?" in found


def test_every_fault_is_found_in_one_go(tmp_path):
    found = faults(
        tmp_path,
        {"a.x": fact()},
        [
            rule("R-1", "a.y", defines="d.x"),
            rule("R-2", "a.x", sources=["S99"], exception_to="R-9"),
            rule("R-3", "a.x", topic="nowhere"),
            rule("R-4", "a.x", qualifies=[{"findings": ["d.z"], "from": "no", "to": "precedent"}]),
        ],
    )

    for said in (
        "a.y is not",
        "S99 is not",
        "R-9, which is no rule",
        "topic nowhere",
        "d.z, which",
    ):
        assert said in found


def test_a_circle_of_definitions_is_refused(tmp_path):
    found = faults(
        tmp_path,
        {"a.x": fact()},
        [rule("R-1", "d.two or a.x", defines="d.one"), rule("R-2", "d.one", defines="d.two")],
    )

    assert "A circle of definitions: d.one needs d.two needs d.one" in found


def test_the_same_id_twice_is_refused(tmp_path):
    found = faults(tmp_path, {"a.x": fact()}, [rule("R-1", "a.x"), rule("R-1", "not a.x")])

    assert "R-1 is also in law/rules/rules.yaml, line 1" in found


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("- id: R-1\n  topic: [", "not valid YAML"),
        ("- &a {id: R-1}\n- *a\n", "Anchors and aliases"),
        ("- id: R-1\n  id: R-2\n", "'id' is given twice"),
        ("- !!python/object/apply:os.system ['true']\n", "is not allowed. Remove it"),
        ("- R-1\n", "a set of 'name: value' lines"),
    ],
)
def test_broken_yaml_is_named_with_its_line_and_never_executed(tmp_path, broken, says):
    write_law(tmp_path, {"a.x": fact()}, [])
    (tmp_path / "law/rules/rules.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_law(tmp_path)

    assert says in str(caught.value)
    assert "law/rules/rules.yaml, line" in str(caught.value)


def test_a_definition_without_words_is_refused(tmp_path):
    found = faults(tmp_path, {"a.x": fact()}, [{**rule("R-1", "a.x"), "kind": "definition"}])

    assert "a definition needs 'defines', 'says' and 'condition'" in found


def test_a_fact_that_is_a_question_needs_its_clauses(tmp_path):
    found = faults(tmp_path, {"a.x": fact() | {"yes": ""}}, [])

    assert "a yes-or-no fact needs 'yes' and 'no' clauses" in found
