"""What one vehicle comes to: its answers put to the law, or what is written of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mutualise.rules import (
    Assessment,
    Confidence,
    Edition,
    Fact,
    Finding,
    FindingResult,
    Items,
    Reason,
    Rule,
    Source,
    Value,
    explain,
    explain_rule,
)
from mutualise.rules.changes import deciding_facts
from mutualise.rules.deciding import deciding_names
from mutualise.rules.names import CONTRACT, FORM, TEAM
from mutualise.rules.questions import open_facts
from mutualise.rules.words import proviso
from mutualise.structures.forms import LegalForm, load_forms
from mutualise.structures.matrix import DEPENDS, facts_of_a_form
from mutualise.structures.network_content import (
    NOT_SETTLED,
    RULE,
    NetworkContent,
    OfForms,
    Part,
    Purpose,
    Vehicle,
    as_answers,
    figures_in,
    put_figures,
)
from mutualise.structures.solicitor import rules_in

_MEMORY = "M"
_LIABILITY = "liability"
_ALWAYS: Mapping[str, Value] = {TEAM: "pcn"}
_CONTESTED = frozenset({Finding.ARGUABLE, Finding.PRECEDENT, Finding.YES_IF_AGREED})
_SURENESS = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


@dataclass(frozen=True)
class NetworkChoice:
    """What is compared: the purpose, the kind of work (none: both), the form of each vehicle."""

    purpose: str
    work: str
    forms: Mapping[str, str]

    def form_of(self, vehicle: Vehicle) -> LegalForm:
        """The legal form in which a vehicle is looked at."""
        asked = self.forms.get(vehicle.id, "")
        chosen = asked if asked in vehicle.forms else vehicle.default_form
        return load_forms()[chosen or str(vehicle.sets[FORM])]


@dataclass(frozen=True)
class NetworkCase:
    """What a case says of a network, as plain answers and collections."""

    answers: Mapping[str, Value]
    collections: Mapping[str, Items]


NO_CASE = NetworkCase({}, {})


@dataclass(frozen=True)
class NetworkPart:
    """One thing that a cell says.

    `word` is a finding, "depends" or "not_settled" for what was put to the law, and empty for
    what was written and is settled. `open_facts` are the answers that it turns on, and
    `waiting_for` what no national rule settles yet.
    """

    lead: str
    word: str
    text: str
    confidence: Confidence
    checked: dt.date
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...]
    assessment: Assessment
    reason: Reason | None = None
    provided: tuple[str, ...] = ()
    open_facts: tuple[Fact, ...] = ()
    waiting_for: tuple[str, ...] = ()

    @property
    def from_memory(self) -> bool:
        """Whether some of it rests on nothing that was read."""
        return any(source.id == _MEMORY for source in self.sources)

    @property
    def contested(self) -> bool:
        return self.word in _CONTESTED

    @property
    def unsettled(self) -> bool:
        return self.word == NOT_SETTLED


@dataclass(frozen=True)
class Vehicles:
    """Every vehicle as a situation, for one choice and one case."""

    content: NetworkContent
    edition: Edition
    choice: NetworkChoice
    case: NetworkCase

    @property
    def purpose(self) -> Purpose:
        return self.content.purposes[self.choice.purpose]

    def assumed(self, vehicle: Vehicle, parts: Iterable[NetworkPart]) -> tuple[str, ...]:
        """What the parts take as given of a vehicle because the case does not say, as clauses."""
        used = {name for part in parts if part.reason for name in _facts_in(part.reason)}
        heard = self.heard(vehicle)
        return tuple(
            self.edition.facts[name].clause(value)
            for name, value in as_answers(self.edition.base, vehicle.assumes).items()
            if name in used and name not in heard
        )

    def heard(self, vehicle: Vehicle) -> Mapping[str, Value]:
        """The answers of the case that hold for a vehicle.

        What the case says of the body it has in mind says nothing of another body, and what it
        says of one legal form says nothing of another form.
        """
        form = self.case.answers.get(FORM)
        if form in vehicle.describes_case:
            if form == self.choice.form_of(vehicle).form:
                return self.case.answers
            dropped = {*facts_of_a_form(), FORM}
            return {n: v for n, v in self.case.answers.items() if n not in dropped}
        return {n: v for n, v in self.case.answers.items() if not self.content.is_of_a_body(n)}

    def parts(self, vehicle: Vehicle, parts: Iterable[Part]) -> Iterator[NetworkPart]:
        """What the parts of a cell come to; those on another kind of work are left out."""
        for part in parts:
            if part.work and self.choice.work and part.work != self.choice.work:
                continue
            yield self._asked(vehicle, part) if part.ask else self._written(vehicle, part)

    def situation(self, vehicle: Vehicle, part: Part) -> Assessment:
        """A vehicle with everything that holds for one part laid over it, the surest last."""
        law = self.edition.base
        work = self.content.works.get(part.work or self.choice.work)
        answers: dict[str, Value] = {
            **as_answers(law, vehicle.assumes),
            **self.heard(vehicle),
            **_ALWAYS,
            CONTRACT: self.purpose.contract,
            **as_answers(law, self.choice.form_of(vehicle).sets),
            **as_answers(law, vehicle.sets),
            **(as_answers(law, work.sets) if work else {}),
            **as_answers(law, part.given),
        }
        return Assessment(self.edition, answers, self.case.collections)

    def _lead(self, part: Part) -> str:
        """On what a part hangs; the kind of work is said only where both are shown."""
        work = self.content.works[part.work].lead if part.work and not self.choice.work else ""
        return " ".join(filter(None, (work, part.lead)))

    def _written(self, vehicle: Vehicle, part: Part) -> NetworkPart:
        form = self.choice.form_of(vehicle)
        said, confidence = part.written_for(form.id), part.confidence
        if said is None:
            said, confidence = _attribute(form, part.attribute)
        cited = [self.edition.base.rules[name] for name in said.rules]
        if _MEMORY in said.sources:
            confidence = Confidence.LOW
        return NetworkPart(
            lead=self._lead(part),
            word="" if part.settled else NOT_SETTLED,
            text=figured(self.edition, said.says),
            confidence=confidence or _least_sure(cited),
            checked=part.checked or self._checked(said.sources, cited),
            rules=tuple(cited),
            sources=self._sources(said.sources, cited),
            assessment=self.situation(vehicle, part),
        )

    def _asked(self, vehicle: Vehicle, part: Part) -> NetworkPart:
        situation = self.situation(vehicle, part)
        law, facts = self.edition.base, self.edition.facts
        result, reason = _put(situation, part.ask)
        asked: tuple[Fact, ...] = ()
        waiting: tuple[str, ...] = ()
        word = result.finding.value
        if result.finding is Finding.NOT_KNOWN:
            undecided = [facts[fact] for fact in _undecided(situation, result.about)]
            waiting = tuple(dict.fromkeys(f.unsettled for f in undecided if not f.askable))
            asked = tuple(facts[fact] for fact in open_facts(situation, result.about))
            word = NOT_SETTLED if waiting else DEPENDS if asked else word
        word = part.reads.get(word, word)
        qualified = result.qualified_by
        cited = [law.rules[r] for r in dict.fromkeys([*rules_in(reason), *qualified, *part.rules])]
        text = part.words.get(word) or self._of_the_rule(result.about, word, qualified)
        return NetworkPart(
            lead=self._lead(part),
            word=word,
            text=figured(self.edition, text),
            confidence=Confidence.LOW
            if word == NOT_SETTLED
            else part.confidence or _least_sure(cited, written=bool(part.sources)),
            checked=part.checked or self._checked(part.sources, cited),
            rules=tuple(cited),
            sources=self._sources(part.sources, cited),
            assessment=situation,
            reason=reason,
            provided=tuple(proviso(self.edition, rule_id) for rule_id in result.provisos),
            open_facts=asked,
            waiting_for=waiting,
        )

    def _of_the_rule(self, name: str, word: str, qualified: Iterable[str]) -> str:
        """What the rule itself says of the answer, where the content says nothing nearer."""
        law = self.edition.base
        rule = law.rules[name] if name in law.rules else law.definitions[name][0]
        for rule_id in qualified:
            return law.rules[rule_id].consequence
        said = {Finding.YES.value: rule.consequence, Finding.NO.value: rule.otherwise}
        return said.get(word, "") or self.content.words.undecided

    def _sources(self, named: Iterable[str], rules: Iterable[Rule]) -> tuple[Source, ...]:
        keys = dict.fromkeys([*named, *(key for rule in rules for key in rule.sources)])
        return tuple(self.content.sources[key] for key in keys)

    def _checked(self, sources: Iterable[str], rules: Iterable[Rule]) -> dt.date:
        """The day the oldest reading behind a part was made."""
        days = [
            *(rule.checked for rule in rules),
            *(self.content.sources[k].checked for k in sources),
        ]
        return min((day for day in days if day), default=self.edition.base.checked_on)


def figured(edition: Edition, text: str) -> str:
    """A text with the figures of the day in place of their names."""
    parameters, figures = edition.base.parameters, edition.figures
    named = {name: figures[name] for name in figures_in(text)}
    return put_figures(
        text,
        {
            name: "a figure that we do not know"
            if value is None
            else parameters[name].written(value)
            for name, value in named.items()
        },
    )


def _attribute(form: LegalForm, name: str) -> tuple[OfForms, Confidence]:
    """What the legal form itself brings, and how sure that is."""
    fact = form.liability if name == _LIABILITY else form.attributes[name]
    said = OfForms(
        forms=(form.id,),
        says=fact.text,
        sources=(*fact.sources, *((fact.source,) if fact.source else ())),
        rules=(fact.rule,) if fact.rule else (),
    )
    return said, Confidence.MEDIUM if fact.verified else Confidence.LOW


def _put(situation: Assessment, ask: str) -> tuple[FindingResult, Reason]:
    """A definition, or a consequence as "rule:CQC-01", put to the law."""
    if not ask.startswith(RULE):
        return situation.finding(ask), explain(situation, ask)
    rule_id = ask.removeprefix(RULE)
    if rule_id not in situation.edition.rules:
        # Not law on that day, before it began or after it ended: it decides nothing.
        rule = situation.edition.base.rules[rule_id]
        unknown = FindingResult(rule_id, Finding.NOT_KNOWN, None)
        return unknown, Reason(rule.statement, None, rule=rule_id)
    truth = situation.holds(rule_id)
    return FindingResult(rule_id, Finding.of(truth), truth), explain_rule(situation, rule_id)


def _least_sure(rules: Iterable[Rule], *, written: bool = False) -> Confidence:
    """How sure the least sure rule is; what rests on more than rules is never of the best."""
    found = [rule.confidence for rule in rules] or [Confidence.LOW]
    return max([*found, Confidence.MEDIUM] if written else found, key=_SURENESS.index)


def _facts_in(reason: Reason) -> Iterator[str]:
    yield reason.fact
    for line in reason.because:
        yield from _facts_in(line)


def _undecided(situation: Assessment, name: str) -> tuple[str, ...]:
    """The facts on which an answer that is not known turns."""
    if name not in situation.edition.rules:
        return deciding_facts(situation, name)
    found: dict[str, None] = {}
    for needed in deciding_names(situation, situation.edition.rules[name].tree):
        known = needed in situation.edition.facts
        found |= dict.fromkeys((needed,) if known else deciding_facts(situation, needed))
    return tuple(found)
