"""Forms, contracts, topics and the frame of the interview cover the vocabulary exactly once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

import mutualise

CONTENT = Path(mutualise.__file__).parent / "content"
LAW = CONTENT / "law"


def read(path: Path):
    return yaml.safe_load(path.read_text("utf-8"))


FORMS = read(LAW / "forms.yaml")
CONTRACTS = read(LAW / "contracts.yaml")
TOPICS = read(LAW / "topics.yaml")
INTERVIEW = read(CONTENT / "structures" / "interview.yaml")
FACTS = {
    name: fact
    for path in (LAW / "facts").glob("*.yaml")
    for name, fact in (read(path) or {}).items()
}
RULES = [rule for path in (LAW / "rules").glob("*.yaml") for rule in read(path)]
RULE_IDS = {rule["id"] for rule in RULES}
DEFINED = {rule["defines"] for rule in RULES if "defines" in rule}
SOURCES = {key for path in LAW.glob("sources*.yaml") for key in read(path)}
ATTRIBUTES = read(LAW / "form_attributes.yaml")["attributes"]


def statements():
    for form, body in FORMS.items():
        for name, said in {**body["attributes"], "liability": body["liability"]}.items():
            yield pytest.param(said, id=f"{form}-{name}")


def test_each_legal_form_appears_once():
    forms = [body["sets"]["entity.form"] for body in FORMS.values() if body["kind"] == "form"]
    assert sorted(forms) == sorted(FACTS["entity.form"]["values"])


def test_present_form_offers_every_legal_form():
    offered = set(FACTS["team.present_form"]["values"])
    assert offered - set(FACTS["entity.form"]["values"]) == {"part_of_nhs", "part_of_council"}


@pytest.mark.parametrize("form", FORMS)
def test_form_sets_known_facts_and_attributes(form):
    body = FORMS[form]
    assert set(body["sets"]) <= set(FACTS)
    assert set(body["attributes"]) <= set(ATTRIBUTES)


@pytest.mark.parametrize("said", list(statements()))
def test_statement_about_a_form_has_a_basis(said):
    assert said["text"].endswith(".")
    assert said["source"] in SOURCES
    assert said.get("rule") in RULE_IDS | {None}
    assert not (said["verified"] and said["source"] == "M"), "checked, but against what?"


def test_contracts_are_those_that_can_be_chosen():
    assert set(CONTRACTS) == set(FACTS["contract.type"]["values"])


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_names_definitions_that_exist(contract):
    body = CONTRACTS[contract]
    assert body["definition"] in DEFINED or body["no_definition"]
    assert set(body["goals"]) <= DEFINED
    assert len(body["goals"]) <= 8
    assert set(body["sources"]) | set(body["term"]["sources"]) <= SOURCES


def test_every_topic_is_in_a_group_and_every_rule_in_a_topic():
    assert {topic["group"] for topic in TOPICS["topics"].values()} == set(TOPICS["groups"])
    assert {rule["topic"] for rule in RULES} <= set(TOPICS["topics"])


def test_every_namespace_of_facts_is_in_one_section():
    placed = Counter(
        namespace for section in INTERVIEW["sections"] for namespace in section["namespaces"]
    )
    assert set(placed) == {name.partition(".")[0] for name in FACTS}
    assert max(placed.values()) == 1


@pytest.mark.parametrize("name", FACTS)
def test_sources_of_a_fact_exist(name):
    assert set(FACTS[name].get("sources", [])) <= SOURCES
