"""What an owner can be, and which rules put each owner to the test for which contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import model_validator

from mutualise.content.loader import ContentError, Record, build_one
from mutualise.rules import Answers, FactError, LawBase, load_law
from mutualise.structures.shown import Shown

WHERE = "structures/owners.yaml"


class OwnerKind(Record):
    """One thing that an owner can be, with the answers that follow from it.

    `word` and `also` are the ways to write it in a file; `asks` is asked first; `until` says what
    could end it.
    """

    label: str
    hint: str
    word: str
    also: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    until: str = ""
    sets: Mapping[str, bool]


class Holder(Record):
    """What ownership is called in some legal forms, and what matters only there."""

    label: str
    forms: tuple[str, ...]
    owner: str
    owners: str
    may: str
    leave: str
    asks: tuple[str, ...] = ()


class Need(Record):
    """Something that the law needs of the list as a whole.

    `asks` is a fact about each owner that matters for this alone, of those for whom `asks_if`
    is true.
    """

    name: str
    label: str
    rule: str
    wanted: bool = True
    if_lost: str = ""
    asks: str = ""
    asks_if: str = ""


class Following(Record):
    """The rule on what follows from an owner who does not qualify, when `when` holds of them."""

    rule: str
    when: str = ""


class OwnersTest(Record):
    """How the owners of one kind of holder are tested for one contract."""

    contract: str
    holder: str
    each: str = ""
    open_to_all: str = ""
    never: str = ""
    counts: str = ""
    needs: tuple[Need, ...] = ()
    follows: tuple[Following, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> OwnersTest:
        if sum(bool(way) for way in (self.each, self.open_to_all, self.never)) != 1:
            raise ValueError("give one of 'each', 'open_to_all' and 'never'")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that it names."""
        named = [self.open_to_all, self.never, *(item.rule for item in self.follows)]
        named += [rule for need in self.needs for rule in (need.rule, need.if_lost)]
        return tuple(rule for rule in named if rule)


class FileColumn(Record):
    """A column of a file with a list of owners.

    `only_if_named` are values that a faulty cell is said to mean only where it begins to name them:
    a practice is not to be taken for one with a PMS contract.
    """

    id: str
    title: str
    about: str
    fact: str = ""
    words: Mapping[str, str] = {}
    only_if_named: tuple[str, ...] = ()


class OwnerContent(Record):
    """Everything that `structures/owners.yaml` holds."""

    declaration: str
    votes: str
    intro: str
    no_names: str
    others_declare: str
    kinds: Mapping[str, OwnerKind]
    holders: Mapping[str, Holder]
    tests: tuple[OwnersTest, ...]
    words: Mapping[str, Shown]
    verdicts: Mapping[str, Shown]
    columns: tuple[FileColumn, ...]
    example: tuple[tuple[str, ...], ...]

    def holder_of(self, form: str) -> str | None:
        """The kind of holder that a legal form is, None if nobody owns it share by share."""
        found = (name for name, holder in self.holders.items() if form in holder.forms)
        return next(found, None)

    def test(self, contract: str, holder: str) -> OwnersTest:
        """The test of a contract for a kind of holder. Raises LookupError naming both."""
        for test in self.tests:
            if (test.contract, test.holder) == (contract, holder):
                return test
        raise LookupError(f"There is no test of owners for {contract} and {holder}")

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contracts with a test of owners, in the order of the file."""
        return tuple(dict.fromkeys(test.contract for test in self.tests))

    def kind_of(self, answers: Answers) -> str | None:
        """The first kind whose answers an owner has, None if no kind fits."""
        for name, kind in self.kinds.items():
            if all(answers.get(fact) is value for fact, value in kind.sets.items()):
                return name
        return None


@cache
def load_owner_content() -> OwnerContent:
    """Read content/structures/owners.yaml. Raises ContentError for each fault."""
    content = build_one(OwnerContent, WHERE)
    if problems := list(_problems(content, load_law())):
        raise ContentError(problems)
    return content


def _problems(content: OwnerContent, law: LawBase) -> Iterator[str]:
    known = {*law.definitions, *(fact.name for fact in law.facts)}
    for name in _names(content):
        if name not in known:
            yield f"{WHERE} names {name}, which is neither a fact nor a definition"
    for test in content.tests:
        for rule in test.rules:
            if rule not in law.rules:
                yield f"{WHERE} names the rule {rule}, which is not in the law base"
        if test.holder not in content.holders:
            yield f"{WHERE} has a test for {test.holder}, which is not one of the holders"
    for column in content.columns:
        yield from _column_problems(column, law)


def _names(content: OwnerContent) -> Iterator[str]:
    yield from (content.declaration, content.votes)
    for kind in content.kinds.values():
        yield from (*kind.sets, *kind.asks)
    for holder in content.holders.values():
        yield from holder.asks
    for test in content.tests:
        named = (test.each, test.counts, *(item.when for item in test.follows))
        yield from (name for name in named if name)
        for need in test.needs:
            yield from (name for name in (need.name, need.asks, need.asks_if) if name)


def _column_problems(column: FileColumn, law: LawBase) -> Iterator[str]:
    if not column.fact:
        return
    if column.fact not in law.facts:
        yield f"{WHERE}: the column {column.title} names {column.fact}, which is not a fact"
        return
    for word, value in column.words.items():
        try:
            law.facts[column.fact].read(value)
        except FactError as error:
            yield f"{WHERE}: the column {column.title}, the word '{word}': {error}"
