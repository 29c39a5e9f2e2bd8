"""What a comparison of two laws shows: what is different, and each case that it turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from mutualise.derivations.what_if_records import (
    CaseComparison,
    CellChange,
    ConsequenceChange,
    LawComparison,
    Position,
    Shared,
)
from mutualise.derivations.what_if_words import certainty, part_words, where, where_in_table
from mutualise.expressions import Expression, Literal
from mutualise.rules import Edition, Reason
from mutualise.rules.differences import Differing, LawDifference, Part
from mutualise.rules.facts import Facts
from mutualise.structures import Cell, load_finding_words, load_forms, matrix_columns
from mutualise.web.design.components import Link
from mutualise.web.law.clauses import Clause, clauses
from mutualise.web.structures.sentences import sentence


@dataclass(frozen=True)
class Side:
    """How a part of the law reads under one of the laws; nothing when it is not in force."""

    words: str = ""
    condition: Clause | None = None
    written: str = ""


@dataclass(frozen=True)
class PartView:
    """A part of the law that is different. `anchor` is where the page says so."""

    anchor: str
    kind: str
    name: str
    label: str
    href: str
    today: Side
    then: Side


@dataclass(frozen=True)
class Word:
    """How one cell reads."""

    label: str
    colour: str


@dataclass(frozen=True)
class ReasonLine:
    """One line of an explanation, with its rule and place in the law."""

    text: str
    rule: str
    provision: str
    because: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class HoldingView:
    """An option and a contract whose answer is different, or waits for other facts."""

    option: str
    contract: str
    today: Word
    then: Word
    decided_by: tuple[Link, ...]
    why_today: ReasonLine | None
    why_then: ReasonLine | None
    no_longer: tuple[str, ...]
    newly: tuple[str, ...]


@dataclass(frozen=True)
class FollowView:
    """Something that follows, or does not, or waits for other facts."""

    heading: str
    rule: str
    today: str
    then: str
    same: bool
    text: str
    where: str
    decided_by: tuple[Link, ...]
    no_longer: tuple[str, ...]
    newly: tuple[str, ...]


@dataclass(frozen=True)
class TableLine:
    """A form and a contract that read otherwise."""

    form: str
    contract: str
    today: Word
    then: Word
    decided_by: tuple[Link, ...]
    where: str


@dataclass(frozen=True)
class CaseView:
    """One case that the change turns."""

    title: str
    anchor: str
    href: str
    holdings: tuple[HoldingView, ...]
    follows: tuple[FollowView, ...]
    near: tuple[TableLine, ...]
    far: tuple[TableLine, ...]
    unchanged: str


@dataclass(frozen=True)
class ResultView:
    """The whole comparison."""

    parts: tuple[PartView, ...]
    summary: str
    changed: tuple[CaseView, ...]
    elsewhere: tuple[CaseView, ...]
    same: tuple[Link, ...]
    unused: tuple[Link, ...]


def result_view(comparison: LawComparison) -> ResultView:
    """A comparison ready to be shown; it holds words alone, so that it can be kept."""
    return ResultView(
        parts=tuple(_part(comparison.law, part) for part in comparison.law.parts),
        summary=_summary(comparison),
        changed=tuple(case_view(comparison, case) for case in comparison.changed),
        elsewhere=tuple(case_view(comparison, case) for case in comparison.changed_elsewhere),
        same=tuple(
            Link(case.case.title, _case_address(case))
            for case in comparison.cases
            if not case.changes and not case.changes_elsewhere
        ),
        unused=_links(comparison.law, comparison.unused),
    )


def _summary(comparison: LawComparison) -> str:
    every, own = len(comparison.cases), len(comparison.changed)
    gets = "get" if own > 1 else "gets"
    return f"{own or 'None'} of the {every} worked cases {gets} another answer."


def _part(law: LawDifference, part: Differing) -> PartView:
    words = part_words(law, part)
    today, then = (_side(edition, part) for edition in (law.before, law.after))
    if part.part is Part.FIGURE:
        return PartView(
            anchor=part.id,
            kind="Figure",
            name=words.label,
            label="",
            href=f"{reverse('law:figures')}#{part.id}",
            today=Side(words.before),
            then=Side(words.after),
        )
    if part.part is Part.INFERENCE:
        label = sentence(f"An answer that we fill in, because {words.label}")
        return PartView(part.id, "Filled-in answer", part.id, label, "", today, then)
    known = part.id in law.before.base.rules
    href = reverse("law:rule", kwargs={"rule_id": part.id}) if known else ""
    return PartView(part.id, "Rule", part.id, words.label, href, today, then)


def _side(edition: Edition, part: Differing) -> Side:
    base = edition.base
    if part.part is Part.INFERENCE:
        found = next((item for item in base.inferences if item.id == part.id), None)
        if found is None:
            return Side()
        fact, value = edition.facts[found.fact], base.trees[f"{part.id} value"]
        answer = "worked out from other answers"
        if isinstance(value, Literal):
            answer = fact.written(value.value)
        written = f"{found.value}{f' when {found.when}' if found.when else ''}"
        condition = _clause(edition, base.trees.get(f"{part.id} when"))
        return Side(f"{fact.label}: {answer}", condition, " ".join(written.split()))
    rule = base.rules.get(part.id)
    if part.part is Part.FIGURE or rule is None or not rule.in_force_on(edition.day):
        return Side()
    written = " ".join(rule.condition.split())
    return Side("", _clause(edition, base.trees.get(part.id)), written)


def _clause(edition: Edition, tree: Expression | None) -> Clause | None:
    return clauses(edition, tree) if tree is not None else None


def case_view(comparison: LawComparison, case: CaseComparison, *, own: bool = False) -> CaseView:
    """One case: its own answers, what follows, and what other forms could do.

    A visitor's `own` case may be a copy of a worked one, and is shown apart from it.
    """
    law = comparison.law
    facts = law.after.facts
    same = sum(not position.changes for position in case.positions)
    every = len(case.positions)
    return CaseView(
        title=case.case.title,
        anchor="case-own" if own else f"case-{case.case.slug}",
        href="" if own else _case_address(case),
        holdings=tuple(_holdings(law, case.positions, facts)),
        follows=tuple(_follow(law, shared, case, facts) for shared in case.consequences),
        near=tuple(_line(law, shared, case) for shared in case.near),
        far=tuple(_line(law, shared, case) for shared in case.far),
        unchanged=_unchanged(same, every),
    )


def _unchanged(same: int, every: int) -> str:
    if every == 1:
        return "The answer you have now does not change." if same else ""
    pairs = "pairs of an option and a contract"
    if same == every:
        return f"For the forms and contracts in this case nothing changes: {every} {pairs}."
    if same == 0:
        return ""
    return f"{same} of {every} {pairs} get the same answers as today."


def _case_address(case: CaseComparison) -> str:
    if not case.case.slug:
        return ""
    return reverse("structures:example", kwargs={"slug": case.case.slug})


def _holdings(
    law: LawDifference, positions: Iterable[Position], facts: Facts
) -> Iterator[HoldingView]:
    for position in positions:
        before, after = position.before, position.after
        asked = position.no_longer_asked + position.newly_asked
        if before is None or after is None or not (position.holding_changes or asked):
            continue
        explained = position.holding_changes
        yield HoldingView(
            option=position.title,
            contract=position.contract_title,
            today=_word(before),
            then=_word(after),
            decided_by=_links(law, position.decided_by),
            why_today=_reason(before.assessment.edition, before.reason()) if explained else None,
            why_then=_reason(after.assessment.edition, after.reason()) if explained else None,
            no_longer=tuple(facts[name].label for name in position.no_longer_asked),
            newly=tuple(facts[name].label for name in position.newly_asked),
        )


def _follow(
    law: LawDifference, shared: Shared[ConsequenceChange], case: CaseComparison, facts: Facts
) -> FollowView:
    change = shared.change
    today, then = certainty(change.before), certainty(change.after)
    asked = change.no_longer_asked + change.newly_asked
    said = change.after or change.before
    return FollowView(
        heading=change.group,
        rule=change.rule.id,
        today=sentence(today).rstrip("."),
        then=sentence(then).rstrip("."),
        same=today == then,
        text="" if said is None or asked else said.text,
        where=f"In: {where(shared.positions, case)}." if len(case.positions) > 1 else "",
        decided_by=_links(law, change.decided_by),
        no_longer=tuple(facts[name].label for name in change.no_longer_asked),
        newly=tuple(facts[name].label for name in change.newly_asked),
    )


def _line(law: LawDifference, shared: Shared[CellChange], case: CaseComparison) -> TableLine:
    change = shared.change
    return TableLine(
        form=load_forms()[change.before.form].label,
        contract=next(c.label for c in matrix_columns() if c.id == change.before.column),
        today=_word(change.before),
        then=_word(change.after),
        decided_by=_links(law, change.decided_by),
        where=where_in_table(shared, case),
    )


def _word(cell: Cell) -> Word:
    words = load_finding_words()[cell.word]
    return Word(words.label, words.colour)


def _reason(edition: Edition, reason: Reason) -> ReasonLine:
    rules = edition.base.rules
    return ReasonLine(
        text=sentence(reason.text),
        rule=reason.rule,
        provision=rules[reason.rule].provision if reason.rule else "",
        because=tuple(_reason(edition, line) for line in reason.because),
    )


def _links(law: LawDifference, parts: Iterable[Differing]) -> tuple[Link, ...]:
    """To the place on the page that says what is different."""
    return tuple(Link(_named(law, part), f"#{part.id}") for part in parts)


def _named(law: LawDifference, part: Differing) -> str:
    return part_words(law, part).label if part.part is Part.FIGURE else part.id
