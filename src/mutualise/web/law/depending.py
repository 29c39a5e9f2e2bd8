"""What depends on a rule, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from mutualise.derivations.rulebook import CaseUse, CitingPage, Dependents
from mutualise.rules import Edition
from mutualise.rules.scenarios import RULE, Scenario
from mutualise.rules.words import name_clause
from mutualise.structures import load_finding_words, load_forms
from mutualise.web.design.components import Link
from mutualise.web.law.filled import FilledView, filled
from mutualise.web.law.pages import RuleLine, rule_lines
from mutualise.web.law.wording import day_in_words

_ANSWERS: Final[Mapping[object, str]] = {True: "Yes", False: "No", None: "Not known"}


@dataclass(frozen=True)
class CaseView:
    """A worked case with the options whose answer rests on the rule."""

    link: Link
    decides: tuple[str, ...]
    follows: tuple[str, ...]


@dataclass(frozen=True)
class ScenarioView:
    """A situation with the answer that the law gives."""

    id: str
    title: str
    facts: tuple[str, ...]
    question: str
    answer: str
    reference: str
    as_at: str


@dataclass(frozen=True)
class PagesView:
    """Pages of one kind that cite the rule."""

    kind: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class DependingView:
    """Everything that would have to be looked at again if the rule changed."""

    rules: tuple[RuleLine, ...]
    filled: tuple[FilledView, ...]
    held: tuple[str, ...]
    contracts: tuple[str, ...]
    forms: tuple[Link, ...]
    every_form: bool
    cases: tuple[CaseView, ...]
    scenarios: tuple[ScenarioView, ...]
    proved: str
    further: str
    pages: tuple[PagesView, ...]

    @property
    def nothing(self) -> bool:
        """Whether no rule, answer, contract, form, case or page rests on the rule."""
        return not (
            self.rules
            or self.filled
            or self.held
            or self.contracts
            or self.forms
            or self.cases
            or self.pages
        )


def depending_view(edition: Edition, uses: Dependents) -> DependingView:
    """What depends on a rule, in words and with links."""
    law, proof = edition.base, uses.proof
    held = {contract.id for contract in uses.contracts_held}
    return DependingView(
        rules=rule_lines(law, [law.rules[rule_id] for rule_id in uses.rules]),
        filled=tuple(filled(edition, inference) for inference in uses.inferences),
        held=tuple(contract.label for contract in uses.contracts_held),
        contracts=tuple(item.label for item in uses.contracts if item.id not in held),
        forms=tuple(Link(form.label, reverse("law:form", args=[form.id])) for form in uses.forms),
        every_form=len(uses.forms) == sum(bool(form.form) for form in load_forms().values()),
        cases=tuple(_cases(uses.cases)),
        scenarios=tuple(scenario_view(edition, scenario) for scenario in proof.asking),
        proved=_counted_scenarios(len(proof.asking)),
        further=_further(proof.further),
        pages=tuple(_pages(uses.pages)),
    )


def scenario_view(edition: Edition, scenario: Scenario) -> ScenarioView:
    """A scenario in words: what is so, what is asked, and what the answer must be."""
    return ScenarioView(
        id=scenario.id,
        title=scenario.title,
        facts=tuple(
            name_clause(edition, name, value=value) for name, value in scenario.answers.items()
        ),
        question=_question(edition, scenario.ask),
        answer=_answer(scenario),
        reference=scenario.reference,
        as_at=day_in_words(scenario.as_at) if scenario.as_at else "",
    )


def _question(edition: Edition, asked: str) -> str:
    if asked.startswith(RULE):
        return f"Does rule {asked.removeprefix(RULE)} apply?"
    return f"Is it so that {name_clause(edition, asked, value=True)}?"


def _answer(scenario: Scenario) -> str:
    answer = _ANSWERS.get(scenario.expected, str(scenario.expected))
    if scenario.outcome is None:
        return answer
    word = load_finding_words()[scenario.outcome.value].label
    return answer if word == answer else f"{answer}. We say: “{word}”"


def _counted_scenarios(number: int) -> str:
    if not number:
        return ""
    return "1 situation proves this rule" if number == 1 else f"{number} situations prove this rule"


def _further(number: int) -> str:
    if not number:
        return ""
    ask = "1 more situation asks" if number == 1 else f"{number} more situations ask"
    return f"{ask} about something that builds on this rule."


def _cases(uses: Iterable[CaseUse]) -> Iterable[CaseView]:
    by_case: dict[str, list[CaseUse]] = {}
    for use in uses:
        by_case.setdefault(use.slug, []).append(use)
    for slug, own in by_case.items():
        yield CaseView(
            Link(own[0].title, reverse("structures:example", args=[slug])),
            decides=tuple(use.option for use in own if use.decides),
            follows=tuple(use.option for use in own if not use.decides),
        )


def _pages(pages: Iterable[CitingPage]) -> Iterable[PagesView]:
    kinds: dict[str, list[Link]] = {}
    for page in pages:
        address = reverse(page.view, kwargs=dict(page.arguments))
        kinds.setdefault(page.kind, []).append(Link(page.title, address))
    for kind, links in kinds.items():
        yield PagesView(kind, tuple(links))
