"""Why a finding moved: followed step by step from the kept answer to the one of today."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from mutualise.casefile import AnswerPlace, CaseFile, place_title
from mutualise.derivations.kept import (
    KeptAnswer,
    decided_by,
    decides_otherwise,
    items_read,
    marks_of,
    values_read,
)
from mutualise.derivations.moved_records import Cause, Change, Of, Pair, Step
from mutualise.derivations.stand import Stand, column_of
from mutualise.derivations.what_if import cell_decided_by
from mutualise.expressions import names_in
from mutualise.rules import Assessment, Edition, Items, LawBase, Value
from mutualise.rules.changes import deciding_facts
from mutualise.rules.deciding import deciding_names
from mutualise.rules.differences import (
    Differing,
    LawDifference,
    Part,
    difference,
    differences_deciding_rule,
)
from mutualise.rules.truth import PARAMETER
from mutualise.structures import Cell

# Each change of the team is taken back alone, to see whether it matters. Of more than this many
# only those that decide are named.
MOST_TAKEN_BACK = 6
_OF = {Part.RULE: Of.RULE, Part.INFERENCE: Of.INFERENCE, Part.FIGURE: Of.FIGURE}
_PRODUCT = Cause(Step.VERSION, Of.PRODUCT, Change.CHANGED, "")

State = Callable[[Stand], Hashable]


@dataclass(frozen=True)
class Steps:
    """The kept answer, and where the team stands after each step from there to today.

    `then` has the kept answers under this version's law of that day, `later` under the law of
    today; `now` has the answers of today.
    """

    kept: KeptAnswer
    case: CaseFile
    then: Stand
    later: Stand
    now: Stand

    @classmethod
    def between(cls, kept: KeptAnswer, law: LawBase, case: CaseFile, now: Stand) -> Steps:
        """The steps that lead from a kept answer to where the team stands now."""
        facts = law.facts
        answers = values_read(facts, kept.answers)
        collections = {name: items_read(facts, held) for name, held in kept.collections.items()}
        then = Stand(law.at(kept.day), answers, collections)
        return cls(kept, case, then, Stand(now.edition, answers, collections), now)

    @property
    def lead_nowhere(self) -> bool:
        """Whether neither the law, nor the day as far as it matters, nor an answer changed."""
        return (
            not self.changed_by_version
            and self.then.edition == self.now.edition
            and not self._changed_facts
            and not self._changed_collections
        )

    def of_cell(self, pair: Pair) -> Iterator[Cause]:
        """Why a form reads otherwise against a contract."""
        column, held = column_of(pair[1]), self.kept.cells[pair]
        cells = [stand.cell(pair) for stand in (self.then, self.later, self.now)]
        if column is None or None in cells:
            yield _PRODUCT
            return
        then, later, now = (cell for cell in cells if cell is not None)
        if then.word != held.word:
            decided = {*held.decided_by, *decided_by(then)}
            yield from self._of_version(column.definition, decided)
        if later.word != then.word:
            parts = cell_decided_by(self._between_days, then, later, column)
            yield from (self._of_day(part) for part in parts)
        if now.word != later.word:
            deciding = _deciding(column.definition, later, now)
            yield from self.of_answers(lambda stand: stand.word(pair), deciding)

    def of_consequence(self, rule: str) -> Iterator[Cause]:
        """Why something follows that did not, or the other way round, or less certainly."""

        def state(stand: Stand) -> str:
            return stand.follows.get(rule, "")

        if state(self.then) != self.kept.follows.get(rule, ""):
            yield from self._of_version(rule, {rule})
        if state(self.later) != state(self.then):
            pair = (self.then.situation, self.later.situation)
            parts = differences_deciding_rule(self._between_days, *pair, rule)
            yield from (self._of_day(part) for part in parts)
        if state(self.now) != state(self.later):
            deciding = _deciding_rule(rule, self.later.situation, self.now.situation)
            yield from self.of_answers(state, deciding)

    def rewording(self, rule: str) -> Iterator[Cause]:
        """That a rule says the same in other words, if this version brought them."""
        record = Differing(Part.RULE, rule)
        if self.changed_by_version.get(record) is Change.REWORDED:
            yield self._cause_of_version(record, Change.REWORDED)

    def of_answers(self, state: State, deciding: frozenset[str]) -> Iterator[Cause]:
        """The changes of the team without which nothing would have moved.

        Where none is so alone, those that decide; where it is not known which, all of them.
        """
        facts, collections = self._changed_facts, self._changed_collections
        changes = (*facts, *collections)
        found: Iterable[str] = ()
        if len(changes) <= MOST_TAKEN_BACK:
            now = state(self.now)
            found = [change for change in changes if state(self._taken_back[change]) != now]
        found = found or [change for change in changes if change in deciding] or changes
        for change in found:
            if change in facts:
                yield self._answered(change)
            else:
                yield from self._listed(change)

    @cached_property
    def changed_by_version(self) -> Mapping[Differing, Change]:
        """What this version has otherwise than the law that the kept answer rested on."""
        before, after = self.kept.marks, marks_of(self.then.edition)
        found: dict[Differing, Change] = {}
        for record in dict.fromkeys([*before, *after]):
            then, now = before.get(record), after.get(record)
            if then is None or now is None:
                found[record] = Change.NEW if then is None else Change.GONE
            elif then != now:
                otherwise = decides_otherwise(record, then, now)
                found[record] = Change.CHANGED if otherwise else Change.REWORDED
        return found

    def _of_version(self, about: str, decided: set[str]) -> Iterator[Cause]:
        changed = {
            record: change
            for record, change in self.changed_by_version.items()
            if change is not Change.REWORDED
        }
        edition = self.then.edition
        figures = {
            name.removeprefix(PARAMETER)
            for rule in decided
            if rule in edition.base.trees
            for name in names_in(edition.base.trees[rule])
            if name.startswith(PARAMETER)
        }
        found = [
            record
            for record in changed
            if record.id in (figures if record.part is Part.FIGURE else decided)
        ]
        found = found or list(LawDifference(edition, edition, tuple(changed)).beneath(about))
        yield from (self._cause_of_version(record, changed[record]) for record in found)
        if not found:
            yield _PRODUCT

    def _cause_of_version(self, record: Differing, change: Change) -> Cause:
        cause = _named(Cause(Step.VERSION, _OF[record.part], change, record.id), self.then.edition)
        if record.part is not Part.FIGURE:
            return cause
        values = self.kept.marks.get(record), marks_of(self.then.edition).get(record)
        before, after = (_figure(self.then.edition, record.id, value) for value in values)
        return replace(cause, before=before, after=after)

    @cached_property
    def _between_days(self) -> LawDifference:
        return difference(self.then.edition, self.now.edition)

    def _of_day(self, record: Differing) -> Cause:
        """What time changed, with the day from which it counts, if time went forward."""
        before, after = (marks_of(one.edition).get(record) for one in (self.then, self.now))
        change = Change.NEW if before is None else Change.GONE if after is None else Change.CHANGED
        edition = self.now.edition
        known_to = self.then.edition if after is None else edition
        cause = _named(Cause(Step.DATE, _OF[record.part], change, record.id), known_to)
        forward = self.then.edition.day <= edition.day
        when = edition.base.begins if edition.base is not self.then.edition.base else None
        if record.part is Part.RULE:
            rule = known_to.base.rules[record.id]
            when = when or (rule.in_force_to if after is None else rule.in_force_from)
        if record.part is Part.FIGURE:
            dated = edition.base.parameters[record.id].on(edition.day)
            when = dated.in_force_from if dated else None
            then = _figure(self.then.edition, record.id, before)
            cause = replace(cause, before=then, after=_figure(edition, record.id, after))
        return replace(cause, when=when if forward else None)

    @cached_property
    def _changed_facts(self) -> Mapping[str, tuple[Value | None, Value | None]]:
        before, after = self.later.answers, self.now.answers
        return {
            name: (before.get(name), after.get(name))
            for name in dict.fromkeys([*before, *after])
            if before.get(name) != after.get(name)
        }

    @cached_property
    def _changed_collections(self) -> tuple[str, ...]:
        before, after = self.later.collections, self.now.collections
        names = dict.fromkeys([*before, *after])
        return tuple(name for name in names if before.get(name) != after.get(name))

    @cached_property
    def _taken_back(self) -> Mapping[str, Stand]:
        """Where the team would stand without one of its changes, for each of them."""
        found: dict[str, Stand] = {}
        for name, (before, _) in self._changed_facts.items():
            answers = {key: value for key, value in self.now.answers.items() if key != name}
            if before is not None:
                answers[name] = before
            found[name] = replace(self.now, answers=answers)
        for name in self._changed_collections:
            others = {key: held for key, held in self.now.collections.items() if key != name}
            if name in self.later.collections:
                others[name] = self.later.collections[name]
            found[name] = replace(self.now, collections=others)
        return found

    def _answered(self, name: str) -> Cause:
        fact = self.now.edition.facts[name]
        before, after = self._changed_facts[name]
        change = Change.NEW if before is None else Change.GONE if after is None else Change.CHANGED
        was, now = ("" if v is None else fact.written(v) for v in (before, after))
        return Cause(Step.TEAM, Of.ANSWER, change, name, fact.label, was, now)

    def _listed(self, collection: str) -> Iterator[Cause]:
        nothing = Items(())
        then = self.later.collections.get(collection, nothing)
        now = self.now.collections.get(collection, nothing)
        before, after = (dict(zip(one.ids, one.answers, strict=True)) for one in (then, now))
        for item in dict.fromkeys([*before, *after]):
            if before.get(item) == after.get(item) and item in before and item in after:
                continue
            place = AnswerPlace(collection, item)
            known = Change.GONE if item in before else Change.NEW
            change = Change.CHANGED if item in before and item in after else known
            yield Cause(Step.TEAM, Of.ITEM, change, str(place), place_title(self.case, place))
        if then.complete != now.complete:
            after_words = "complete" if now.complete else "not complete yet"
            yield Cause(
                Step.TEAM, Of.LIST, Change.CHANGED, collection, collection, after=after_words
            )


def _deciding(definition: str, *cells: Cell) -> frozenset[str]:
    found = (deciding_facts(cell.assessment, definition) for cell in cells)
    return frozenset(name for names in found for name in names)


def _deciding_rule(rule: str, *situations: Assessment) -> frozenset[str]:
    """The facts that make a rule hold or not in any of the situations."""
    found: set[str] = set()
    for one in situations:
        compiled = one.edition.rules.get(rule)
        for name in () if compiled is None else deciding_names(one, compiled.tree):
            found.update(deciding_facts(one, name))
    return frozenset(found)


def _named(cause: Cause, edition: Edition) -> Cause:
    """The cause with what it is called and where it can be read."""
    law = edition.base
    if cause.of is Of.RULE and cause.id in law.rules:
        rule = law.rules[cause.id]
        url = rule.links[0].url if rule.links else ""
        return replace(cause, label=rule.statement, source=rule.provision, url=url)
    if cause.of is Of.FIGURE and cause.id in law.parameters.by_name:
        parameter = law.parameters[cause.id]
        dated = parameter.on(edition.day)
        source = law.sources.get(dated.source) if dated else None
        named = replace(cause, label=parameter.label)
        return named if source is None else replace(named, source=source.title, url=source.url)
    if cause.of is Of.INFERENCE:
        inference = next((one for one in law.inferences if one.id == cause.id), None)
        if inference is not None:
            return replace(cause, label=inference.because, source=inference.provision)
    return cause


def _figure(edition: Edition, name: str, mark: str | None) -> str:
    """A figure as a person writes it, from its mark."""
    parameter = edition.base.parameters.by_name.get(name)
    if mark is None or parameter is None:
        return mark or ""
    value = Decimal(mark)
    return parameter.written(int(value) if value == int(value) else value)
