"""Scenarios: team facts with the answer the statute gives, run against the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mutualise.content.yaml_text import YamlDocument, YamlError, read_yaml
from mutualise.expressions import closest
from mutualise.rules.assessment import Answers, Assessment
from mutualise.rules.base import LawBase
from mutualise.rules.facts import FactError, Value
from mutualise.rules.findings import Finding
from mutualise.rules.reasons import Reason, explain, explain_rule

RULE = "rule:"
_EXPECTED: dict[Any, bool | None] = {True: True, False: False, "unknown": None, "not known": None}


class ScenarioError(ValueError):
    """A scenario file that cannot be run: every problem, one sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Scenario:
    """Facts, a question about a definition (`gms.eligible`) or a rule (`rule:GMS-11`)."""

    id: str
    title: str
    answers: Answers
    ask: str
    expected: bool | None
    outcome: Finding | None = None
    as_at: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True)
class ScenarioResult:
    scenario: Scenario
    found: bool | None
    finding: Finding | None
    reason: Reason

    @property
    def passed(self) -> bool:
        wanted = self.scenario
        return self.found is wanted.expected and wanted.outcome in (None, self.finding)


def read_scenarios(text: str, base: LawBase) -> list[Scenario]:
    """Read a scenario file. Raises ScenarioError naming the line and remedy of every fault."""
    try:
        document = read_yaml(text)
    except YamlError as error:
        raise ScenarioError([str(error)]) from error
    if not isinstance(document.value, list):
        raise ScenarioError(["A scenario file is a list: each scenario begins with '- id:'"])
    problems: list[str] = []
    scenarios: list[Scenario] = []
    for index, raw in enumerate(document.value):
        reader = _ScenarioReader(base, document, index, problems)
        if (scenario := reader.read(raw)) is not None:
            scenarios.append(scenario)
    if problems:
        raise ScenarioError(problems)
    return scenarios


def run_scenarios(
    scenarios: Iterable[Scenario], base: LawBase, as_at: dt.date
) -> list[ScenarioResult]:
    """Put each scenario to the law as at its own date, or as at the date given."""
    return [_run(scenario, base, as_at) for scenario in scenarios]


def _run(scenario: Scenario, base: LawBase, as_at: dt.date) -> ScenarioResult:
    assessment = Assessment(base.at(scenario.as_at or as_at), scenario.answers)
    if scenario.ask.startswith(RULE):
        rule_id = scenario.ask.removeprefix(RULE)
        return ScenarioResult(
            scenario, assessment.holds(rule_id), None, explain_rule(assessment, rule_id)
        )
    finding = assessment.finding(scenario.ask)
    return ScenarioResult(
        scenario, finding.truth, finding.finding, explain(assessment, scenario.ask)
    )


class _ScenarioReader:
    def __init__(
        self, base: LawBase, document: YamlDocument, index: int, problems: list[str]
    ) -> None:
        self.base = base
        self.document = document
        self.index = index
        self.problems = problems
        self.label = f"scenario {index + 1}"

    def fault(self, sentence: str, *path: str) -> None:
        line = self.document.line_of((self.index, *path))
        self.problems.append(f"Line {line}, {self.label}: {sentence}")

    def read(self, raw: Any) -> Scenario | None:
        if not isinstance(raw, dict):
            self.fault("it should be a set of 'name: value' lines")
            return None
        self.label = str(raw.get("id", self.label))
        before = len(self.problems)
        answers = self.answers(raw.get("facts"))
        ask = self.ask(raw.get("ask"))
        expected = self.expected(raw.get("expected", "missing"))
        outcome = self.outcome(raw.get("outcome"))
        as_at = raw.get("as_at")
        if as_at is not None and not isinstance(as_at, dt.date):
            self.fault(f"as_at is a date such as 2026-04-06, not '{as_at}'", "as_at")
        if len(self.problems) > before:
            return None
        title, reference = str(raw.get("title", "")), str(raw.get("reference", ""))
        return Scenario(self.label, title, answers, ask, expected, outcome, as_at, reference)

    def answers(self, raw: Any) -> dict[str, Value]:
        if not isinstance(raw, Mapping):
            self.fault("'facts' is missing. Give a set of 'fact: value' lines", "facts")
            return {}
        found: dict[str, Value] = {}
        for name, value in raw.items():
            try:
                read = self.value(name, value)
            except FactError as error:
                self.fault(str(error), "facts", name)
                continue
            if read is not None:
                found[name] = read
        return found

    def value(self, name: str, value: Any) -> Value | None:
        if name in self.base.definitions and (value is None or isinstance(value, bool)):
            return value
        return self.base.facts[name].read(value)

    def ask(self, raw: Any) -> str:
        asked = str(raw or "")
        if asked.startswith(RULE):
            rule = self.base.rules.get(asked.removeprefix(RULE))
            if rule is None:
                hint = closest(asked.removeprefix(RULE), self.base.rules)
                self.fault(f"there is no rule '{asked.removeprefix(RULE)}'.{hint}", "ask")
            elif not rule.condition:
                self.fault(f"{rule.id} has no condition, so it cannot fire", "ask")
        elif asked not in self.base.definitions:
            hint = closest(asked, self.base.definitions)
            self.fault(f"'ask' should be a definition or rule:ID, not '{asked}'.{hint}", "ask")
        return asked

    def expected(self, raw: Any) -> bool | None:
        key = raw.lower() if isinstance(raw, str) else raw
        if key not in _EXPECTED:
            self.fault("'expected' is true, false or unknown", "expected")
            return None
        return _EXPECTED[key]

    def outcome(self, raw: Any) -> Finding | None:
        if raw is None:
            return None
        try:
            return Finding.read(str(raw))
        except ValueError as error:
            self.fault(str(error), "outcome")
            return None
