"""The manual of the rules: situations with a question, the answer and its reasons.

Each case is a scenario that says why (`because`). The scenario is a test, so what a reader
sees here is what the law base really answers.

    chapter = manual_chapter(load_law(), "gms")
    chapter.cases[0].question    # "this kind of body may hold a GMS contract"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mutualise.rules.assessment import Answers
from mutualise.rules.base import LawBase
from mutualise.rules.facts import Value
from mutualise.rules.findings import Finding
from mutualise.rules.proving import load_scenarios
from mutualise.rules.scenarios import RULE, Scenario, Way

FOLLOWS = "what-follows"


@dataclass(frozen=True)
class ListedItem:
    """One item of a list in a case, such as the second owner, and what is said of it."""

    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Because:
    """One reason: a clause that decides, or a rule that makes the answer less certain."""

    text: str
    rule: str = ""


@dataclass(frozen=True)
class ManualCase:
    """A situation in words. `question` is a clause that reads after "whether".

    `asked` is the rule that the question is about, "" where a fact follows from others.
    `finding` is None where a rule or a fact is asked about; `answer` is then its value.
    """

    id: str
    title: str
    facts: tuple[str, ...]
    listed: tuple[ListedItem, ...]
    more_may_be_listed: bool
    question: str
    asked: str
    answer: Value | None
    answer_in_words: str
    finding: Finding | None
    because: tuple[Because, ...]
    changes: tuple[Way, ...] | None
    reference: str


@dataclass(frozen=True)
class ManualChapter:
    """The cases on one topic, in the order of its rules."""

    id: str
    label: str
    cases: tuple[ManualCase, ...]


def manual_scenarios(law: LawBase) -> tuple[Scenario, ...]:
    """The scenarios that say why, in the order of their files."""
    return tuple(scenario for scenario in load_scenarios(law) if scenario.because)


def manual_chapters(law: LawBase) -> tuple[ManualChapter, ...]:
    """Every chapter: the topics in their order, then what follows from an answer."""
    scenarios = manual_scenarios(law)
    labels = {topic.id: topic.label for topic in law.topics.values()}
    labels[FOLLOWS] = "What follows from an answer"
    found = (_chapter(law, topic, label, scenarios) for topic, label in labels.items())
    return tuple(chapter for chapter in found if chapter.cases)


def manual_chapter(law: LawBase, topic: str) -> ManualChapter | None:
    """The chapter on a topic; None if there is none."""
    return next((found for found in manual_chapters(law) if found.id == topic), None)


def _chapter(law: LawBase, topic: str, label: str, scenarios: Sequence[Scenario]) -> ManualChapter:
    order = {rule_id: place for place, rule_id in enumerate(law.rules)}
    own = [scenario for scenario in scenarios if chapter_of(law, scenario) == topic]
    own.sort(key=lambda scenario: order.get(_asked(law, scenario), len(order)))
    return ManualChapter(topic, label, tuple(case_in_words(law, scenario) for scenario in own))


def _asked(law: LawBase, scenario: Scenario) -> str:
    """The rule that a scenario asks about, "" for a fact."""
    if scenario.ask.startswith(RULE):
        return scenario.ask.removeprefix(RULE)
    return next((rule.id for rule in law.definitions.get(scenario.ask, ())), "")


def chapter_of(law: LawBase, scenario: Scenario) -> str:
    """The id of the chapter that a scenario belongs to, if it is in the manual."""
    asked = _asked(law, scenario)
    return law.rules[asked].topic if asked else FOLLOWS


def case_in_words(law: LawBase, scenario: Scenario) -> ManualCase:
    """A scenario as a reader sees it, whether or not it is in the manual."""
    question, answer = _question(law, scenario)
    items = [
        ListedItem(f"{name.removesuffix('s').capitalize()} {number}", tuple(_clauses(law, answers)))
        for name, held in scenario.collections.items()
        for number, answers in enumerate(held.answers, start=1)
    ]
    return ManualCase(
        id=scenario.id,
        title=scenario.title,
        facts=tuple(_clauses(law, scenario.answers)),
        listed=tuple(items),
        more_may_be_listed=any(not held.complete for held in scenario.collections.values()),
        question=question,
        asked=_asked(law, scenario),
        answer=scenario.expected,
        answer_in_words=answer,
        finding=_finding(law, scenario),
        because=tuple(_because(law, line) for line in scenario.because),
        changes=scenario.changes,
        reference=scenario.reference,
    )


def _because(law: LawBase, line: str) -> Because:
    return Because(law.rules[line].statement, line) if line in law.rules else Because(line)


def _finding(law: LawBase, scenario: Scenario) -> Finding | None:
    if scenario.ask not in law.definitions:
        return None
    if scenario.outcome is not None:
        return scenario.outcome
    return Finding.of(scenario.expected if isinstance(scenario.expected, bool) else None)


def _question(law: LawBase, scenario: Scenario) -> tuple[str, str]:
    """What is asked, as a clause after "whether" or a question, and a plain answer."""
    known = {True: "Yes", False: "No", None: "Not known"}
    if scenario.ask in law.facts:
        fact = law.facts[scenario.ask]
        return fact.ask, fact.written(scenario.expected)
    answer = known[scenario.expected if isinstance(scenario.expected, bool) else None]
    if scenario.ask.startswith(RULE):
        return law.rules[_asked(law, scenario)].statement, answer
    says = law.rules[_asked(law, scenario)].says
    return (says.yes if says else scenario.ask), answer


def _clauses(law: LawBase, answers: Answers) -> Iterator[str]:
    for name, value in answers.items():
        if name in law.facts:
            yield law.facts[name].clause(value)
        elif (says := law.definitions[name][0].says) is not None:
            yield says.yes if value else says.no
