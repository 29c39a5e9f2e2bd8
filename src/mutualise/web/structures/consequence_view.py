"""What follows, under the headings users know, with the law and the questions left open."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.rules import Rule
from mutualise.structures import (
    Certainty,
    Consequence,
    ConsequenceGroup,
    FormPoint,
    StructureAnswer,
    load_attribute_names,
)
from mutualise.web.design.components import Link
from mutualise.web.structures.finding_view import RuleLink, question_link, rule_link

_LEADS = {
    Certainty.IF_AGREED: "If someone outside your team agrees:",
    Certainty.UNSETTLED: "Not settled in law:",
    Certainty.EXPECTED: "Expected law, not yet in force:",
}
# More questions than this under one point would bury it.
MOST_LINKS = 4


@dataclass(frozen=True)
class PointRow:
    """A property of the form today and of the form in mind."""

    label: str
    before: str
    after: str
    same: bool
    verified: bool


@dataclass(frozen=True)
class FollowLine:
    """One consequence: how certain, the words, the law, and the questions that would settle it."""

    lead: str
    text: str
    rule: RuleLink
    unread: bool
    questions: tuple[Link, ...]


@dataclass(frozen=True)
class GroupView:
    id: str
    label: str
    question: str
    points: tuple[PointRow, ...]
    applies: tuple[FollowLine, ...]
    open: tuple[FollowLine, ...]
    background: tuple[FollowLine, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is more than background."""
        return bool(self.points or self.applies or self.open)

    @property
    def compares(self) -> bool:
        """Whether any property of the form differs from today's."""
        return any(point.before and not point.same for point in self.points)


def group_views(answer: StructureAnswer) -> tuple[GroupView, ...]:
    """Every heading that has something to say."""
    return tuple(_group(answer, group) for group in answer.groups)


def _group(answer: StructureAnswer, group: ConsequenceGroup) -> GroupView:
    return GroupView(
        id=group.id,
        label=group.label,
        question=group.question,
        points=tuple(_point(point) for point in group.points),
        applies=tuple(_line(answer, item) for item in group.applies),
        open=tuple(_line(answer, item) for item in group.open),
        background=tuple(statement_line(rule) for rule in group.background),
    )


def _point(point: FormPoint) -> PointRow:
    names = load_attribute_names()
    label = names[point.attribute].label if point.attribute in names else "Who carries the risk"
    return PointRow(
        label=label,
        before=point.before,
        after=point.after,
        same=point.before == point.after,
        verified=point.verified,
    )


def _line(answer: StructureAnswer, item: Consequence) -> FollowLine:
    lead = _LEADS.get(item.certainty, "")
    if item.when:
        lead = f"If {item.when}:"
    elif item.certainty in (Certainty.MAY_APPLY, Certainty.NOT_KNOWN):
        lead = "It depends."
    facts = answer.fact
    return FollowLine(
        lead=lead,
        text=item.text,
        rule=rule_link(item.rule),
        unread="M" in item.rule.sources,
        questions=tuple(
            question_link(name, facts[name].label, facts[name].label)
            for name in item.open_facts[:MOST_LINKS]
        ),
    )


def statement_line(rule: Rule) -> FollowLine:
    """What a rule says, whatever the answers."""
    return FollowLine("", rule.statement, rule_link(rule), "M" in rule.sources, ())
