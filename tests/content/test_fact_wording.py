"""The wording of every fact follows the house style. Reads the YAML itself, so that it
checks what an author wrote and not what a loader made of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import mutualise

LAW = Path(mutualise.__file__).parent / "content" / "law"
LONGEST_LABEL = 60


def word(key: object) -> str:
    """YAML 1.1 reads a bare yes or no as true or false. Give the word back."""
    return {True: "yes", False: "no"}.get(key, key) if isinstance(key, bool) else str(key)


def load_facts() -> dict[str, dict]:
    facts: dict[str, dict] = {}
    for path in sorted((LAW / "facts").glob("*.yaml")):
        for name, body in (yaml.safe_load(path.read_text("utf-8")) or {}).items():
            assert name not in facts, f"{name} is defined twice, the second time in {path.name}"
            facts[name] = {word(key): value for key, value in body.items()}
    return facts


FACTS = load_facts()
ASKED = {name: fact for name, fact in FACTS.items() if fact.get("askable", True)}
CLAUSES = [
    pytest.param(fact[key], id=f"{name}-{key}")
    for name, fact in FACTS.items()
    for key in ("yes", "no", "is")
    if key in fact
]
EACH_FACT = pytest.mark.parametrize("name", FACTS)


@pytest.mark.parametrize("name", ASKED)
def test_question_is_one_question(name):
    ask = ASKED[name]["ask"]
    assert ask.endswith("?")
    assert ask.count("?") == 1
    assert ask[0].isupper()


@pytest.mark.parametrize("name", ASKED)
def test_question_leaves_the_statute_to_the_reason(name):
    assert not re.search(r"\b(section|reg|regs|para|s\.\d|Act \d{4})\b", ASKED[name]["ask"])


@EACH_FACT
def test_fact_says_why_and_who(name):
    for key in ("label", "who", "why"):
        assert FACTS[name].get(key, "").strip(), f"{name} has no {key}"


@EACH_FACT
def test_label_is_short_and_has_no_full_stop(name):
    label = FACTS[name]["label"]
    assert len(label) < LONGEST_LABEL
    assert not label.endswith(".")


@EACH_FACT
def test_fact_has_the_clauses_its_type_needs(name):
    fact = FACTS[name]
    if fact["type"] == "bool":
        assert fact["yes"].strip()
        assert fact["no"].strip()
    else:
        assert "{value}" in fact["is"]


@EACH_FACT
def test_every_value_of_an_enum_has_a_label(name):
    fact = FACTS[name]
    if fact["type"] == "enum":
        assert fact["values"]
        assert all(isinstance(label, str) and label.strip() for label in fact["values"].values())
        assert set(fact.get("value_hints", {})) <= set(fact["values"])


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_fits_inside_a_sentence(clause):
    assert not clause.rstrip().endswith(".")
    assert "£" not in clause
    assert "?" not in clause
    assert re.match(r"[a-z]|NHS |HM |[A-Z]{2,}|a |an ", clause), "starts like a new sentence"


@EACH_FACT
def test_money_and_percent_have_their_unit(name):
    fact = FACTS[name]
    if fact["type"] == "money":
        assert fact["unit"] == "£"
    if fact["type"] == "percent":
        assert fact["unit"] == "%"
