"""Our definitions as an OpenFisca tax-benefit system, made from the same expression trees.

Each fact becomes an input variable and each definition a variable with a formula over numpy
arrays. Figures become OpenFisca parameters. What OpenFisca has no word for is left out by
construction: a fact that nobody has answered, and lists of owners.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from mutualise.expressions import (
    Among,
    And,
    Call,
    Compare,
    Expression,
    Literal,
    Name,
    Not,
    Or,
)
from mutualise.rules import Edition, FactType, Value
from mutualise.rules.base import CompiledRule
from mutualise.rules.truth import PARAMETER
from workbench.cases import Case, applied_inferences, needed

Formula = Callable[[Any, Any, Any], Any]

_COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TYPES = {FactType.BOOL: bool, FactType.INT: int, FactType.MONEY: float, FactType.PERCENT: float}


class Translated:
    """The tax-benefit system, and how to put cases to it."""

    def __init__(self, edition: Edition, definitions: Sequence[str]) -> None:
        self.edition = edition
        self.period = f"{edition.day:%Y-%m}"
        self.definitions, self.facts = needed(edition, definitions)
        self.enums = {
            name: Enum(_variable(name), [(value, value) for value in edition.facts[name].values])
            for name in self.facts
            if edition.facts[name].type is FactType.ENUM
        }
        self.entity = build_entity("team", "teams", "A team", is_person=True)
        self.system = TaxBenefitSystem([self.entity])
        self.system.parameters = _parameters(edition)
        for name in self.facts:
            self._add_fact(name)
        for name in self.definitions:
            [rule] = edition.definitions[name]
            self._add(_variable(name), bool, self._rule(rule))

    def columns(self, cases: Sequence[Case]) -> dict[str, Any]:
        """Cases as one array for each input variable."""
        return {
            self._input(name): np.array([case[name] for case in cases])
            if name not in self.enums
            else self.enums[name].encode(np.array([str(case[name]) for case in cases]))
            for name in self.facts
        }

    def simulation(self, columns: Mapping[str, Any]) -> Simulation:
        """A simulation that holds these cases and has calculated nothing yet."""
        count = len(next(iter(columns.values())))
        simulation = SimulationBuilder().build_default_simulation(self.system, count)
        for name, column in columns.items():
            simulation.set_input(name, self.period, column)
        return simulation

    def default(self, fact: str) -> Value:
        """What OpenFisca takes for a fact that was not given."""
        return next(iter(self.edition.facts[fact].values), False)

    def calculate(self, simulation: Simulation, definition: str) -> Any:
        return simulation.calculate(_variable(definition), self.period)

    def _input(self, fact: str) -> str:
        inferred = any(applied_inferences(self.edition, fact))
        return _variable(fact) + ("__answered" if inferred else "")

    def _add_fact(self, name: str) -> None:
        kind = Enum if name in self.enums else _TYPES[self.edition.facts[name].type]
        self._add(self._input(name), kind, None, self.enums.get(name))
        if self._input(name) != _variable(name):
            self._add(_variable(name), kind, self._inferred(name), self.enums.get(name))

    def _add(
        self, name: str, kind: type, formula: Formula | None, values: Enum | None = None
    ) -> None:
        said: dict[str, Any] = {
            "value_type": kind,
            "entity": self.entity,
            "definition_period": DateUnit.MONTH,
        }
        if values is not None:
            said |= {"possible_values": values, "default_value": next(iter(values))}
        if formula is not None:
            said["formula"] = formula
        self.system.add_variable(type(name, (Variable,), said))

    def _inferred(self, name: str) -> Formula:
        """The answer, unless an inference of law holds: the first that does decides."""
        answered = self._input(name)
        steps = [
            (
                self._vector(compiled.when_tree or Literal(value=True)),
                self._vector(self.edition.base.trees[f"{compiled.inference.id} value"]),
            )
            for compiled in applied_inferences(self.edition, name)
        ]

        def formula(team: Any, period: Any, parameters: Any) -> Any:
            value = team(answered, period)
            for when, follows in reversed(steps):
                value = np.where(
                    when(team, period, parameters), follows(team, period, parameters), value
                )
            return value

        return formula

    def _rule(self, compiled: CompiledRule) -> Formula:
        """A condition, unless an exception applies."""
        own = self._vector(compiled.tree)
        exceptions = [(self._rule(other), other.rule.gives) for other in compiled.exceptions]

        def formula(team: Any, period: Any, parameters: Any) -> Any:
            value = own(team, period, parameters)
            for applies, gives in exceptions:
                value = np.where(applies(team, period, parameters), gives, value)
            return value

        return formula

    def _vector(self, tree: Expression) -> Formula:
        match tree:
            case Literal(value=value):
                return lambda *_: value
            case Name(path=path) if path.startswith(PARAMETER):
                figure = path.removeprefix(PARAMETER)
                return lambda _, period, parameters: getattr(parameters(period), figure)
            case Name(path=path):
                variable = _variable(path)
                return lambda team, period, _: team(variable, period)
            case And(parts=parts):
                return _joined(np.logical_and, [self._vector(part) for part in parts])
            case Or(parts=parts):
                return _joined(np.logical_or, [self._vector(part) for part in parts])
            case Not(part=part):
                inner = self._vector(part)
                return lambda *given: np.logical_not(inner(*given))
            case Compare(op=op, left=Name(path=path), right=Literal(value=str() as value)):
                return self._choice(_COMPARE[op], path, value)
            case Compare(op=op, left=left, right=right):
                first, second, compare = self._vector(left), self._vector(right), _COMPARE[op]
                return lambda *given: compare(first(*given), second(*given))
            case Among(subject=Name(path=path), values=values, negated=negated):
                each = [self._choice(operator.eq, path, str(value.value)) for value in values]
                among = _joined(np.logical_or, each)
                return (lambda *given: np.logical_not(among(*given))) if negated else among
            case Call():
                # known(x): every fact is answered.
                return lambda *_: True
        raise TypeError(f"OpenFisca has no counterpart for {type(tree).__name__}")

    def _choice(self, compare: Callable[[Any, Any], Any], path: str, value: str) -> Formula:
        variable, item = _variable(path), self.enums[path][value]
        return lambda team, period, _: compare(team(variable, period), item)


def _joined(join: Callable[[Any, Any], Any], parts: list[Formula]) -> Formula:
    def formula(*given: Any) -> Any:
        value = parts[0](*given)
        for part in parts[1:]:
            value = join(value, part(*given))
        return value

    return formula


def _parameters(edition: Edition) -> ParameterNode:
    dated = {
        parameter.name: {
            "values": {
                value.in_force_from.isoformat(): {"value": float(value.value)}
                for value in parameter.values
            }
        }
        for parameter in edition.base.parameters
    }
    return ParameterNode("", data=dated)


def _variable(name: str) -> str:
    return name.replace(".", "__")
