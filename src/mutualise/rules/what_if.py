"""The law as it would be under a reform: a base of its own, checked like the real one.

The real base is never touched: what comes back shares with it whatever is unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mutualise.content.loader import ContentError
from mutualise.expressions import ExpressionError, Problem, closest, parse, to_text
from mutualise.parameters import Parameter, Parameters
from mutualise.parameters.dated import DatedValue
from mutualise.rules.authoring import AuthoringProblem, figures_in
from mutualise.rules.base import LawBase, UnknownRuleError
from mutualise.rules.model import Inference, Rule, RuleKind, Source, Status
from mutualise.rules.reading import checked_law
from mutualise.rules.reforms import Figure, Reform, RuleChange, load_reforms

# The source of whatever a reform would change: nobody can take it for law.
NOT_LAW: Final = "NOT_LAW"


def reformed(law: LawBase, reform: Reform) -> LawBase:
    """The law as it would be under a reform; before the day it begins, the law as it is.

    Raises ContentError with every fault: a name that does not exist, a type that does not
    fit, a circle, a figure inside a condition. Faults in a condition point at the character.
    """
    change = _Reforming(law, reform)
    rules = dict(change.rules())
    changed = replace(
        law,
        rules=rules,
        inferences=tuple(change.inferences()),
        parameters=Parameters(dict(change.figures())),
        sources={**law.sources, NOT_LAW: Source(id=NOT_LAW, title=f"Not law: {reform.title}")},
        places={**law.places, **dict.fromkeys(reform.touches(), "the reform"), **reform.places},
        trees={},
        begins=reform.begins,
        until_then=law if reform.begins else None,
    )
    if change.problems:
        raise ContentError(change.problems)
    checked = checked_law(changed)
    problems = list(_figures_written_out(law, checked))
    if problems:
        raise ContentError(problems)
    return checked


def reform_problems(law: LawBase) -> Iterator[AuthoringProblem]:
    """What must be mended in the reforms that come with Mutualise for them to fit the law."""
    try:
        prepared = load_reforms()
    except ContentError as error:
        yield from (AuthoringProblem("law/reforms", sentence) for sentence in error.problems)
        return
    for reform in prepared.values():
        try:
            reformed(law, reform)
        except ContentError as error:
            for sentence in error.problems:
                yield AuthoringProblem(f"law/reforms/{reform.id}.yaml", sentence)


@dataclass
class _Reforming:
    """Lays a reform over the records of a base, and gathers what cannot be done."""

    law: LawBase
    reform: Reform
    problems: list[str] = field(default_factory=list)

    def fault(self, key: str, sentence: str) -> None:
        place = self.reform.places.get(key, "")
        self.problems.append(f"{place}, {key}: {sentence}" if place else f"{key}: {sentence}")

    def rules(self) -> Iterator[tuple[str, Rule]]:
        changes = dict(self._known_rules())
        for rule_id, rule in self.law.rules.items():
            change = changes.get(rule_id)
            yield rule_id, rule if change is None else self._changed(rule, change)
        for rule in self.reform.new_rules:
            if rule.id in self.law.rules:
                self.fault(rule.id, "there is such a rule already. Change it under 'rules'")
            yield rule.id, rule.model_copy(update={"sources": (*rule.sources, NOT_LAW)})

    def _known_rules(self) -> Iterator[tuple[str, RuleChange]]:
        for written, change in self.reform.rules.items():
            try:
                yield self.law.rule(written).id, change
            except UnknownRuleError as error:
                self.fault(written, str(error))

    def _changed(self, rule: Rule, change: RuleChange) -> Rule:
        differs = change.differs()
        if "condition" in differs and rule.kind is RuleKind.GUIDANCE:
            self.fault(rule.id, "it is guidance, which has no condition. Change another rule")
        if change.off and rule.defines and len(self.law.definitions[rule.defines]) == 1:
            self.fault(
                rule.id,
                f"it decides {rule.defines}, which would then have no answer. Say what the "
                "answer should be: give it the condition True, or False",
            )
        self._still_so(rule.id, change.instead_of, rule.id)
        if change.off:
            differs = {"status": Status.SUPERSEDED, "in_force_to": None}
        return rule.model_copy(update={**differs, "sources": (*rule.sources, NOT_LAW)})

    def _still_so(self, identity: str, written: str, key: str) -> None:
        """Report a change that was written against words that the law no longer has."""
        tree = self.law.trees.get(key)
        try:
            moved = bool(written) and parse(written) != tree
        except ExpressionError as error:
            self.fault(identity, f"'instead_of' cannot be read. {error}")
            return
        if moved:
            now = "nothing" if tree is None else to_text(tree)
            self.fault(
                identity,
                "the law has moved on since this was written. Look at the change again, and then "
                f"write under 'instead_of' what is so now: {now}",
            )

    def inferences(self) -> Iterator[Inference]:
        known = {inference.id for inference in self.law.inferences}
        for inference_id in self.reform.inferences:
            if inference_id not in known:
                hint = closest(inference_id, known)
                self.fault(inference_id, f"there is no inference of this name.{hint}")
        for inference in self.law.inferences:
            change = self.reform.inferences.get(inference.id)
            if change is None:
                yield inference
            else:
                self._still_so(inference.id, change.instead_of, f"{inference.id} when")
                if not change.off:
                    yield inference.model_copy(update=change.differs())
        for inference in self.reform.new_inferences:
            if inference.id in known:
                self.fault(inference.id, "there is such an inference already")
            yield inference

    def figures(self) -> Iterator[tuple[str, Parameter]]:
        known = self.law.parameters.by_name
        for name in self.reform.figures:
            if name not in known:
                hint = closest(name, known)
                self.fault(name, f"there is no figure of this name.{hint}")
        for name, parameter in known.items():
            value = self.reform.figures.get(name)
            yield name, parameter if value is None else self._set(parameter, value)
        for name, parameter in self.reform.new_figures.items():
            if name in known:
                self.fault(name, "there is such a figure already. Set it under 'figures'")
            yield name, parameter

    def _set(self, parameter: Parameter, value: Figure) -> Parameter:
        """The figure with another value from the day the reform begins, or from its first day."""
        begins = self.reform.begins or parameter.values[0].in_force_from
        earlier = [dated for dated in parameter.values if dated.in_force_from < begins]
        new = DatedValue(
            value=value,
            in_force_from=begins,
            published_on=begins,
            source=NOT_LAW,
            confidence="low",
            checked=parameter.values[-1].checked,
        )
        return parameter.model_copy(update={"values": (*earlier, new)})


def _figures_written_out(law: LawBase, reformed_law: LawBase) -> Iterator[str]:
    """Figures in the conditions of a reform, which belong in parameters like any other."""
    for key, tree in reformed_law.trees.items():
        if law.trees.get(key) == tree:
            continue
        for figure in figures_in(tree):
            sentence = (
                f"The figure {figure.value} stands in the condition. Name a figure instead, such "
                "as parameter.licence_turnover_limit, and set its value"
            )
            text = _written(reformed_law, key)
            place = reformed_law.places.get(key.partition(" ")[0], "the reform")
            yield f"{place}, {key}: {ExpressionError(text, (Problem(sentence, figure.span),))}"


def _written(law: LawBase, key: str) -> str:
    """The text of an expression by its key among the trees, on one line as it was parsed."""
    identity, _, part = key.partition(" ")
    texts: Mapping[str, str]
    if identity in law.rules:
        rule = law.rules[identity]
        texts = {f"qualifies {n}": qualifier.when for n, qualifier in enumerate(rule.qualifies)}
        texts = {"": rule.condition, **texts}
    else:
        inference = next(item for item in law.inferences if item.id == identity)
        texts = {"value": inference.value, "when": inference.when}
    return " ".join(texts[part].splitlines())
