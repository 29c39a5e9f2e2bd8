"""A note of two pages for Monday's meeting, from the same answer as the result page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from mutualise.rules import LawBase
from mutualise.rules.facts import written_date
from mutualise.rules.names import CONTRACT, PRESENT_FORM, TEAM
from mutualise.structures import (
    Certainty,
    HoldingAnswer,
    NoteWords,
    StructureAnswer,
    forms_that_may_hold,
    forms_to_weigh,
    load_finding_words,
    load_interview,
    ranked_questions,
)
from mutualise.web.structures.consequence_view import (
    FollowLine,
    GroupView,
    PointRow,
    group_views,
    statement_line,
)
from mutualise.web.structures.finding_view import Condition, Now, conditions
from mutualise.web.structures.owners_way import WhatToDo, what_to_do
from mutualise.web.structures.result_page import warnings_of
from mutualise.web.structures.sentences import (
    commissioner,
    confidence_words,
    form_words,
    headline,
    sentence,
    who_must_agree,
)
from mutualise.web.structures.session import Visit

# Two printed pages hold this much and no more; the rest is on the site.
MOST_ELIGIBILITY = 3
MOST_LAW = 5
MOST_STAFF = 6
MOST_OPEN = 6
MOST_QUESTIONS = 6
MOST_FORMS = 2
# The words of the table that are a yes, if need be with somebody's agreement.
_CAN_HOLD = frozenset({"yes", "yes_if_agreed"})
_STAFF_GROUPS = ("pension", "staff")
_LAW_GROUPS = ("procurement", "cqc", "indemnity", "vat", "tax")


@dataclass(frozen=True)
class NotePage:
    """What the note says, heading by heading."""

    words: NoteWords
    headline: str
    finding: str
    where: tuple[str, ...]
    looked_at: str
    qualified: tuple[Condition, ...]
    provided: tuple[Condition, ...]
    law: tuple[FollowLine, ...]
    to_do: WhatToDo | None
    agree: tuple[str, ...]
    staff: tuple[FollowLine, ...]
    liability: PointRow | None
    not_known: tuple[str, ...]
    solicitor: tuple[str, ...]
    commissioner: tuple[str, ...]
    next_steps: tuple[str, ...]
    warnings: tuple[str, ...]
    confidence: str
    day: str
    checked: str
    printed: str


def note_page(visit: Visit) -> NotePage:
    """The note on everything answered so far."""
    answer = visit.answer()
    law = visit.edition.base
    holding = answer.holding
    qualified, provided = conditions(law, holding.cell) if holding else ((), ())
    to_do = what_to_do(visit, holding.cell, holding.remedies) if holding else None
    now = to_do.now if to_do else None
    groups = {group.id: group for group in group_views(answer)}
    points = groups["liability"].points if "liability" in groups else ()
    return NotePage(
        words=load_interview().monday_note,
        headline=headline(answer),
        finding=load_finding_words()[holding.cell.word].explains if holding else "",
        where=tuple(_where(visit, answer)),
        looked_at=_looked_at(visit, answer),
        qualified=qualified,
        provided=provided,
        law=(
            *(_eligibility(law, holding) if holding else ()),
            *_lines(groups, _LAW_GROUPS, MOST_LAW, without=holding),
        ),
        to_do=to_do,
        agree=tuple(dict.fromkeys(_who_must_agree(answer, now))),
        staff=(*_open_pension(groups), *_lines(groups, _STAFF_GROUPS, MOST_STAFF)),
        liability=points[0] if points else None,
        not_known=tuple(_not_known(answer))[:MOST_OPEN],
        solicitor=tuple(q.text for q in answer.questions)[:MOST_QUESTIONS],
        commissioner=tuple(_for_the_commissioner(answer)),
        next_steps=tuple(_next_steps(answer, to_do)),
        warnings=tuple(warnings_of(answer)),
        confidence=(
            confidence_words(holding.confidence, from_memory=holding.from_memory) if holding else ""
        ),
        day=written_date(answer.day),
        checked=written_date(answer.checked),
        printed=written_date(visit.today),
    )


def _where(visit: Visit, answer: StructureAnswer) -> Iterator[str]:
    facts = answer.fact
    for name in (TEAM, PRESENT_FORM, CONTRACT):
        value = visit.answers.get(name)
        if value is not None:
            yield sentence(facts[name].clause(value))


def _looked_at(visit: Visit, answer: StructureAnswer) -> str:
    if visit.option and visit.case.options[visit.option].about:
        return sentence(visit.case.options[visit.option].about)
    if answer.form is not None:
        return sentence(f"{answer.form.label}. {answer.form.plain}")
    return "No legal form has been chosen yet."


def _lines(
    groups: Mapping[str, GroupView],
    names: tuple[str, ...],
    most: int,
    *,
    without: HoldingAnswer | None = None,
) -> Iterator[FollowLine]:
    """What applies under some headings, leaving out what the finding has said already."""
    said = _said(without) if without else frozenset()
    lines = (line for name in names if name in groups for line in groups[name].applies)
    return islice((line for line in lines if line.rule.id not in said), most)


def _said(holding: HoldingAnswer) -> frozenset[str]:
    return frozenset((*holding.result.qualified_by, *holding.result.provisos))


def _eligibility(law: LawBase, holding: HoldingAnswer) -> Iterator[FollowLine]:
    """The law that decides who can hold the contract: the rule, and what it turns on here."""
    deciding = [holding.reason, *holding.reason.because]
    rules = dict.fromkeys(line.rule for line in deciding if line.rule)
    said = _said(holding)
    for rule_id in islice((rule_id for rule_id in rules if rule_id not in said), MOST_ELIGIBILITY):
        yield statement_line(law.rules[rule_id])


def _open_pension(groups: Mapping[str, GroupView]) -> Iterator[FollowLine]:
    """Staff ask about pensions first: where nothing is settled, say on what it depends."""
    group = groups.get("pension")
    if group and not group.applies:
        yield from group.open[:1]


def _who_must_agree(answer: StructureAnswer, now: Now | None) -> Iterator[str]:
    if answer.holding and (who := who_must_agree(answer.holding)):
        yield sentence(who)
    for way in (now.best,) if now and now.best else ():
        for step in (*way.changes, *way.confirms):
            if step.who:
                yield sentence(step.who)
    yield from _agreed_outside(answer)


def _agreed_outside(answer: StructureAnswer) -> Iterator[str]:
    """For what follows only if somebody agrees, the rule that says who that is."""
    for group in answer.groups:
        for item in group.applies:
            if item.certainty is Certainty.IF_AGREED:
                for rule_id in answer.assessment.finding(item.rule.defines).qualified_by:
                    rule = answer.assessment.edition.base.rules[rule_id]
                    yield f"{group.label}: {rule.statement} ({rule_id})"


def _not_known(answer: StructureAnswer) -> Iterator[str]:
    """What is open and could still matter, apart from what is to be confirmed above."""
    remedies = answer.holding.remedies.remedies if answer.holding else ()
    listed = {step.fact for remedy in remedies[:1] for step in remedy.steps}
    for question in ranked_questions(answer.assessment, limit=MOST_OPEN + len(listed)):
        if question.fact not in listed:
            yield answer.fact[question.fact].ask
    for group in answer.groups:
        for item in group.open:
            if item.certainty is Certainty.NOT_KNOWN and item.rule.says is not None:
                yield sentence(f"whether {item.rule.says.yes}").removesuffix(".")


def _for_the_commissioner(answer: StructureAnswer) -> Iterator[str]:
    if answer.contract is None:
        return
    who = commissioner(answer.contract)
    yield f"Would {who} support this change, and what evidence would it need to see?"
    if answer.holding and answer.holding.result.finding.value in ("arguable", "precedent"):
        yield f"Will {who} give its view of the law in writing before we spend money?"
    if answer.contract.unsettled:
        yield "When will the national rules on this contract be published?"


def _next_steps(answer: StructureAnswer, to_do: WhatToDo | None) -> Iterator[str]:
    now = to_do.now if to_do else None
    if to_do and to_do.owners:
        yield "Put the list of owners right, as set out above, before you look at another form."
    if now and now.best and now.best.confirms:
        yield "Confirm the points above, and note who confirmed each."
    if to_do and not to_do.owners and not to_do.now.best and (look := _another_form(answer)):
        yield look
    if answer.questions:
        yield "Send the questions for your solicitor, with this note."
    if answer.contract is not None:
        yield f"Ask for an early meeting with {commissioner(answer.contract)}."
    yield "Tell staff that you are looking at this, and how they can have a say."


def _another_form(answer: StructureAnswer) -> str:
    """Where to look instead: not the form asked about, and not the one the team wants to leave."""
    if answer.contract is None:
        return ""
    words = {form.id: cell.word for form, cell in forms_that_may_hold(answer, answer.contract.id)}
    passed = (answer.form, answer.present_form)
    found = [f for f in forms_to_weigh(answer) if f.id in words and f not in passed][:MOST_FORMS]
    if not found:
        return ""
    sure = all(words[form.id] in _CAN_HOLD for form in found)
    what = "can hold" if sure else "may hold"
    return f"Look at another form that {what} the contract: {' or '.join(map(form_words, found))}."
