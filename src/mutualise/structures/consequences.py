"""What follows from holding a contract in a legal form, under the headings users know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mutualise.expressions import And, Or, names_in
from mutualise.rules import Assessment, Effect, Finding, Rule, RuleKind
from mutualise.rules.changes import deciding_facts
from mutualise.rules.deciding import truth_of
from mutualise.rules.model import Status
from mutualise.rules.names import FORM
from mutualise.rules.questions import open_facts
from mutualise.rules.words import clause
from mutualise.structures.forms import LegalForm

ELIGIBILITY = "eligibility"
LIABILITY = "liability"
PROFIT = "profit"
_FORM_ATTRIBUTES = {
    "liability": ("limited_liability", "min_members", "audit", "annual_filings"),
    "asset_lock": ("asset_lock",),
    "profit": ("staff_profit", "capital_and_returns", "votes"),
}


class Certainty(StrEnum):
    """How far the answers, and the law itself, bring the rule."""

    APPLIES = "applies"
    IF_AGREED = "if_agreed"
    UNSETTLED = "unsettled"
    EXPECTED = "expected"
    DOES_NOT = "does_not"
    MAY_APPLY = "may_apply"
    NOT_KNOWN = "not_known"


# What the answers settle, as far as the law lets them; the rest is open.
SETTLED = frozenset(
    {
        Certainty.APPLIES,
        Certainty.IF_AGREED,
        Certainty.UNSETTLED,
        Certainty.EXPECTED,
        Certainty.DOES_NOT,
    }
)
_OF_FINDING = {
    Finding.YES: Certainty.APPLIES,
    Finding.YES_IF_AGREED: Certainty.IF_AGREED,
    Finding.ARGUABLE: Certainty.UNSETTLED,
    Finding.PRECEDENT: Certainty.UNSETTLED,
    Finding.NO: Certainty.DOES_NOT,
    Finding.NOT_KNOWN: Certainty.NOT_KNOWN,
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows, may follow, or notably does not.

    `when` says on what an open one turns, as a clause: "the contract is for a framework".
    """

    rule: Rule
    certainty: Certainty
    text: str
    open_facts: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class FormPoint:
    """A property of the form today beside the same property of the form in mind."""

    attribute: str
    before: str
    after: str
    verified: bool


@dataclass(frozen=True)
class ConsequenceGroup:
    """A heading such as pensions, with what applies first and what only may apply after."""

    id: str
    label: str
    question: str
    points: tuple[FormPoint, ...]
    applies: tuple[Consequence, ...]
    open: tuple[Consequence, ...]
    background: tuple[Rule, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.points or self.applies or self.open or self.background)


def consequences(
    assessment: Assessment,
    goals: Iterable[str],
    after: LegalForm | None,
    before: LegalForm | None,
) -> tuple[ConsequenceGroup, ...]:
    """Every group that has something to say, in the order of the topics file.

    `goals` are the definitions that matter for the contract: they are shown whichever way
    they fall. Other definitions are shown when they hold.
    """
    wanted = tuple(goals)
    groups = []
    for group in assessment.edition.base.groups.values():
        if group.id == ELIGIBILITY:
            continue
        rules = list(_rules_of_group(assessment, group.id))
        found = [c for rule in rules if (c := _consequence(assessment, rule, wanted)) is not None]
        built = ConsequenceGroup(
            id=group.id,
            label=group.label,
            question=group.question,
            points=tuple(_form_points(group.id, after, before)),
            applies=tuple(item for item in found if item.certainty in SETTLED),
            open=tuple(item for item in found if item.certainty not in SETTLED),
            background=tuple(rule for rule in rules if rule.kind is RuleKind.GUIDANCE),
        )
        if not built.is_empty:
            groups.append(built)
    return tuple(groups)


def _rules_of_group(assessment: Assessment, group: str) -> Iterator[Rule]:
    """The rules in force of the group's topics that concern this team."""
    edition = assessment.edition
    for rule in edition.base.rules.values():
        topic = edition.base.topics[rule.topic]
        if topic.group != group or not rule.in_force_on(edition.day):
            continue
        concerns = edition.topics.get(topic.id)
        # A topic nobody has been placed in yet is kept quiet unless a rule of it fires.
        standing = True if concerns is None else concerns(assessment)
        if standing is True or (standing is None and _fires(assessment, rule)):
            yield rule


def _fires(assessment: Assessment, rule: Rule) -> bool:
    return rule.kind is RuleKind.CONSEQUENCE and assessment.holds(rule.id) is True


def _consequence(assessment: Assessment, rule: Rule, goals: tuple[str, ...]) -> Consequence | None:
    if rule.exception_to or rule.kind is RuleKind.GUIDANCE:
        return None
    if rule.kind is RuleKind.DEFINITION:
        return _definition(assessment, rule, wanted=rule.defines in goals)
    truth = assessment.holds(rule.id)
    if truth is True:
        expected = rule.status is Status.EXPECTED
        certainty = Certainty.EXPECTED if expected else Certainty.APPLIES
        return Consequence(rule, certainty, rule.consequence)
    if truth is None and _partly_met(assessment, rule):
        return _may_apply(assessment, rule)
    return None


def _may_apply(assessment: Assessment, rule: Rule) -> Consequence:
    """What would follow, with the parts of the condition that nobody has answered yet."""
    tree = assessment.edition.rules[rule.id].tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    undecided = [part for part in parts if truth_of(assessment, part) is None]
    # "If the legal form is one of nine" helps nobody who has not chosen one yet.
    undecided = [part for part in undecided if names_in(part) != (FORM,)] or undecided
    facts = _open(assessment, rule)
    if any(isinstance(part, And | Or) for part in undecided):
        return Consequence(rule, Certainty.MAY_APPLY, rule.statement, facts)
    when = " and ".join(clause(assessment.edition, part) for part in undecided)
    return Consequence(rule, Certainty.MAY_APPLY, rule.consequence, facts, when)


def _definition(assessment: Assessment, rule: Rule, *, wanted: bool) -> Consequence | None:
    found = assessment.finding(rule.defines)
    certainty = _OF_FINDING[found.finding]
    holds = found.truth is True and rule.effect is not Effect.INFO
    if not (wanted or holds or _settled_by_the_team(assessment, rule, found.truth)):
        return None
    if certainty is Certainty.NOT_KNOWN:
        return Consequence(rule, certainty, rule.statement, _open(assessment, rule))
    if found.truth is True:
        return Consequence(rule, certainty, rule.consequence)
    if certainty is not Certainty.DOES_NOT:
        # The text alone says no; what softens it is what the team needs to read.
        softens = assessment.edition.base.rules[found.qualified_by[0]]
        return Consequence(rule, certainty, softens.consequence)
    return Consequence(rule, certainty, _says_no(rule))


def _says_no(rule: Rule) -> str:
    """That it does not hold, then what to do instead: the second means little on its own."""
    clause = rule.says.no if rule.says else ""
    said = f"{clause[:1].upper()}{clause[1:]}."
    return rule.otherwise if rule.otherwise.startswith(said) else f"{said} {rule.otherwise}".strip()


def _settled_by_the_team(assessment: Assessment, rule: Rule, truth: bool | None) -> bool:
    """A no about the body's own duties (an audit, say) that rests on the team's own answers."""
    group = assessment.edition.base.topics[rule.topic].group
    if truth is not False or group not in (LIABILITY, PROFIT):
        return False
    own = set(deciding_facts(assessment, rule.defines)) - {FORM}
    return any(name in assessment.answers for name in own)


def _partly_met(assessment: Assessment, rule: Rule) -> bool:
    """Whether some part of the condition is already met, so that it is worth a mention."""
    tree = assessment.edition.rules[rule.id].tree
    return isinstance(tree, And) and any(truth_of(assessment, p) is True for p in tree.parts)


def _open(assessment: Assessment, rule: Rule) -> tuple[str, ...]:
    return open_facts(assessment, rule.defines or rule.id)


def _form_points(
    group: str, after: LegalForm | None, before: LegalForm | None
) -> Iterator[FormPoint]:
    if after is None:
        return
    if group == LIABILITY:
        first = before.liability.text if before else ""
        verified = after.liability.verified and (before is None or before.liability.verified)
        yield FormPoint("liability", first, after.liability.text, verified)
    for name in _FORM_ATTRIBUTES.get(group, ()):
        now = after.attributes.get(name)
        then = before.attributes.get(name) if before else None
        if now is not None:
            yield FormPoint(
                name,
                then.text if then else "",
                now.text,
                now.verified and (then is None or then.verified),
            )
