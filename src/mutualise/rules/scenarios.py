"""Scenarios: team facts with the answer the statute gives, run against the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mutualise.calendars.words import written_date
from mutualise.content.yaml_text import YamlDocument, YamlError, read_yaml
from mutualise.expressions import closest
from mutualise.rules.assessment import Answers, Assessment, Items
from mutualise.rules.base import LawBase
from mutualise.rules.changes import Remedies, smallest_changes
from mutualise.rules.facts import FactError, Value
from mutualise.rules.findings import Finding, FindingResult
from mutualise.rules.names import FORM
from mutualise.rules.reasons import Reason, deciding_clauses, explain, explain_rule

RULE = "rule:"
_EXPECTED: dict[Any, bool | None] = {True: True, False: False, "unknown": None, "not known": None}
_KEYS = (
    "id",
    "title",
    "facts",
    "collections",
    "ask",
    "expected",
    "outcome",
    "because",
    "changes",
    "as_at",
    "reference",
)

# One way to a yes: what to change and what to confirm, in words.
Way = tuple[tuple[str, str], ...]


class ScenarioError(ValueError):
    """A scenario file that cannot be run: every problem, one sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Scenario:
    """Facts, a question and the answer that the law gives.

    It asks about a definition (`gms.eligible`), a rule (`rule:GMS-11`), or a fact that
    follows from the others (`work.scheme_before`), whose value it then expects. Where it
    says why (`because`), it is a page of the manual, and its reasons are held to that.
    """

    id: str
    title: str
    answers: Answers
    ask: str
    expected: Value | None
    outcome: Finding | None = None
    as_at: dt.date | None = None
    reference: str = ""
    collections: Mapping[str, Items] = field(default_factory=dict)
    because: tuple[str, ...] = ()
    changes: tuple[Way, ...] | None = None


@dataclass(frozen=True)
class ScenarioResult:
    """What the base answered. `because` and `changes` are worked out if the scenario has any."""

    scenario: Scenario
    found: Value | None
    finding: Finding | None
    reason: Reason
    because: tuple[str, ...] = ()
    changes: tuple[Way, ...] | None = None

    @property
    def passed(self) -> bool:
        wanted = self.scenario
        return (
            self.found == wanted.expected
            and isinstance(self.found, bool) is isinstance(wanted.expected, bool)
            and wanted.outcome in (None, self.finding)
            and self.because == wanted.because
            and self.changes == wanted.changes
        )


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


def situation_of(scenario: Scenario, base: LawBase, as_at: dt.date) -> Assessment:
    """The facts of a scenario put to the law as at its own date, or as at the date given."""
    edition = base.at(scenario.as_at or as_at)
    return Assessment(edition, scenario.answers, scenario.collections)


def _run(scenario: Scenario, base: LawBase, as_at: dt.date) -> ScenarioResult:
    situation = situation_of(scenario, base, as_at)
    asked = scenario.ask
    finding: FindingResult | None = None
    found: Value | None
    if asked.startswith(RULE) and asked.removeprefix(RULE) not in situation.edition.rules:
        day = scenario.as_at or as_at
        told = f"{asked.removeprefix(RULE)} is not in force on {written_date(day)}"
        found, reason = False, Reason(told, truth=False, rule=asked.removeprefix(RULE))
    elif asked.startswith(RULE):
        found = situation.holds(asked.removeprefix(RULE))
        reason = explain_rule(situation, asked.removeprefix(RULE))
    else:
        found, reason = situation.value(asked), explain(situation, asked)
        if asked in base.definitions:
            finding = situation.finding(asked)
    return ScenarioResult(
        scenario,
        found,
        None if finding is None else finding.finding,
        reason,
        because=because(reason, finding) if scenario.because else (),
        changes=None if scenario.changes is None else _ways(situation, asked),
    )


def because(reason: Reason, finding: FindingResult | None) -> tuple[str, ...]:
    """Why, as a scenario says it: what decides, then the rules that make it less certain."""
    return (*deciding_clauses(reason), *(finding.qualified_by if finding else ()))


def _ways(situation: Assessment, asked: str) -> tuple[Way, ...]:
    remedies: Remedies = smallest_changes(situation, asked, fixed=[FORM])
    return tuple(
        tuple(("change" if step.change else "confirm", step.text) for step in remedy.steps)
        for remedy in remedies.remedies
    )


def _is_way(raw: Any) -> bool:
    return isinstance(raw, list) and all(
        isinstance(step, dict)
        and len(step) == 1
        and set(step) <= {"change", "confirm"}
        and all(isinstance(text, str) for text in step.values())
        for step in raw
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

    def fault(self, sentence: str, *path: str | int) -> None:
        line = self.document.line_of((self.index, *path))
        self.problems.append(f"Line {line}, {self.label}: {sentence}")

    def read(self, raw: Any) -> Scenario | None:
        if not isinstance(raw, dict):
            self.fault("it should be a set of 'name: value' lines")
            return None
        self.label = str(raw.get("id", self.label))
        before = len(self.problems)
        for key in raw:
            # What is ours to read may stand among remarks of others, but not misspelt.
            if key not in _KEYS and (hint := closest(str(key), _KEYS)):
                self.fault(f"'{key}' is not a known key.{hint}", str(key))
        answers = self.answers(raw.get("facts"), "facts")
        collections = self.collections(raw.get("collections"))
        ask = self.ask(raw.get("ask"))
        expected = self.expected(ask, raw.get("expected", "missing"))
        outcome = self.outcome(raw.get("outcome"))
        as_at = raw.get("as_at")
        if as_at is not None and not isinstance(as_at, dt.date):
            self.fault(f"as_at is a date such as 2026-04-06, not '{as_at}'", "as_at")
        because = self.because(raw.get("because", []))
        changes = self.changes(raw.get("changes"))
        if len(self.problems) > before:
            return None
        return Scenario(
            id=self.label,
            title=str(raw.get("title", "")),
            answers=answers,
            ask=ask,
            expected=expected,
            outcome=outcome,
            as_at=as_at,
            reference=str(raw.get("reference", "")),
            collections=collections,
            because=because,
            changes=changes,
        )

    def answers(self, raw: Any, *path: str | int) -> dict[str, Value]:
        if not isinstance(raw, Mapping):
            self.fault(f"'{path[0]}' is missing. Give a set of 'fact: value' lines", *path)
            return {}
        found: dict[str, Value] = {}
        for name, value in raw.items():
            try:
                read = self.value(name, value)
            except FactError as error:
                self.fault(str(error), *path, name)
                continue
            if read is not None:
                found[name] = read
        return found

    def collections(self, raw: Any) -> dict[str, Items]:
        """Lists such as `owners`; a list that ends with `...` may not be all of them."""
        found: dict[str, Items] = {}
        for name, items in (raw or {}).items() if isinstance(raw or {}, Mapping) else ():
            if self.base.vocabulary.item_of(str(name)) is None or not isinstance(items, list):
                self.fault(
                    f"'{name}' should be a list of a kind that facts are about", "collections"
                )
                continue
            listed = [item for item in items if item != "..."]
            found[name] = Items(
                tuple(
                    self.answers(item, "collections", name, index)
                    for index, item in enumerate(listed)
                ),
                complete=len(listed) == len(items),
            )
        return found

    def because(self, raw: Any) -> tuple[str, ...]:
        if isinstance(raw, list) and all(isinstance(line, str) for line in raw):
            return tuple(raw)
        self.fault("'because' is a list of clauses, each a line that begins with '- '", "because")
        return ()

    def changes(self, raw: Any) -> tuple[Way, ...] | None:
        if raw is None:
            return None
        if isinstance(raw, list) and all(_is_way(way) for way in raw):
            return tuple(tuple((*step.items(),)[0] for step in way) for way in raw)
        steps = "'change: clause' or 'confirm: clause'"
        self.fault(f"'changes' is a list of ways, each a list of {steps}", "changes")
        return None

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
        elif asked not in self.base.definitions and asked not in self.base.facts:
            hint = closest(asked, [*self.base.definitions, *self.base.facts.by_name])
            self.fault(
                f"'ask' should be a definition, rule:ID or a fact, not '{asked}'.{hint}", "ask"
            )
        return asked

    def expected(self, asked: str, raw: Any) -> Value | None:
        if asked in self.base.facts and raw not in (None, "missing", "unknown", "not known"):
            try:
                return self.base.facts[asked].read(raw)
            except FactError as error:
                self.fault(str(error), "expected")
                return None
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
