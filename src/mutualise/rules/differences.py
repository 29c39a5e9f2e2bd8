"""Two editions of the law: what is different, and which difference decides an answer.

The editions may be the law as it is and a reform of it, or the law on two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mutualise.expressions import (
    And,
    Expression,
    Name,
    Not,
    Or,
    Quantified,
    children,
    names_in,
    subtrees,
)
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import CompiledInference, CompiledRule, Edition, topic_key
from mutualise.rules.deciding import part_test
from mutualise.rules.facts import Value
from mutualise.rules.model import Rule
from mutualise.rules.truth import PARAMETER


class Part(StrEnum):
    """What kind of record of the law is different."""

    RULE = "rule"
    INFERENCE = "inference"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Differing:
    """A rule, an inference or a figure that is not the same in the two editions."""

    part: Part
    id: str


@dataclass(frozen=True)
class LawDifference:
    """What is different between two editions, in the order of the files."""

    before: Edition
    after: Edition
    parts: tuple[Differing, ...]

    def beneath(self, name: str) -> tuple[Differing, ...]:
        """What is different among all that a definition, fact or rule (by id) may rest on."""
        found: set[Differing] = set()
        waiting, seen = [name], {name}
        while waiting:
            asked = waiting.pop()
            for part, needs in _supports(self.before, asked) + _supports(self.after, asked):
                found.add(part)
                found |= {_figure(need) for need in needs if need.startswith(PARAMETER)}
                waiting += [need for need in needs if need not in seen]
                seen |= needs
        return self.in_order(found)

    def in_order(self, found: Iterable[Differing]) -> tuple[Differing, ...]:
        """Those of the parts that were found, in the order of the files."""
        wanted = frozenset(found)
        return tuple(part for part in self.parts if part in wanted)


def difference(before: Edition, after: Edition) -> LawDifference:
    """Compare two editions, record by record."""
    pairs: tuple[tuple[Part, Mapping[str, object], Mapping[str, object]], ...] = (
        (Part.RULE, _in_force(before), _in_force(after)),
        (Part.INFERENCE, _inferences(before), _inferences(after)),
        (Part.FIGURE, before.figures, after.figures),
    )
    parts = [
        Differing(part, name)
        for part, first, second in pairs
        for name in dict.fromkeys([*first, *second])
        if first.get(name) != second.get(name)
    ]
    return LawDifference(before, after, tuple(parts))


def deciding_differences(
    law: LawDifference, before: Assessment, after: Assessment, name: str
) -> tuple[Differing, ...]:
    """What is different in the law that makes the findings on a definition differ.

    The same answers were put to both editions. What turns out differently is followed down
    to what is not the same in the law. Where that finds nothing, all that is different and
    that the definition may rest on is named.
    """
    walk = _Walk(law)
    walk.finding(before, after, name)
    return law.in_order(walk.found) or law.beneath(name)


def differences_deciding_rule(
    law: LawDifference, before: Assessment, after: Assessment, rule_id: str
) -> tuple[Differing, ...]:
    """The same for what follows from a rule: why it does in one edition and not in the other."""
    walk = _Walk(law)
    walk.note(Part.RULE, rule_id)
    rule = after.edition.base.rules.get(rule_id) or before.edition.base.rules[rule_id]
    if rule.defines:
        walk.finding(before, after, rule.defines)
    walk.rule(before, after, rule_id)
    if not walk.found:
        # It is open in both, on other parts; or its topic concerns the team in one of them.
        walk.named(before, after, *_trees_about(before.edition, rule))
        if rule.defines:
            walk.found.update(differences_left_open(law, before, after, rule.defines))
    return law.in_order(walk.found) or law.beneath(rule_id)


def differences_left_open(
    law: LawDifference, before: Assessment, after: Assessment, name: str
) -> tuple[Differing, ...]:
    """What is different among all that a definition still waits for, in one edition or both."""
    found: set[Differing] = set()
    for one in (before, after):
        _gather_open(one, name, found, set())
    return law.in_order(found)


def _gather_open(one: Assessment, name: str, found: set[Differing], seen: set[str]) -> None:
    if name in seen or one.value(name) is not None:
        return
    seen.add(name)
    trees: list[Expression] = []
    for compiled in one.edition.definitions.get(name, ()):
        for rule in (compiled, *compiled.exceptions):
            if one.holds(rule.rule.id) is None:
                found.add(Differing(Part.RULE, rule.rule.id))
                trees.append(rule.tree)
    for inference in one.edition.inferences.get(name, ()):
        if inference.when is None or inference.when(one) is not False:
            found.add(Differing(Part.INFERENCE, inference.inference.id))
            trees += _inference_trees(one.edition, inference.inference.id)
    for path in (path for tree in trees for path in _open_names(one, tree)):
        if path.startswith(PARAMETER):
            found.add(_figure(path))
        else:
            _gather_open(one, path, found, seen)


def _open_names(one: Assessment, tree: Expression) -> Iterator[str]:
    """The names in the parts of a condition that are not known yet."""
    if part_test(one.edition, tree)(one) is not None:
        return
    if isinstance(tree, And | Or | Not):
        for part in children(tree):
            yield from _open_names(one, part)
    else:
        yield from names_in(tree)


@dataclass
class _Walk:
    """Follows what turns out differently down to what is different in the law."""

    law: LawDifference
    found: set[Differing] = field(default_factory=set)
    seen: set[tuple[int, str]] = field(default_factory=set)

    def note(self, part: Part, identity: str) -> bool:
        differing = Differing(part, identity)
        differs = differing in self.law.parts
        if differs:
            self.found.add(differing)
        return differs

    def finding(self, before: Assessment, after: Assessment, name: str) -> None:
        self.name(before, after, name)
        first, second = before.finding(name), after.finding(name)
        for rule_id in set(first.qualified_by) ^ set(second.qualified_by):
            self.note(Part.RULE, rule_id)
            self.rule(before, after, rule_id)
            trees = _qualifying(before.edition, rule_id) + _qualifying(after.edition, rule_id)
            self.named(before, after, *trees)

    def name(self, before: Assessment, after: Assessment, name: str) -> None:
        if (id(before), name) in self.seen or before.value(name) == after.value(name):
            return
        self.seen.add((id(before), name))
        first, second = before.edition, after.edition
        for rule_id in _ids(first.definitions.get(name, ()), second.definitions.get(name, ())):
            self.rule(before, after, rule_id)
        old = {one.inference.id: one for one in first.inferences.get(name, ())}
        new = {one.inference.id: one for one in second.inferences.get(name, ())}
        for identity in dict.fromkeys([*old, *new]):
            self.inference(before, after, old.get(identity), new.get(identity))

    def rule(self, before: Assessment, after: Assessment, rule_id: str) -> None:
        key = (id(before), f"rule {rule_id}")
        if key in self.seen or _holds(before, rule_id) == _holds(after, rule_id):
            return
        self.seen.add(key)
        first, second = before.edition.rules.get(rule_id), after.edition.rules.get(rule_id)
        if self.note(Part.RULE, rule_id):
            self.named(before, after, *(one.tree for one in (first, second) if one is not None))
        elif second is not None:
            self.tree(before, after, second.tree)
        exceptions = [one.exceptions if one is not None else () for one in (first, second)]
        for exception in _ids(*exceptions):
            self.rule(before, after, exception)

    def inference(
        self,
        before: Assessment,
        after: Assessment,
        first: CompiledInference | None,
        second: CompiledInference | None,
    ) -> None:
        if _follows(before, first) == _follows(after, second):
            return
        for one, assessment in ((first, before), (second, after)):
            if one is not None:
                self.note(Part.INFERENCE, one.inference.id)
                trees = _inference_trees(assessment.edition, one.inference.id)
                self.named(before, after, *trees)

    def tree(self, before: Assessment, after: Assessment, tree: Expression) -> None:
        """The parts of a condition that is the same in both, where they turn out differently."""
        first, second = part_test(before.edition, tree), part_test(after.edition, tree)
        if first(before) == second(after):
            return
        if isinstance(tree, Name | Quantified):
            self.named(before, after, tree)
        for part in children(tree):
            self.tree(before, after, part)

    def named(self, before: Assessment, after: Assessment, *trees: Expression) -> None:
        """What the trees name, about the situation and about each item that they run over."""
        for path in dict.fromkeys(path for tree in trees for path in names_in(tree)):
            if path.startswith(PARAMETER):
                self.note(Part.FIGURE, path.removeprefix(PARAMETER))
            else:
                self.name(before, after, path)
        for part in (part for tree in trees for part in subtrees(tree)):
            if isinstance(part, Quantified):
                items = zip(
                    before.items(part.collection), after.items(part.collection), strict=True
                )
                for first, second in items:
                    self.named(first, second, part.condition)


def _holds(one: Assessment, rule_id: str) -> bool | None:
    """Whether a rule holds; one that is not in force displaces nothing and decides nothing."""
    if rule_id in one.edition.rules:
        return one.holds(rule_id)
    rule = one.edition.base.rules.get(rule_id)
    return None if rule is not None and rule.defines else False


def _follows(one: Assessment, inference: CompiledInference | None) -> Value | None:
    if inference is None or (inference.when is not None and inference.when(one) is not True):
        return None
    follows: Value | None = inference.value(one)
    return follows


def _in_force(edition: Edition) -> dict[str, Rule]:
    rules = edition.base.rules
    return {name: rule for name, rule in rules.items() if rule.in_force_on(edition.day)}


def _inferences(edition: Edition) -> dict[str, object]:
    return {inference.id: inference for inference in edition.base.inferences}


def _figure(path: str) -> Differing:
    return Differing(Part.FIGURE, path.removeprefix(PARAMETER))


def _ids(*groups: Iterable[CompiledRule]) -> Iterator[str]:
    return iter(dict.fromkeys(compiled.rule.id for group in groups for compiled in group))


def _trees_about(edition: Edition, rule: Rule) -> tuple[Expression, ...]:
    """The condition of a rule, and that of its topic."""
    found = (edition.base.trees.get(key) for key in (rule.id, topic_key(rule.topic)))
    return tuple(tree for tree in found if tree is not None)


def _qualifying(edition: Edition, rule_id: str) -> tuple[Expression, ...]:
    trees = edition.base.trees
    return tuple(tree for key, tree in trees.items() if key.startswith(f"{rule_id} qualifies "))


def _inference_trees(edition: Edition, identity: str) -> tuple[Expression, ...]:
    found = (edition.base.trees.get(f"{identity} {part}") for part in ("value", "when"))
    return tuple(tree for tree in found if tree is not None)


def _supports(edition: Edition, name: str) -> list[tuple[Differing, set[str]]]:
    """The records that decide a name (or the rule itself), and what each of them names."""
    rules = [compiled.rule for compiled in edition.definitions.get(name, ())]
    rules += [qualifier.rule.rule for qualifier in edition.qualifiers.get(name, ())]
    if name in edition.base.rules:
        rules.append(edition.base.rules[name])
    found: list[tuple[Differing, set[str]]] = []
    for rule in rules:
        trees = _trees_about(edition, rule) + _qualifying(edition, rule.id)
        needs = {path for tree in trees for path in names_in(tree)}
        if rule.id in edition.rules:
            needs |= set(_ids(edition.rules[rule.id].exceptions))
        if rule.defines:
            needs.add(rule.defines)
        found.append((Differing(Part.RULE, rule.id), needs))
    for compiled in edition.inferences.get(name, ()):
        identity = compiled.inference.id
        trees = _inference_trees(edition, identity)
        needs = {path for tree in trees for path in names_in(tree)}
        found.append((Differing(Part.INFERENCE, identity), needs))
    return found
