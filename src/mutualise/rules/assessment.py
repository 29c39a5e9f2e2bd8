"""One set of answers put to one edition of the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mutualise.rules.base import CompiledRule, Edition
from mutualise.rules.deciding import deciding_names
from mutualise.rules.facts import Value
from mutualise.rules.findings import Finding, FindingResult, least_open

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Items:
    """A collection in a case: the answers about each item, and whether it is all of them."""

    answers: tuple[Answers, ...]
    complete: bool = True
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that cannot stand beside other answers; `binding` says the law wins.

    `item` is the id of the item of a collection that the answer is about, if any.
    """

    fact: str
    answered: Value
    follows: Value
    inference: str
    binding: bool
    item: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules that give different results with no rule of priority between them."""

    about: str
    rules: tuple[str, ...]


@dataclass
class Notes:
    """What the law had to say beside the answers, gathered as it is asked."""

    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    provisos: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inferred: dict[str, str] = field(default_factory=dict)


_MISSING = object()


class Assessment:
    """What the law says about a situation. Ask for values, rules and findings by name.

    Nothing here changes the answers; each result is worked out when first asked for and
    kept, so that asking for everything costs little more than asking for one thing.
    """

    __slots__ = ("_holds", "_items", "_values", "answers", "collections", "edition", "notes")

    def __init__(
        self,
        edition: Edition,
        answers: Answers,
        collections: Mapping[str, Items] | None = None,
    ) -> None:
        self.edition = edition
        self.answers = answers
        self.collections = collections or {}
        self.notes = Notes()
        self._values: dict[str, Value | None] = {}
        self._holds: dict[str, bool | None] = {}
        self._items: dict[str, list[Assessment]] = {}

    def with_answers(self, more: Mapping[str, Value | None]) -> Assessment:
        """The same situation with other answers laid over it; None takes an answer away."""
        answers = {**self.answers, **{k: v for k, v in more.items() if v is not None}}
        for name, value in more.items():
            if value is None:
                answers.pop(name, None)
        return Assessment(self.edition, answers, self.collections)

    def value(self, name: str) -> Value | None:
        """A fact or a definition: its value, or None when it is not known."""
        found = self._values.get(name, _MISSING)
        if found is not _MISSING:
            return found  # type: ignore[return-value]
        # Not known while it is being worked out: the base has no circles, an answer may.
        self._values[name] = None
        value = self._work_out(name)
        self._values[name] = value
        return value

    def truth(self, name: str) -> bool | None:
        """A yes-or-no name: True, False, or None when it is not known."""
        value = self.value(name)
        return value if isinstance(value, bool) else None

    def holds(self, rule_id: str) -> bool | None:
        """Whether a rule's condition holds, after its exceptions; not if it is not in force."""
        if rule_id not in self.edition.rules and self.edition.base.rules[rule_id].condition:
            return False
        return self._rule_holds(self.edition.rules[rule_id])

    def finding(self, name: str) -> FindingResult:
        """The six-valued finding on a definition, with what qualifies it."""
        truth = self.truth(name)
        plain = Finding.of(truth)
        found = [
            (qualifier.to, qualifier.rule.rule.id)
            for qualifier in self.edition.qualifiers.get(name, ())
            if qualifier.from_ == plain.value
            and self._rule_holds(qualifier.rule) is True
            and (qualifier.when is None or qualifier.when(self) is True)
        ]
        finding = least_open([to for to, _ in found]) if found else plain
        rules = tuple(dict.fromkeys(rule for _, rule in found))
        return FindingResult(name, finding, truth, rules, self.provisos_for(name))

    def provisos_for(self, name: str) -> tuple[str, ...]:
        """The exceptions that the value of a definition stands on not applying."""
        self.value(name)
        found: dict[str, None] = {}
        self._gather_provisos(name, found, set())
        return tuple(found)

    def contradictions(self) -> Iterator[Contradiction]:
        """Every answer that cannot stand beside the others, those about an item included."""
        yield from self.contradicted(self.answers)
        facts = self.edition.facts
        for collection, held in self.collections.items():
            ids = held.ids or ("",) * len(held.answers)
            for item, answers, item_id in zip(
                self.items(collection), held.answers, ids, strict=True
            ):
                # What an item says of anything else is laid over the case when it is chosen.
                own = [n for n in answers if n in facts and facts[n].collection == collection]
                for found in item.contradicted(own):
                    yield replace(found, item=item_id)

    def contradicted(self, names: Iterable[str]) -> Iterator[Contradiction]:
        """What cannot stand beside the other answers among these."""
        for name in names:
            # An answer is held against the others when it is asked for, and not before.
            self.value(name)
            if name in self.notes.contradictions:
                yield self.notes.contradictions[name]

    def conflicts(self) -> tuple[Conflict, ...]:
        """The rules found to disagree so far, about the situation or about an item."""
        seen = [self, *(item for items in self._items.values() for item in items)]
        return tuple(dict.fromkeys(c for one in seen for c in one.notes.conflicts.values()))

    def items(self, collection: str) -> Iterator[Assessment]:
        """The situation as seen from each item of a collection."""
        if collection not in self._items:
            held = self.collections.get(collection)
            self._items[collection] = [
                Assessment(self.edition, {**self.answers, **answers})
                for answers in (held.answers if held else ())
            ]
        return iter(self._items[collection])

    def is_complete(self, collection: str) -> bool:
        """Whether the collection is known to hold every item."""
        items = self.collections.get(collection)
        return items is not None and items.complete

    def _work_out(self, name: str) -> Value | None:
        given = self.answers.get(name)
        rules = self.edition.definitions.get(name)
        if rules is None:
            return self._fact(name, given)
        if given is not None:
            return given
        values = {rule.rule.id: self._rule_holds(rule) for rule in rules}
        known = {value for value in values.values() if value is not None}
        if len(known) > 1:
            self.notes.conflicts[name] = Conflict(name, tuple(values))
            return None
        return known.pop() if known else None

    def _fact(self, name: str, given: Value | None) -> Value | None:
        for compiled in self.edition.inferences.get(name, ()):
            if compiled.when is not None and compiled.when(self) is not True:
                continue
            follows = compiled.value(self)
            if follows is None:
                continue
            inference = compiled.inference
            if given is not None and given != follows:
                self.notes.contradictions[name] = Contradiction(
                    name, given, follows, inference.id, inference.binding
                )
            if inference.binding or given is None:
                if given != follows:
                    self.notes.inferred[name] = inference.id
                return follows  # type: ignore[no-any-return]
        return given

    def _rule_holds(self, compiled: CompiledRule) -> bool | None:
        rule_id = compiled.rule.id
        if rule_id not in self._holds:
            self._holds[rule_id] = self._after_exceptions(compiled, compiled.test(self))
        return self._holds[rule_id]

    def _after_exceptions(self, compiled: CompiledRule, result: bool | None) -> bool | None:
        displacing: dict[str, bool] = {}
        provisos: list[str] = []
        certain = True
        for exception in compiled.exceptions:
            rule = exception.rule
            applies = self._rule_holds(exception)
            if applies is True:
                displacing[rule.id] = rule.gives
            elif applies is None and result is not None and rule.gives is not result:
                if rule.when_unknown == "rule_stands":
                    provisos.append(rule.id)
                else:
                    certain = False
        if len(set(displacing.values())) > 1:
            self.notes.conflicts[compiled.rule.id] = Conflict(compiled.rule.id, tuple(displacing))
            return None
        if displacing:
            return next(iter(displacing.values()))
        if provisos:
            self.notes.provisos[compiled.rule.id] = tuple(provisos)
        return result if certain else None

    def _gather_provisos(self, name: str, found: dict[str, None], seen: set[str]) -> None:
        if name in seen:
            return
        seen.add(name)
        for compiled in self.edition.definitions.get(name, ()):
            found.update(dict.fromkeys(self.notes.provisos.get(compiled.rule.id, ())))
            for needed in deciding_names(self, compiled.tree):
                self._gather_provisos(needed, found, seen)
