"""The network comparer as content: vehicles, purposes, kinds of work, and the rows of the table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import Field, model_validator

from mutualise.content.loader import ContentError, Record, build, build_keyed, read_one
from mutualise.rules import Confidence, FactError, LawBase, Source, Value, load_law
from mutualise.rules.open_points import load_open_points
from mutualise.structures.forms import (
    FindingWords,
    load_attribute_names,
    load_finding_words,
    load_forms,
)

RULE = "rule:"
NOT_SETTLED = "not_settled"
# What a definition given as an answer may be: a practice of a network holds a GP contract today.
Given = Mapping[str, Any]
_FIGURE = re.compile(r"\{(\w+)\}")
_SAYS_SO = "not yet settled"


class Vehicle(Record):
    """A way to organise a network, as answers to put to the law.

    `sets` are what makes it this vehicle, and win over what a case says; `assumes` is how it
    is usually arranged, and gives way to the case. `describes_case` are the legal forms of a
    case that this vehicle stands for, and `holds_otherwise` says of a contract how it is held
    where that form cannot hold it. A vehicle with `forms` can be looked at in each.
    """

    id: str
    label: str
    short: str
    plain: str
    describes_case: tuple[str, ...] = ()
    holds_otherwise: Mapping[str, str] = Field(default_factory=dict)
    forms: tuple[str, ...] = ()
    default_form: str = ""
    why_form: str = ""
    sets: Given = Field(default_factory=dict)
    assumes: Given = Field(default_factory=dict)


class SummaryLine(Record):
    """One thing to know before the table is read, with the rules and sources it rests on."""

    lead: str
    says: str
    rules: tuple[str, ...]
    sources: tuple[str, ...] = ()
    checked: dt.date
    confidence: Confidence


class Purpose(Record):
    """What the vehicle is wanted for.

    `contracts` of a case lead to it; `known` are the rules that say what is known of it, and
    `open_points` what could not be found out. `summary` is the table in a few lines.
    """

    id: str
    label: str
    short: str
    plain: str
    contract: str
    contracts: tuple[str, ...]
    settled: bool
    known: tuple[str, ...]
    open_points: tuple[str, ...] = ()
    summary: tuple[SummaryLine, ...]


class Work(Record):
    """What the vehicle does for the practices: on this pension, VAT and registration turn.

    `recognised_by` are answers of a case that say so.
    """

    id: str
    label: str
    lead: str
    plain: str
    sets: Given
    recognised_by: Given


class OfForms(Record):
    """What is said of some legal forms and not of others, with what it rests on."""

    forms: tuple[str, ...]
    says: str
    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Part(Record):
    """One thing that a cell says: put to the law (`ask`), or written (`says`, `by_form`).

    `ask` names a definition, or a consequence as "rule:CQC-01". `words` replaces what the
    rule says, by finding; `reads` gives a finding another word where it answers another
    question ("the risk is there" is not "yes, it can"). `attribute` takes the words of the
    legal form. `given` is laid over the vehicle for this part alone, and `work` limits the part
    to one kind of work.
    """

    ask: str = ""
    says: str = ""
    by_form: tuple[OfForms, ...] = ()
    attribute: str = ""
    lead: str = ""
    work: str = ""
    given: Given = Field(default_factory=dict)
    words: Mapping[str, str] = Field(default_factory=dict)
    reads: Mapping[str, str] = Field(default_factory=dict)
    settled: bool = True
    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    checked: dt.date | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Part:
        if sum(map(bool, (self.ask, self.says, self.by_form, self.attribute))) != 1:
            raise ValueError("a part has one of 'ask', 'says', 'by_form' and 'attribute'")
        if self.says or self.by_form:
            cited = self.sources or self.rules
            if not (cited or (self.by_form and all(s.sources or s.rules for s in self.by_form))):
                raise ValueError("what is written needs 'sources' or 'rules'")
            if self.checked is None or self.confidence is None:
                raise ValueError("what is written needs 'checked' and 'confidence'")
            if not self.settled and not all(_SAYS_SO in text.lower() for text in self.texts):
                raise ValueError(f"a part that is not settled must say '{_SAYS_SO}'")
        if (self.words or self.reads) and not self.ask:
            raise ValueError("only a part with 'ask' has 'words' and 'reads'")
        return self

    def written_for(self, form: str) -> OfForms | None:
        """What is written of a vehicle in this legal form, with all that it rests on."""
        if self.says:
            return OfForms(forms=(form,), says=self.says, sources=self.sources, rules=self.rules)
        found = next((said for said in self.by_form if form in said.forms), None)
        if found is None:
            return None
        return OfForms(
            forms=found.forms,
            says=found.says,
            sources=(*found.sources, *self.sources),
            rules=(*found.rules, *self.rules),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything written in the part, for checks."""
        return tuple(
            filter(None, (self.says, *(said.says for said in self.by_form), *self.words.values()))
        )


class RowCell(Record):
    """What a row says for some vehicles and purposes; nothing named means all of them."""

    vehicles: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    parts: tuple[Part, ...]

    def serves(self, vehicle: str, purpose: str) -> bool:
        return (not self.vehicles or vehicle in self.vehicles) and (
            not self.purposes or purpose in self.purposes
        )


class Row(Record):
    """One question put to every vehicle. `tone` says whether a yes is good news."""

    id: str
    section: str
    label: str
    question: str
    tone: Literal["good", "plain"] = "plain"
    purposes: tuple[str, ...] = ()
    cells: tuple[RowCell, ...]

    def parts_for(self, vehicle: str, purpose: str) -> tuple[Part, ...]:
        """What the row says of one vehicle for one purpose."""
        return next(c.parts for c in self.cells if c.serves(vehicle, purpose))

    def is_for(self, purpose: str) -> bool:
        return not self.purposes or purpose in self.purposes


class RowSection(Record):
    """A heading over rows that belong together."""

    id: str
    label: str


class PageWords(Record):
    """The words around the table; `undecided` stands where no rule is in force."""

    undecided: str
    heading: str
    intro: str
    reading: tuple[str, ...]


@dataclass(frozen=True)
class NetworkContent:
    """Everything in the file, checked against the law base and the legal forms."""

    words: PageWords
    vehicles: Mapping[str, Vehicle]
    purposes: Mapping[str, Purpose]
    works: Mapping[str, Work]
    sections: Mapping[str, RowSection]
    rows: tuple[Row, ...]
    labels: Mapping[str, FindingWords]
    facts_of_a_body: tuple[str, ...]
    sources: Mapping[str, Source]

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Every part with the place it stands at, for checks."""
        for row in self.rows:
            for number, cell in enumerate(row.cells, start=1):
                for part in cell.parts:
                    yield f"row {row.id}, cell {number}", part

    def rules(self, law: LawBase) -> frozenset[str]:
        """Every rule that is put to the law, or named, somewhere in the table."""
        named = (rule for purpose in self.purposes.values() for rule in purpose.known)
        return frozenset([*named, *(r for _, part in self.parts() for r in _rules_of(law, part))])

    def is_of_a_body(self, fact: str) -> bool:
        """Whether a fact of a case describes the body it has in mind, and no other."""
        return any(
            fact == name or (name.endswith(".") and fact.startswith(name))
            for name in self.facts_of_a_body
        )


@cache
def load_networks() -> NetworkContent:
    """The comparer's content. Raises ContentError with every fault it finds."""
    where = "structures/networks.yaml"
    document = read_one(where)
    content = NetworkContent(
        words=build(PageWords, document.value["page"], where, document, ("page",)),
        vehicles=build_keyed(Vehicle, where, document, "vehicles"),
        purposes=build_keyed(Purpose, where, document, "purposes"),
        works=build_keyed(Work, where, document, "works"),
        sections=build_keyed(RowSection, where, document, "sections"),
        rows=tuple(build_keyed(Row, where, document, "rows").values()),
        labels={**load_finding_words(), **build_keyed(FindingWords, where, document, "labels")},
        facts_of_a_body=tuple(document.value["facts_of_a_body"]),
        sources={**load_law().sources, **build_keyed(Source, where, document, "sources")},
    )
    problems = [f"{where}: {problem}" for problem in faults(content, load_law())]
    if problems:
        raise ContentError(problems)
    return content


def held_otherwise(form: str, contract: str) -> str:
    """How a network holds a contract that its own legal form cannot hold; else nothing."""
    told = (
        v.holds_otherwise for v in load_networks().vehicles.values() if form in v.describes_case
    )
    return next((said[contract] for said in told if contract in said), "")


def figures_in(text: str) -> tuple[str, ...]:
    """The parameters that a text names in braces."""
    return tuple(_FIGURE.findall(text))


def put_figures(text: str, written: Mapping[str, str]) -> str:
    """The text with each figure in its place."""
    return _FIGURE.sub(lambda found: written[found[1]], text)


def faults(content: NetworkContent, law: LawBase) -> Iterator[str]:
    """What is wrong with the content: unknown names, cells missing or given twice."""
    yield from _cells(content)
    for place, part in content.parts():
        yield from (f"{place}: {fault}" for fault in _part_faults(content, law, part))
    for vehicle in content.vehicles.values():
        yield from (
            f"{vehicle.id}: {f}" for f in _unknown(law, {**vehicle.sets, **vehicle.assumes})
        )
        wrong = [form for form in vehicle.forms if form not in load_forms()]
        yield from (f"{vehicle.id}: there is no legal form {form}" for form in wrong)
        if vehicle.forms and vehicle.default_form not in vehicle.forms:
            yield f"{vehicle.id}: default_form must be one of its forms"
    for work in content.works.values():
        yield from (f"{work.id}: {f}" for f in _unknown(law, {**work.sets, **work.recognised_by}))
    for purpose in content.purposes.values():
        yield from (f"{purpose.id}: {f}" for f in _cited(content, law, (), purpose.known))
        for line in purpose.summary:
            yield from (
                f"{purpose.id}: {f}" for f in _cited(content, law, line.sources, line.rules)
            )
            gone = [n for n in figures_in(line.says) if n not in law.parameters.by_name]
            yield from (f"{purpose.id}: no figure {name}" for name in gone)
        gone = [name for name in purpose.open_points if name not in load_open_points(law)]
        yield from (f"{purpose.id}: there is no open point {name}" for name in gone)
    for row in content.rows:
        if row.section not in content.sections:
            yield f"row {row.id}: there is no section {row.section}"


def _rules_of(law: LawBase, part: Part) -> Iterator[str]:
    yield from part.rules
    yield from (rule for said in part.by_form for rule in said.rules)
    asked = part.ask.removeprefix(RULE)
    if part.ask.startswith(RULE):
        yield asked
    yield from (rule.id for rule in law.definitions.get(asked, ()))


def _cells(content: NetworkContent) -> Iterator[str]:
    for row in content.rows:
        for purpose in filter(row.is_for, content.purposes):
            for vehicle in content.vehicles.values():
                count = sum(cell.serves(vehicle.id, purpose) for cell in row.cells)
                if count != 1:
                    said = "nothing" if count == 0 else "more than one thing"
                    yield f"row {row.id} says {said} for {vehicle.id} and {purpose}"
                for form in vehicle.forms if count == 1 else ():
                    parts = row.parts_for(vehicle.id, purpose)
                    if any(part.by_form and part.written_for(form) is None for part in parts):
                        yield f"row {row.id} says nothing for {vehicle.id} as {form}"


def _part_faults(content: NetworkContent, law: LawBase, part: Part) -> Iterator[str]:
    asked = part.ask.removeprefix(RULE)
    if part.ask and asked not in (law.rules if part.ask.startswith(RULE) else law.definitions):
        yield f"no rule defines {part.ask}"
    if part.attribute and part.attribute not in {*load_attribute_names(), "liability"}:
        yield f"a legal form has no {part.attribute}"
    if part.work and part.work not in content.works:
        yield f"there is no kind of work {part.work}"
    unknown = {*part.words, *part.reads, *part.reads.values()} - set(content.labels)
    yield from (f"'{word}' is not a finding" for word in sorted(unknown))
    for said in part.by_form:
        wrong = [form for form in said.forms if form not in load_forms()]
        yield from (f"there is no legal form {form}" for form in wrong)
        yield from _cited(content, law, said.sources, said.rules)
    yield from _cited(content, law, part.sources, part.rules)
    yield from _unknown(law, part.given)
    for text in part.texts:
        yield from (f"no figure {n}" for n in figures_in(text) if n not in law.parameters.by_name)


def _cited(
    content: NetworkContent, law: LawBase, sources: tuple[str, ...], rules: tuple[str, ...]
) -> Iterator[str]:
    yield from (f"there is no source {key}" for key in sources if key not in content.sources)
    yield from (f"there is no rule {key}" for key in rules if key not in law.rules)


def _unknown(law: LawBase, given: Given) -> Iterator[str]:
    for name, value in given.items():
        if name in law.facts:
            try:
                law.facts[name].read(value)
            except FactError as error:
                yield f"{name}: {error}"
        elif name not in law.definitions:
            yield f"there is no fact or definition {name}"


def as_answers(law: LawBase, given: Given) -> dict[str, Value]:
    """Answers as the law takes them."""
    read = {n: law.facts[n].read(v) if n in law.facts else v for n, v in given.items()}
    return {name: value for name, value in read.items() if value is not None}
