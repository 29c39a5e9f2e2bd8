"""What depends on a rule, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from mutualise.calendars.words import written_date
from mutualise.derivations.rulebook import CaseUse, CitingPage, Dependents
from mutualise.rules import Edition, LawBase
from mutualise.rules.manual import case_in_words, chapter_of
from mutualise.rules.scenarios import Scenario
from mutualise.structures import Contract, load_forms
from mutualise.web.design.components import Link
from mutualise.web.law.filled import FilledView, filled
from mutualise.web.law.manual_pages import case_view
from mutualise.web.law.pages import RuleLine, rule_lines


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
    manual: str


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
    held: tuple[Link, ...]
    contracts: tuple[Link, ...]
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
        held=tuple(_contract(contract) for contract in uses.contracts_held),
        contracts=tuple(_contract(item) for item in uses.contracts if item.id not in held),
        forms=tuple(Link(form.label, reverse("law:form", args=[form.id])) for form in uses.forms),
        every_form=len(uses.forms) == sum(bool(form.form) for form in load_forms().values()),
        cases=tuple(_cases(uses.cases)),
        scenarios=tuple(scenario_view(law, scenario) for scenario in proof.asking),
        proved=_counted_scenarios(len(proof.asking)),
        further=_further(proof.further),
        pages=tuple(_pages(uses.pages)),
    )


def scenario_view(law: LawBase, scenario: Scenario) -> ScenarioView:
    """A scenario in words: what is so, what is asked, and what the answer must be."""
    view = case_view(case_in_words(law, scenario))
    listed = [f"{item.name}: {'; '.join(item.facts)}" for item in view.case.listed]
    chapter = reverse("law:manual_chapter", args=[chapter_of(law, scenario)])
    return ScenarioView(
        id=scenario.id,
        title=scenario.title,
        facts=(*view.case.facts, *listed),
        question=f"{view.lead} {view.case.question.removesuffix('.')}?",
        answer=view.answer,
        reference=scenario.reference,
        as_at=written_date(scenario.as_at) if scenario.as_at else "",
        manual=f"{chapter}#{scenario.id}" if scenario.because else "",
    )


def _contract(contract: Contract) -> Link:
    return Link(contract.label, f"{reverse('law:contracts')}#{contract.id}")


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
