"""The interview: open with who you are and what you want, then ask only what can matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mutualise.content.loader import Record, build_one
from mutualise.rules import (
    Assessment,
    Edition,
    Finding,
    Goal,
    Items,
    Question,
    Value,
    next_questions,
)
from mutualise.rules.base import kept_with_edition
from mutualise.rules.limits import telling_values
from mutualise.rules.names import CONTRACT, FORM
from mutualise.rules.questions import open_facts
from mutualise.structures.forms import Contract, load_contracts, load_forms
from mutualise.structures.matrix import MatrixColumn, contract_column, form_alone, matrix_columns

# Who may hold the contract comes before what follows from holding it.
HOLDING_WEIGHT = 10.0


class Section(Record):
    """A part of the check-answers page: a title, and the namespaces of facts in it."""

    id: str
    title: str
    namespaces: tuple[str, ...]


class ListOfPoints(Record):
    intro: str
    items: tuple[str, ...]


class StartWords(Record):
    heading: str
    what_you_get: ListOfPoints
    time: str
    have_ready: ListOfPoints
    unsure: str
    button: str
    other_ways: str


class NotAdvice(Record):
    heading: str
    text: str
    short: str


class NotKnownWords(Record):
    label: str
    hint: str


class ServiceWords(Record):
    name: str
    summary: str


class NoteWords(Record):
    title: str
    intro: str
    headings: Mapping[str, str]


class Interview(Record):
    """The words and the order of the structure finder."""

    service: ServiceWords
    start: StartWords
    not_legal_advice: NotAdvice
    answering_for: str
    not_known: NotKnownWords
    never_blocked: str
    opening_questions: tuple[str, ...]
    most_questions: int
    sections: tuple[Section, ...]
    monday_note: NoteWords


@dataclass(frozen=True)
class Progress:
    """What to ask now, and how much could still change.

    `question` is None when nothing you could answer would change the result, or when who
    may hold the contract is settled and the interview has asked as much as it should.
    `open_questions` counts what could still matter, this question included.
    """

    question: str | None
    asked: int
    open_questions: int
    holding_settled: bool


@cache
def load_interview() -> Interview:
    """Read content/structures/interview.yaml. Raises ContentError for each fault."""
    return build_one(Interview, "structures/interview.yaml")


def progress(
    edition: Edition,
    answers: Mapping[str, Value],
    *,
    not_known: Collection[str] = (),
    collections: Mapping[str, Items] | None = None,
    put: Collection[str] | None = None,
) -> Progress:
    """Where the interview stands.

    `not_known` are the facts that the team was asked about and does not know. `put` are the
    questions put to the team in this visit; a caller that does not keep them leaves it out,
    and every answer to something that the interview would have asked counts as a question.
    """
    interview = load_interview()
    assessment = Assessment(edition, answers, collections)
    if put is None:
        put = _could_have_asked(assessment, not_known)
    asked = len(frozenset(put).intersection([*answers, *not_known]))
    for name in interview.opening_questions:
        if name not in answers and name not in not_known:
            return Progress(name, asked, len(interview.opening_questions), holding_settled=False)
    skip = frozenset(not_known) | frozenset(interview.opening_questions)
    holding = next_questions(holding_goals(assessment, skip), skip=skip, limit=100)
    if holding:
        # Who may hold the contract is what the team came for: no limit stops that.
        return Progress(holding[0].fact, asked, len(holding), holding_settled=False)
    following = next_questions(following_goals(assessment), skip=skip, limit=100)
    ask_more = following and asked < interview.most_questions
    return Progress(
        following[0].fact if ask_more else None, asked, len(following), holding_settled=True
    )


def _could_have_asked(assessment: Assessment, not_known: Collection[str]) -> frozenset[str]:
    """What the interview asks about, from its first question on, for this form and contract."""
    opening = load_interview().opening_questions
    given = {name: value for name, value in assessment.answers.items() if name in opening}
    start = Assessment(assessment.edition, given, assessment.collections)
    found = frozenset(opening)
    skip: frozenset[str] = frozenset()
    while True:
        goals = (*holding_goals(start, skip), *following_goals(start))
        found = found.union(*(open_facts(g.assessment, g.about, skip=skip) for g in goals))
        # What is not known leads to questions that would not have been asked otherwise.
        more = skip | found.intersection(not_known)
        if more == skip:
            return found
        skip = more


def ranked_questions(assessment: Assessment, *, limit: int = 10) -> list[Question]:
    """The questions that would settle most, holding first, for an analyst to see."""
    goals = [*holding_goals(assessment), *following_goals(assessment)]
    return next_questions(goals, limit=limit)


def holding_goals(assessment: Assessment, skip: Collection[str] = ()) -> Iterator[Goal]:
    """Can the form hold the contract: for the form named, or for each that might.

    `skip` are facts not to count on.
    """
    contract = _contract(assessment)
    wanted = [contract_column(contract)] if contract is not None else []
    columns = [column for column in wanted if column is not None]
    if not columns:
        return
    for column in columns:
        if FORM in assessment.answers:
            yield Goal(column.definition, assessment, HOLDING_WEIGHT)
            yield from _qualifying_goals(assessment, column.definition, skip)
            continue
        for form_id in _possible_forms(assessment.edition, column):
            given = assessment.with_answers(dict(load_forms()[form_id].sets))
            yield Goal(column.definition, given, HOLDING_WEIGHT)


def _qualifying_goals(
    assessment: Assessment, definition: str, skip: Collection[str]
) -> Iterator[Goal]:
    """What would turn an open finding into "it has been done" or "arguable" at once.

    Shares held on trust settle who can hold a GP contract, through what follows from them;
    the definition itself does not name them, so it alone would never ask.
    """
    now = assessment.finding(definition).finding
    if now is not Finding.NOT_KNOWN:
        return
    for qualifier in assessment.edition.qualifiers.get(definition, ()):
        rule_id = qualifier.rule.rule.id
        names = open_facts(assessment, rule_id, skip=skip)
        if any(
            assessment.with_answers({name: value}).finding(definition).finding is qualifier.to
            for name in names
            for value in telling_values(assessment.edition, name)
        ):
            yield Goal(rule_id, assessment, HOLDING_WEIGHT)


def following_goals(assessment: Assessment) -> Iterator[Goal]:
    """The consequences that matter for the contract, most important first."""
    contract = _contract(assessment)
    for index, name in enumerate(contract.goals if contract else ()):
        # A gentle slope keeps the order of the file where two questions settle as much.
        yield Goal(name, assessment, 1.0 / (1 + 0.1 * index))


def _contract(assessment: Assessment) -> Contract | None:
    return load_contracts().get(str(assessment.answers.get(CONTRACT, "")))


@kept_with_edition
def _possible_forms(edition: Edition, column: MatrixColumn) -> tuple[str, ...]:
    """The forms in the table that the contract does not rule out by themselves."""
    known = {item.id for item in matrix_columns()}
    if column.id not in known:
        return ()
    return tuple(
        form.id
        for form in load_forms().values()
        if form.in_matrix
        and form.kind == "form"
        and form.can_choose
        and form_alone(edition, form.id, column) is None
    )
