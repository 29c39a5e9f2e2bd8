"""Up to four forms or options side by side: the same rows for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mutualise.rules import Assessment, Edition, Items, Rule, Value
from mutualise.rules.names import TEAM
from mutualise.structures.answer import StructureAnswer, answer_structures, forms_that_may_hold
from mutualise.structures.consequences import Certainty, Consequence
from mutualise.structures.forms import LegalForm, load_attribute_names, load_finding_words
from mutualise.structures.matrix import NEVER, form_of, lists_that_fit, without_other_forms

MOST_COMPARED = 4
# Our judgement, not law, among forms that are equally sure to hold a contract: bodies that
# staff and members can own without risking all they have come first, because a team comes
# here for a mutual. Forms not named here follow in the order of their file.
_WEIGHED_FIRST = (
    "cic_cls",
    "cic_clg",
    "coop_society",
    "cbs",
    "cls",
    "clg",
    "coop_company",
    "cio",
)


@dataclass(frozen=True)
class Alternative:
    """One thing to compare: a title and the answers it would have.

    `collections` are the lists of the case that describe it; all of them when None.
    """

    id: str
    title: str
    answers: Mapping[str, Value]
    collections: Mapping[str, Items] | None = None


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """What one alternative has to say; `verified` is False where it is not yet checked."""

    lines: tuple[str, ...]
    verified: bool = True


@dataclass(frozen=True)
class ComparisonRow:
    """One property across the alternatives."""

    label: str
    question: str
    cells: tuple[ComparisonCell, ...]

    @property
    def differs(self) -> bool:
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    alternatives: tuple[Alternative, ...]
    answers: tuple[StructureAnswer, ...]
    rows: tuple[ComparisonRow, ...]


def compare(
    edition: Edition,
    alternatives: Sequence[Alternative],
    collections: Mapping[str, Items] | None = None,
) -> Comparison:
    """Put up to four alternatives to the same questions. Raises ValueError for more."""
    if len(alternatives) > MOST_COMPARED:
        raise ValueError(f"At most {MOST_COMPARED} can be compared. Choose fewer")
    answers = tuple(
        answer_structures(
            edition, a.answers, collections if a.collections is None else a.collections
        )
        for a in alternatives
    )
    rows = (
        _holding_row(answers),
        *_name_row(alternatives, answers),
        *_group_rows(answers),
        *_form_rows(answers),
    )
    return Comparison(tuple(alternatives), answers, rows)


def as_form(situation: Assessment, form: LegalForm) -> Alternative:
    """A form with the answers that hold for it: what was said of another form is left out."""
    kept = situation if form_of(situation) == form else without_other_forms(situation)
    lists = lists_that_fit(kept, form)
    return Alternative(form.id, form.label, {**kept.answers, **form.sets}, lists)


def forms_to_weigh(answer: StructureAnswer) -> tuple[LegalForm, ...]:
    """The forms worth a look, best first: those that can or may hold the contract.

    Without a contract, or where nobody can say yet who may hold it, all that suit the team.
    """
    holders = forms_that_may_hold(answer, answer.contract.id) if answer.contract else []
    if holders:
        words = list(dict.fromkeys(cell.word for _, cell in holders))
        ranked = sorted(holders, key=lambda pair: (words.index(pair[1].word), _weight(pair[0])))
        return tuple(form for form, _ in ranked)
    team = answer.assessment.value(TEAM)
    return tuple(sorted((f for f in answer.matrix.rows if f.is_open_to(team)), key=_weight))


def _weight(form: LegalForm) -> int:
    return _WEIGHED_FIRST.index(form.id) if form.id in _WEIGHED_FIRST else len(_WEIGHED_FIRST)


def _holding_row(answers: Sequence[StructureAnswer]) -> ComparisonRow:
    words = load_finding_words()
    cells = tuple(
        ComparisonCell((words[answer.holding.cell.word].label,))
        if answer.holding
        else ComparisonCell(("Not asked yet",))
        for answer in answers
    )
    return ComparisonRow("Can hold the contract", "", cells)


def _name_row(
    alternatives: Sequence[Alternative], answers: Sequence[StructureAnswer]
) -> Iterator[ComparisonRow]:
    """The legal form of each, where a title such as "Your plan" does not say it."""
    labels = [answer.form.label if answer.form else "Not chosen yet" for answer in answers]
    if labels != [alternative.title for alternative in alternatives]:
        cells = tuple(ComparisonCell((label,)) for label in labels)
        yield ComparisonRow("Legal form", "", cells)


def _group_rows(answers: Sequence[StructureAnswer]) -> Iterator[ComparisonRow]:
    """One row for each heading under which some alternative has a settled consequence."""
    headings = {group.id: group for answer in answers for group in answer.groups}
    for heading in headings.values():
        settled = [_settled(answer, heading.id) for answer in answers]
        rules = list({item.rule.id: item.rule for items in settled for item in items}.values())
        if rules:
            cells = tuple(
                ComparisonCell(tuple(_lines(answer, heading.id, items, rules)))
                for answer, items in zip(answers, settled, strict=True)
            )
            yield ComparisonRow(heading.label, heading.question, cells)


def _lines(
    answer: StructureAnswer, group_id: str, settled: Sequence[Consequence], rules: Sequence[Rule]
) -> Iterator[str]:
    """What follows; what may follow, of the `rules` settled for another; or why nothing is said.

    Silence beside another form's consequence would read as "this does not apply here".
    """
    yield from (item.text for item in settled)
    if answer.holding and answer.holding.cell.word == NEVER:
        if not settled:
            yield "Not worked out: this form cannot hold the contract"
        return
    told = {item.rule.id for item in settled}
    undecided = {rule.id for rule in rules if rule.id not in told and _undecided(answer, rule)}
    open_here = _open(answer, group_id)
    turning = [item for item in open_here if item.when and item.rule.id in undecided]
    yield from (f"If {item.when}: {item.text}" for item in turning)
    if settled or turning:
        if len(undecided) > len(turning):
            yield "Other points depend on answers you have not given"
    elif undecided or open_here:
        yield "It depends on answers you have not given"
    else:
        yield "Nothing that we know of"


def _settled(answer: StructureAnswer, group_id: str) -> tuple[Consequence, ...]:
    return tuple(
        item
        for group in answer.groups
        if group.id == group_id
        for item in group.applies
        if item.certainty is not Certainty.DOES_NOT
    )


def _open(answer: StructureAnswer, group_id: str) -> tuple[Consequence, ...]:
    return tuple(item for group in answer.groups if group.id == group_id for item in group.open)


def _undecided(answer: StructureAnswer, rule: Rule) -> bool:
    """Whether further answers could still bring the rule to bear."""
    situation = answer.assessment
    concerns = situation.edition.topics.get(rule.topic)
    if concerns is not None and concerns(situation) is False:
        return False
    truth = situation.truth(rule.defines) if rule.defines else situation.holds(rule.id)
    return truth is None


def _form_rows(answers: Sequence[StructureAnswer]) -> Iterator[ComparisonRow]:
    for name in load_attribute_names().values():
        found = [answer.form.attributes.get(name.id) if answer.form else None for answer in answers]
        if any(found):
            cells = tuple(
                ComparisonCell((fact.text,), fact.verified)
                if fact
                else ComparisonCell(("Not recorded",))
                for fact in found
            )
            yield ComparisonRow(name.label, name.question, cells)
