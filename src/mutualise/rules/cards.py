"""Everything about one rule, ready to be shown on a page or in a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.expressions import names_in, to_text
from mutualise.rules.base import LawBase
from mutualise.rules.model import Rule, Source
from mutualise.rules.truth import PARAMETER
from mutualise.rules.words import Plain, describe

MEMORY = "M"


@dataclass(frozen=True)
class FigureLine:
    """A parameter that the condition uses, with its value and where it was read."""

    name: str
    label: str
    value: str
    in_force_from: dt.date | None
    source: str


@dataclass(frozen=True)
class RuleCard:
    """One rule with its condition in words, its figures, its law and its neighbours."""

    rule: Rule
    place: str
    condition: Plain | None
    written: str
    figures: tuple[FigureLine, ...]
    sources: tuple[Source, ...]
    exceptions: tuple[Rule, ...]
    used_by: tuple[Rule, ...]
    in_force: bool

    @property
    def from_memory(self) -> bool:
        """Whether part of the rule was not read in any source."""
        return MEMORY in self.rule.sources

    def as_text(self) -> str:
        """The card for a terminal."""
        return "\n".join(_lines(self))


def rule_card(law: LawBase, rule: Rule, day: dt.date) -> RuleCard:
    """Gather what there is to know about a rule as at a day."""
    tree = law.trees.get(rule.id)
    return RuleCard(
        rule=rule,
        place=law.places[rule.id],
        condition=describe(law.at(day), tree) if tree is not None else None,
        written=to_text(tree) if tree is not None else "",
        figures=tuple(figures_of(law, rule, day)),
        sources=tuple(law.sources[key] for key in rule.sources),
        exceptions=tuple(r for r in law.rules.values() if r.exception_to == rule.id),
        used_by=tuple(_used_by(law, rule)),
        in_force=rule.in_force_on(day),
    )


def figures_of(law: LawBase, rule: Rule, day: dt.date) -> Iterator[FigureLine]:
    """The figures that a rule's condition names, with their values on a day."""
    tree = law.trees.get(rule.id)
    for name in names_in(tree) if tree is not None else ():
        if name.startswith(PARAMETER):
            parameter = law.parameters[name.removeprefix(PARAMETER)]
            dated = parameter.on(day)
            yield FigureLine(
                name=parameter.name,
                label=parameter.label,
                value=parameter.written(dated.value) if dated else "no value on this date",
                in_force_from=dated.in_force_from if dated else None,
                source=dated.source if dated else "",
            )


def _used_by(law: LawBase, rule: Rule) -> Iterator[Rule]:
    if rule.defines:
        for other in law.rules.values():
            tree = law.trees.get(other.id)
            if tree is not None and rule.defines in names_in(tree):
                yield other


def _lines(card: RuleCard) -> Iterator[str]:
    rule = card.rule
    yield f"{rule.id}  {rule.statement}"
    yield ""
    yield f"Law:         {rule.provision}"
    for link in rule.links:
        yield f"             {link.title}: {link.url}"
    if rule.defines:
        yield f"Defines:     {rule.defines}"
    if card.condition is not None:
        yield "Holds when:"
        yield from _plain_lines(card.condition, 1)
        yield f"As written:  {card.written}"
    for figure in card.figures:
        since = f" since {written_date(figure.in_force_from)}" if figure.in_force_from else ""
        yield f"Figure:      {figure.label}: {figure.value}{since} [{figure.source}]"
    yield f"Then:        {rule.consequence}"
    if rule.otherwise:
        yield f"Otherwise:   {rule.otherwise}"
    for exception in card.exceptions:
        yield f"Unless:      {exception.statement} [{exception.id}]"
    if rule.exception_to:
        yield f"Exception to {rule.exception_to}"
    if rule.ask_solicitor:
        yield f"Ask:         {rule.ask_solicitor}"
    if rule.correction:
        yield f"Corrected:   {rule.correction}"
    if card.used_by:
        yield f"Used by:     {', '.join(other.id for other in card.used_by)}"
    yield f"Confidence:  {rule.confidence.value}; checked {written_date(rule.checked)}"
    for source in card.sources:
        read = f" (text of {source.text_date})" if source.text_date else ""
        yield f"Read:        {source.id} {source.title}{read} {source.url}".rstrip()
    yield f"Kept in:     {card.place}"
    yield "This is not legal advice."


_JOINS = {"all": "all of these:", "any": "at least one of these:", "not": "not this:"}


def _plain_lines(plain: Plain, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not plain.join:
        yield f"{indent}- {plain.text}"
        return
    yield f"{indent}- {_JOINS[plain.join]}"
    for part in plain.parts:
        yield from _plain_lines(part, depth + 1)
