"""Why: the deciding branch of a definition, in sentences, with the law and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.expressions import (
    Compare,
    Expression,
    Name,
    Not,
    Quantified,
    children,
    names_in,
)
from mutualise.rules.assessment import Assessment
from mutualise.rules.base import LawBase
from mutualise.rules.deciding import deciding_parts, truth_of
from mutualise.rules.truth import PARAMETER
from mutualise.rules.words import amount, clause, name_clause


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of an explanation.

    `truth` is the value of the thing named (None: not known). `rule` is the rule that
    decides it, if any; `inference` the inference it follows from; `fact` the fact the team
    answered or could answer. `because` are the lines beneath it.
    """

    text: str
    truth: bool | None
    rule: str = ""
    fact: str = ""
    inference: str = ""
    because: tuple[Reason, ...] = ()

    @property
    def unanswered(self) -> bool:
        """Whether the line waits for an answer from the team or someone else."""
        return bool(self.fact) and self.truth is None and not self.because


def explain(assessment: Assessment, name: str) -> Reason:
    """Why a definition has the value it has: only what decided it, nested as the law nests."""
    return _explain_name(assessment, name, set())


def explain_rule(assessment: Assessment, rule_id: str) -> Reason:
    """Why a consequence fires, does not, or cannot be told."""
    compiled = assessment.edition.rules[rule_id]
    truth = assessment.holds(rule_id)
    return Reason(
        text=compiled.rule.statement,
        truth=truth,
        rule=rule_id,
        because=_rule_lines(assessment, rule_id, set()),
    )


_MARKS = {True: "yes", False: "no", None: "?"}


def reason_lines(law: LawBase, reason: Reason, depth: int = 0) -> Iterator[str]:
    """An explanation as indented lines, each with its law, for a terminal."""
    cited = f"  [{reason.rule}: {law.rules[reason.rule].provision}]" if reason.rule else ""
    follows = f"  (follows from other answers: {reason.inference})" if reason.inference else ""
    yield f"{'  ' * depth}- {_MARKS[reason.truth]}: {reason.text}{cited}{follows}"
    for line in reason.because:
        yield from reason_lines(law, line, depth + 1)


def deciding_clauses(reason: Reason) -> tuple[str, ...]:
    """What an explanation comes down to: the clauses that rest on nothing further."""
    return tuple(dict.fromkeys(line.text for line in deciding_lines(reason)))


def deciding_lines(reason: Reason) -> Iterator[Reason]:
    """The last lines of an explanation, which rest on nothing further."""
    if not reason.because:
        yield reason
    for line in reason.because:
        yield from deciding_lines(line)


def _explain_name(assessment: Assessment, name: str, seen: set[str]) -> Reason:
    edition = assessment.edition
    value = assessment.value(name)
    truth = value if isinstance(value, bool) else None
    text = name_clause(edition, name, value=value)
    rules = edition.definitions.get(name, ())
    if name in assessment.answers or not rules:
        inference = assessment.notes.inferred.get(name, "")
        known = truth if truth is not None else (None if value is None else True)
        return Reason(text, known, fact=name, inference=inference)
    lines: tuple[Reason, ...] = ()
    if name not in seen:
        seen.add(name)
        for compiled in rules:
            lines += _rule_lines(assessment, compiled.rule.id, seen)
    return Reason(text, truth, rule=rules[0].rule.id, because=lines)


def _rule_lines(assessment: Assessment, rule_id: str, seen: set[str]) -> tuple[Reason, ...]:
    compiled = assessment.edition.rules[rule_id]
    for exception in compiled.exceptions:
        if assessment.holds(exception.rule.id) is True:
            beneath = _tree_lines(assessment, exception.tree, seen)
            return (
                Reason(
                    exception.rule.statement, truth=True, rule=exception.rule.id, because=beneath
                ),
            )
    lines = _tree_lines(assessment, compiled.tree, seen)
    if truth_of(assessment, compiled.tree) is not assessment.holds(rule_id):
        # The rule's own words are met, but nobody has said whether a strict exception applies.
        for exception in compiled.exceptions:
            if assessment.holds(exception.rule.id) is None:
                lines += _tree_lines(assessment, exception.tree, seen)
    return lines


def _tree_lines(assessment: Assessment, tree: Expression, seen: set[str]) -> tuple[Reason, ...]:
    lines: dict[tuple[str, str, str], Reason] = {}
    for part in deciding_parts(assessment, tree):
        line = _leaf(assessment, part, seen)
        lines.setdefault((line.text, line.rule, line.fact), line)
    return tuple(lines.values())


def _leaf(assessment: Assessment, part: Expression, seen: set[str]) -> Reason:
    inner = part.part if isinstance(part, Not) else part
    if isinstance(inner, Name):
        return _explain_name(assessment, inner.path, seen)
    compared = tuple(dict.fromkeys(_compared(inner)))
    if len(compared) > 1:
        return _comparison(assessment, part, compared, seen)
    truth = truth_of(assessment, part)
    named = [name for name in names_in(part) if not name.startswith(PARAMETER)]
    facts = assessment.edition.facts
    fact = next((name for name in named if name in facts), named[0] if named else "")
    return Reason(_leaf_text(assessment, inner, truth, fact), truth, fact=fact)


def _compared(tree: Expression) -> Iterator[str]:
    """What a test compares: its names, without figures and without what it asks of each item."""
    if isinstance(tree, Name) and not tree.path.startswith(PARAMETER):
        yield tree.path
    if not isinstance(tree, Quantified):
        for part in children(tree):
            yield from _compared(part)


def _comparison(
    assessment: Assessment, part: Expression, compared: tuple[str, ...], seen: set[str]
) -> Reason:
    """A test of several things against each other: no one of them decides it alone."""
    truth = truth_of(assessment, part)
    opposite = part.part if isinstance(part, Not) else Not(part)
    said = clause(assessment.edition, opposite if truth is False else part)
    return Reason(
        f"it is not known whether {said}" if truth is None else said,
        truth,
        because=tuple(_explain_name(assessment, name, seen) for name in compared),
    )


def _leaf_text(assessment: Assessment, leaf: Expression, truth: bool | None, fact: str) -> str:
    edition = assessment.edition
    value = assessment.value(fact) if fact in edition.facts else None
    if value is None:
        return (
            f"it is not known whether {clause(edition, leaf)}"
            if truth is None
            else clause(edition, leaf)
        )
    stated = edition.facts[fact].clause(value)
    if isinstance(leaf, Compare) and not isinstance(value, str):
        limit = leaf.right if isinstance(leaf.left, Name) and leaf.left.path == fact else leaf.left
        needed = clause(edition, leaf)
        return stated if amount(edition, limit) in stated else f"{stated} (the test is: {needed})"
    return stated
