"""A law base written by the test that uses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from mutualise.expressions import Expression, to_text
from mutualise.rules import Assessment, Edition, Items, LawBase, Value
from mutualise.rules.reading import read_law
from tests.expressions.strategies import CHOICES, NUMBERS, TRUTHS

DAY = dt.date(2026, 11, 24)


class NoAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def fact(kind: str = "bool", **more: Any) -> dict[str, Any]:
    """A fact with the words that the loader asks for."""
    base: dict[str, Any] = {
        "type": kind,
        "ask": "Is it so?",
        "label": "It",
        "mutability": "design",
    }
    if kind == "bool":
        base |= {"yes": "it is so", "no": "it is not so"}
    else:
        base |= {"is": "it is {value}"}
    return base | more


def rule(rule_id: str, condition: str = "", **more: Any) -> dict[str, Any]:
    """A rule with the words that the loader asks for; `defines` makes it a definition."""
    base: dict[str, Any] = {
        "id": rule_id,
        "topic": "topic",
        "kind": "consequence" if condition else "guidance",
        "statement": f"{rule_id} in words",
        "provision": "An Act, s.1",
        "consequence": "Something follows.",
        "effect": "info",
        "confidence": "high",
        "sources": ["S"],
        "checked": DAY,
    }
    if condition:
        base["condition"] = condition
    if "defines" in more:
        name = more["defines"]
        base |= {"kind": "definition", "says": {"yes": f"{name} holds", "no": f"{name} does not"}}
    return base | more


def write_law(
    folder: Path,
    facts: Mapping[str, Any],
    rules: list[dict[str, Any]],
    *,
    inferences: list[dict[str, Any]] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Path:
    """Write the content files of a law base under a folder."""
    files = {
        "law/facts/facts.yaml": dict(facts),
        "law/rules/rules.yaml": rules,
        "law/inferences/inferences.yaml": inferences or [],
        "law/sources.yaml": {"S": {"title": "A statute"}},
        "law/topics.yaml": {
            "topics": {"topic": {"label": "Topic", "group": "group"}},
            "groups": {"group": {"label": "Group", "question": "What?"}},
        },
        "parameters/parameters.yaml": dict(parameters or {}),
    }
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(value, Dumper=NoAnchors, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    return folder


def small_law(folder: Path, *args: Any, **kwargs: Any) -> LawBase:
    """Write a law base and read it back."""
    return read_law(write_law(folder, *args, **kwargs))


def ask(
    law: LawBase | Edition,
    answers: Mapping[str, Value] | None = None,
    collections: Mapping[str, Items] | None = None,
) -> Assessment:
    """Put answers to a law base as at the tests' day."""
    edition = law.at(DAY) if isinstance(law, LawBase) else law
    return Assessment(edition, answers or {}, collections)


def dated(value: float, since: str = "2020-01-01", published: str | None = None) -> dict[str, Any]:
    """One value of a parameter."""
    return {
        "value": value,
        "in_force_from": dt.date.fromisoformat(since),
        "published_on": dt.date.fromisoformat(published or since),
        "source": "S",
        "confidence": "high",
        "checked": DAY,
    }


def law_of(folder: Path, condition: Expression) -> LawBase:
    """A law base with one definition, d.ok, over the names of the random expressions."""
    facts = {name: fact() for name in TRUTHS} | {name: fact("int") for name in NUMBERS}
    for name, values in CHOICES.items():
        facts[name] = fact("enum", values={value: value for value in values})
    return small_law(folder, facts, [rule("R-1", to_text(condition), defines="d.ok")])
