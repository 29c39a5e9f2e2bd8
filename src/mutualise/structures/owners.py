"""Owners one by one: who may own a share or be a partner, why, and who breaks the list.

edition = load_law().at(date(2026, 11, 24))
owners = [Owner("o1", "GP 1", {"person.individual": True, "person.is_gp": True, ...})]
answer = check_owners(edition, owners, contract="gms", form="cic_cls")
answer.verdict, [item.owner.title for item in answer.broken_by]

The law is in the rules; here each owner is put to them, and then the list as a whole. A list
read from a register of members is checked in the same way on any date, through the edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mutualise.expressions import closest
from mutualise.rules import (
    Answers,
    Assessment,
    Edition,
    Finding,
    Items,
    Reason,
    Remedies,
    Rule,
    Value,
    explain,
    smallest_changes,
)
from mutualise.rules.changes import deciding_facts
from mutualise.rules.names import CONTRACT, FORM, OWNERS
from mutualise.rules.reasons import deciding_lines
from mutualise.structures.owner_content import (
    Holder,
    Need,
    OwnersTest,
    load_owner_content,
)


class OwnersError(ValueError):
    """A contract or legal form without a test of owners; the sentence lists those that have one."""


class OwnerWord(StrEnum):
    """The finding on one owner. The words of each are in `structures/owners.yaml`."""

    YES = "yes"
    IF_NOT_BARRED = "if_not_barred"
    OUTSIDER = "outsider"
    ARGUABLE = "arguable"
    PRECEDENT = "precedent"
    NO = "no"
    NOT_KNOWN = "not_known"


class Verdict(StrEnum):
    """The finding on a list of owners."""

    PASSES = "passes"
    PASSES_IF = "passes_if"
    ARGUABLE = "arguable"
    PRECEDENT = "precedent"
    FAILS = "fails"
    NOT_KNOWN = "not_known"
    NEVER = "never"
    NOT_TESTED = "not_tested"


# The text of the law is against these owners, whatever has been agreed elsewhere.
AGAINST = frozenset({OwnerWord.NO, OwnerWord.PRECEDENT})
_LET_IN = frozenset({OwnerWord.YES, OwnerWord.IF_NOT_BARRED})


@dataclass(frozen=True)
class Owner:
    """One owner, partner or member: a label for a role, and the answers about them."""

    id: str
    title: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class OwnerFinding:
    """Whether one owner is let in.

    `declaration` says that only a declaration of not being barred is missing. `outsider` is
    True for one who counts against the others in the votes, None while that is not known or
    is not asked.
    """

    owner: Owner
    word: OwnerWord
    test: OwnersTest
    assessment: Assessment
    declaration: bool = False
    outsider: bool | None = None

    @cached_property
    def reason(self) -> Reason | None:
        """Why, by the branch that decides; None where the law has no test of each owner.

        Where only a declaration is missing, why the owner is let in once it is there.
        """
        asked = once_declared(self.assessment) if self.declaration else self.assessment
        return explain(asked, self.test.each) if self.test.each else None

    @property
    def because(self) -> tuple[str, ...]:
        """The answers that decide, each as a clause, without the steps between.

        What only follows from other answers is left out where those say enough.
        """
        ends = tuple(deciding_lines(self.reason)) if self.reason else ()
        said = [line for line in ends if not line.inference]
        return tuple(dict.fromkeys(line.text for line in said or ends))

    @cached_property
    def remedies(self) -> Remedies | None:
        """What would make it right, for an owner who is not let in."""
        if self.word not in AGAINST or not self.test.each:
            return None
        return smallest_changes(self.assessment, self.test.each, fixed=(FORM, CONTRACT))

    @property
    def rule(self) -> Rule:
        """The rule that decides: the test of each owner, or the one that says there is none."""
        base = self.assessment.edition.base
        if self.test.each:
            return base.definitions[self.test.each][0]
        return base.rules[self.test.open_to_all or self.test.never]

    @property
    def follows(self) -> Rule | None:
        """What follows once a contract runs, if the owner does not qualify."""
        if self.word not in AGAINST:
            return None
        for item in self.test.follows:
            if not item.when or self.assessment.truth(item.when) is True:
                return self.assessment.edition.base.rules[item.rule]
        return None

    @property
    def softened_by(self) -> tuple[Rule, ...]:
        """The rules that make a plain yes or no less certain, if there are any."""
        rules = self.assessment.edition.base.rules
        if self.word not in (OwnerWord.PRECEDENT, OwnerWord.ARGUABLE):
            return ()
        asked = once_declared(self.assessment) if self.declaration else self.assessment
        result = asked.finding(self.test.each)
        return tuple(rules[rule_id] for rule_id in result.qualified_by)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts about this owner that are not known and could still decide."""
        named = (self.test.each, self.test.counts)
        return tuple(
            dict.fromkeys(
                fact
                for name in named
                if name and self.assessment.truth(name) is None
                for fact in deciding_facts(self.assessment, name)
                if self.assessment.value(fact) is None
            )
        )


@dataclass(frozen=True)
class NeedFinding:
    """What the law needs of the list as a whole, and whether it is so (None: not known)."""

    need: Need
    met: bool | None
    assessment: Assessment

    @property
    def rule(self) -> Rule:
        return self.assessment.edition.base.rules[self.need.rule]

    @property
    def follows(self) -> Rule | None:
        """What follows once a contract runs, if the need stops being met."""
        if self.met is not False or not self.need.if_lost:
            return None
        return self.assessment.edition.base.rules[self.need.if_lost]


@dataclass(frozen=True)
class OwnersAnswer:
    """What the law of an edition says of a list of owners, for one contract and legal form."""

    contract: str
    form: str
    holder: Holder
    test: OwnersTest
    verdict: Verdict
    findings: tuple[OwnerFinding, ...]
    needs: tuple[NeedFinding, ...]
    complete: bool
    assessment: Assessment

    @property
    def broken_by(self) -> tuple[OwnerFinding, ...]:
        """The owners who break the list."""
        return tuple(item for item in self.findings if item.word in AGAINST)

    @property
    def open(self) -> tuple[OwnerFinding, ...]:
        """The owners of whom it is not known yet."""
        return tuple(item for item in self.findings if item.word is OwnerWord.NOT_KNOWN)

    @property
    def lost(self) -> tuple[NeedFinding, ...]:
        """What the law needs of the list and does not find in it."""
        return tuple(item for item in self.needs if item.met is False)

    @property
    def follows(self) -> tuple[Rule, ...]:
        """What follows once a contract runs: each rule once, the strictest first."""
        rules = [item.follows for item in self.lost]
        rules += [item.follows for item in self.broken_by]
        return tuple(dict.fromkeys(rule for rule in rules if rule is not None))

    def finding(self, owner_id: str) -> OwnerFinding:
        """The finding on one owner. Raises KeyError for an id that is not in the list."""
        for item in self.findings:
            if item.owner.id == owner_id:
                return item
        raise KeyError(owner_id)


def check_owners(
    edition: Edition,
    owners: Sequence[Owner],
    contract: str,
    form: str,
    *,
    complete: bool = True,
    equal_votes: bool | None = None,
) -> OwnersAnswer:
    """Put each owner, and the list as a whole, to the law of the edition.

    `form` is the legal form of the holder; `complete` says that the list has everyone;
    `equal_votes` that each owner has the same number of votes (None: not known). Raises
    OwnersError for a contract or a form whose owners the law does not test.
    """
    content = load_owner_content()
    holder = content.holder_of(form)
    if holder is None:
        raise OwnersError(_not_tested(form, [f for h in content.holders.values() for f in h.forms]))
    if contract not in content.contracts:
        raise OwnersError(_not_tested(contract, content.contracts))
    test = content.test(contract, holder)
    base: dict[str, Value] = {FORM: form, CONTRACT: contract}
    if equal_votes is not None:
        base[content.votes] = equal_votes
    items = Items(
        tuple(_about_the_owner(edition, owner) for owner in owners),
        complete and bool(owners),
        tuple(owner.id for owner in owners),
    )
    whole = Assessment(edition, base, {OWNERS: items})
    findings = tuple(
        _owner_finding(owner, test, item)
        for owner, item in zip(owners, whole.items(OWNERS), strict=True)
    )
    needs = tuple(_need_finding(need, whole) for need in test.needs)
    return OwnersAnswer(
        contract=contract,
        form=form,
        holder=content.holders[holder],
        test=test,
        verdict=_verdict(test, findings, needs, complete=complete),
        findings=findings,
        needs=needs,
        complete=complete,
        assessment=whole,
    )


def check_for_every_contract(
    edition: Edition,
    owners: Sequence[Owner],
    form: str,
    *,
    complete: bool = True,
    equal_votes: bool | None = None,
) -> Mapping[str, OwnersAnswer]:
    """The same list for each contract with a test of owners, by contract."""
    return {
        contract: check_owners(
            edition, owners, contract, form, complete=complete, equal_votes=equal_votes
        )
        for contract in load_owner_content().contracts
    }


def _about_the_owner(edition: Edition, owner: Owner) -> Answers:
    """The answers that are about an owner: what else a list says must not overlay the case."""
    facts = edition.facts
    return {
        name: value
        for name, value in owner.answers.items()
        if name in facts and facts[name].collection == OWNERS
    }


def _owner_finding(owner: Owner, test: OwnersTest, item: Assessment) -> OwnerFinding:
    if test.never:
        return OwnerFinding(owner, OwnerWord.NO, test, item)
    counted = item.truth(test.counts) if test.counts else None
    outsider = None if counted is None else not counted
    truth = item.truth(test.each) if test.each else True
    declaration = truth is None and _only_the_declaration(item, test.each)
    word = _word(truth, declaration=declaration, outsider=outsider)
    if test.each:
        found = (once_declared(item) if declaration else item).finding(test.each).finding
        if word is OwnerWord.NO and found is Finding.PRECEDENT:
            word = OwnerWord.PRECEDENT
        if word in _LET_IN and found is Finding.ARGUABLE:
            word = OwnerWord.ARGUABLE
    return OwnerFinding(owner, word, test, item, declaration, outsider)


def _only_the_declaration(item: Assessment, each: str) -> bool:
    """Whether everything but a declaration of not being barred is there."""
    return once_declared(item).truth(each) is True


def once_declared(item: Assessment) -> Assessment:
    """The same owner, who has declared that they are not barred."""
    return item.with_answers({load_owner_content().declaration: False})


def _word(truth: bool | None, *, declaration: bool, outsider: bool | None) -> OwnerWord:
    if truth is False:
        return OwnerWord.NO
    if truth is None and not declaration:
        return OwnerWord.NOT_KNOWN
    if outsider:
        return OwnerWord.OUTSIDER
    return OwnerWord.IF_NOT_BARRED if declaration else OwnerWord.YES


def _need_finding(need: Need, whole: Assessment) -> NeedFinding:
    truth = whole.truth(need.name)
    return NeedFinding(need, None if truth is None else truth is need.wanted, whole)


def _verdict(
    test: OwnersTest,
    findings: Sequence[OwnerFinding],
    needs: Sequence[NeedFinding],
    *,
    complete: bool,
) -> Verdict:
    if test.never:
        return Verdict.NEVER
    if test.open_to_all and not needs:
        return Verdict.NOT_TESTED
    words = {item.word for item in findings}
    if OwnerWord.NO in words or any(need.met is False for need in needs):
        return Verdict.FAILS
    if OwnerWord.PRECEDENT in words:
        return Verdict.PRECEDENT
    unknown = OwnerWord.NOT_KNOWN in words or any(need.met is None for need in needs)
    if unknown or not findings or not complete:
        return Verdict.NOT_KNOWN
    if OwnerWord.ARGUABLE in words:
        return Verdict.ARGUABLE
    if any(item.declaration for item in findings):
        return Verdict.PASSES_IF
    return Verdict.PASSES


def _not_tested(named: str, known: Sequence[str]) -> str:
    hint = closest(named, known)
    return f"The law does not test owners for '{named}'. It does for: {', '.join(known)}.{hint}"
