"""What rests on what: the rules that use a figure, a source or a definition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mutualise.expressions import names_in
from mutualise.rules import LawBase, Rule
from mutualise.rules.model import Inference
from mutualise.rules.truth import PARAMETER


@cache
def rules_by_figure(law: LawBase) -> Mapping[str, tuple[str, ...]]:
    """For each parameter, the rules whose conditions name it."""
    found: dict[str, dict[str, None]] = {}
    for key, tree in law.trees.items():
        rule_id = key.partition(" ")[0]
        for name in names_in(tree):
            if name.startswith(PARAMETER) and rule_id in law.rules:
                found.setdefault(name.removeprefix(PARAMETER), {})[rule_id] = None
    return {name: tuple(rules) for name, rules in found.items()}


@cache
def rules_by_source(law: LawBase) -> Mapping[str, tuple[str, ...]]:
    """For each source, the rules that rest on it."""
    found: dict[str, list[str]] = {}
    for rule in law.rules.values():
        for source in rule.sources:
            found.setdefault(source, []).append(rule.id)
    return {source: tuple(rules) for source, rules in found.items()}


@cache
def figures_by_source(law: LawBase) -> Mapping[str, tuple[str, ...]]:
    """For each source, the parameters with a value read in it."""
    found: dict[str, dict[str, None]] = {}
    for parameter in law.parameters:
        for dated in parameter.values:
            found.setdefault(dated.source, {})[parameter.name] = None
    return {source: tuple(names) for source, names in found.items()}


def qualified_by(law: LawBase, definition: str) -> tuple[Rule, ...]:
    """The rules that can make a yes or no on a definition less certain."""
    return tuple(
        rule
        for rule in law.rules.values()
        if any(definition in qualifier.findings for qualifier in rule.qualifies)
    )


def inferences_for(law: LawBase, rule: Rule) -> tuple[Inference, ...]:
    """The answers that other answers give, among the facts a rule asks about."""
    tree = law.trees.get(rule.id)
    names = set(names_in(tree)) if tree is not None else set()
    return tuple(inference for inference in law.inferences if inference.fact in names)
