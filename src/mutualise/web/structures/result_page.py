"""The result on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.derivations.networks import is_network
from mutualise.rules import Finding
from mutualise.rules.facts import written_date
from mutualise.rules.names import TEAM
from mutualise.structures import (
    HoldingAnswer,
    Progress,
    StructureAnswer,
    load_finding_words,
)
from mutualise.structures.network_content import held_otherwise
from mutualise.web.design.components import Link
from mutualise.web.places import address
from mutualise.web.structures.consequence_view import GroupView, group_views
from mutualise.web.structures.finding_view import (
    Condition,
    Option,
    ReasonLine,
    RuleLink,
    conditions,
    reason_view,
    rule_link,
)
from mutualise.web.structures.matrix_view import MatrixView, holder_links, matrix_view
from mutualise.web.structures.owners_way import WhatToDo, what_to_do
from mutualise.web.structures.sentences import (
    confidence_words,
    headline,
    still_open,
    who_must_agree,
)
from mutualise.web.structures.session import Visit

# Where the form cannot hold the contract, the forms that can must be in plain sight.
_NOT_SO = frozenset({Finding.NO, Finding.PRECEDENT})


@dataclass(frozen=True)
class AskLine:
    """A question for a solicitor, and the rule that prompts it."""

    text: str
    rule: RuleLink


@dataclass(frozen=True)
class HoldingView:
    """The finding on the chosen form and contract."""

    word: str
    colour: str
    explains: str
    qualified: tuple[Condition, ...]
    provided: tuple[Condition, ...]
    to_do: WhatToDo | None
    must_agree: str
    reason: ReasonLine
    confidence: str


@dataclass(frozen=True)
class ResultPage:
    """Everything the result page shows."""

    headline: str
    title: str
    option_title: str
    options: tuple[Option, ...]
    intro: str
    holding: HoldingView | None
    warnings: tuple[str, ...]
    other_forms: tuple[Link, ...]
    show_other_forms: bool
    matrix: MatrixView
    groups: tuple[GroupView, ...]
    background: tuple[GroupView, ...]
    questions: tuple[AskLine, ...]
    started: bool
    is_network: bool
    held_otherwise: str
    is_practice: bool
    next_question: str | None
    still_open: str
    day: str
    checked: str


def result_page(visit: Visit) -> ResultPage:
    """The answer to everything said so far."""
    answer = visit.answer()
    progress = visit.progress()
    groups = group_views(answer)
    return ResultPage(
        headline=headline(answer),
        title=visit.case.title,
        option_title=visit.case.options[visit.option].title if visit.option else "",
        options=tuple(_options(visit, address("structures:result"))),
        intro=_intro(answer),
        holding=_holding(visit, answer.holding) if answer.holding else None,
        warnings=tuple(warnings_of(answer)),
        other_forms=tuple(_other_forms(answer)),
        show_other_forms=answer.holding is None or answer.holding.result.finding in _NOT_SO,
        matrix=matrix_view(answer),
        groups=tuple(group for group in groups if group.says_something),
        background=tuple(group for group in groups if not group.says_something),
        questions=tuple(AskLine(q.text, rule_link(q.rule)) for q in answer.questions),
        started=not visit.is_empty,
        is_network=is_network(visit.answers),
        held_otherwise=_held_otherwise(visit, answer.holding) if answer.holding else "",
        is_practice=visit.answers.get(TEAM) == "gp_partnership",
        next_question=progress.question,
        still_open=_still_open(progress, answer),
        day=written_date(answer.day),
        checked=written_date(answer.checked),
    )


def _held_otherwise(visit: Visit, holding: HoldingAnswer) -> str:
    """For a network whose agreement cannot hold the contract: who holds it instead."""
    if not is_network(visit.answers) or holding.result.finding is not Finding.NO:
        return ""
    return held_otherwise(holding.form.form, holding.contract.id)


def _still_open(step: Progress, answer: StructureAnswer) -> str:
    clause = still_open(step, form_chosen=answer.form is not None)
    count = step.open_questions
    return f"{count} could still change {clause}." if count > 1 else f"One could change {clause}."


def _options(visit: Visit, href: str) -> Iterator[Option]:
    """The options of a case that has more than the visitor's own plan."""
    if len(visit.case.options) > 1 or (visit.case.options and visit.option is None):
        yield Option("As you are today", f"{href}?option=", visit.option is None)
        for name, option in visit.case.options.items():
            yield Option(option.title, f"{href}?option={name}", visit.option == name)


def warnings_of(answer: StructureAnswer) -> Iterator[str]:
    """Answers that cannot stand together, and rules that disagree."""
    for item in answer.contradictions:
        fact = answer.fact[item.fact]
        yield (
            f"Check this answer. You said that {fact.clause(item.answered)}. Your other answers "
            f"mean that {fact.clause(item.follows)}, and we have used that."
        )
    for conflict in answer.conflicts:
        rules = " and ".join(conflict.rules)
        yield (
            f"Rules {rules} give different answers here and nothing says which comes first, so "
            "we show the answer as not known. Ask a solicitor."
        )


def _intro(answer: StructureAnswer) -> str:
    if answer.holding is not None:
        return ""
    if answer.contract is not None and answer.contract.no_definition:
        return answer.contract.no_definition
    if answer.contract is not None:
        return "Choose a legal form, or open a cell of the table, to see the reasons."
    return "Answer the questions to make this table about your own team."


def _holding(visit: Visit, holding: HoldingAnswer) -> HoldingView:
    words = load_finding_words()[holding.cell.word]
    law = visit.edition.base
    qualified, provided = conditions(law, holding.cell)
    return HoldingView(
        word=words.label,
        colour=words.colour,
        explains=words.explains,
        qualified=qualified,
        provided=provided,
        to_do=what_to_do(visit, holding.cell, holding.remedies),
        must_agree=who_must_agree(holding),
        reason=reason_view(holding.cell.assessment, holding.reason, visit.answered),
        confidence=confidence_words(holding.confidence, from_memory=holding.from_memory),
    )


def _other_forms(answer: StructureAnswer) -> Iterator[Link]:
    """The other forms that can or may hold the contract asked about."""
    if answer.contract is not None:
        yield from holder_links(answer, answer.contract.id, but=answer.form)
