"""What the first page on the law, and the page of each topic, show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.rules import LawBase, Rule, RuleKind, Topic
from mutualise.rules.open_points import Answered, load_open_points
from mutualise.rules.statutes import citations
from mutualise.structures import FindingWords, load_finding_words
from mutualise.web.law.wording import CONFIDENCE, KIND, Worded, cautions, counted

_HEADINGS: Final[Mapping[RuleKind, str]] = {
    RuleKind.DEFINITION: "Rules that decide a question",
    RuleKind.CONSEQUENCE: "Rules that say what follows",
    RuleKind.GUIDANCE: "Good to know",
}


@dataclass(frozen=True)
class RuleLine:
    """One rule in a list."""

    id: str
    statement: str
    about: str
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class TopicLine:
    """One topic in a list, with the number of its rules."""

    id: str
    label: str
    plain: str
    rules: str


@dataclass(frozen=True)
class GroupView:
    """The topics that answer one question."""

    label: str
    question: str
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True)
class IndexPage:
    """The first page on the law."""

    rules: int
    figures: int
    sources: int
    checked: str
    today: str
    groups: tuple[GroupView, ...]
    findings: tuple[FindingWords, ...]
    confidences: tuple[Worded, ...]
    kinds: tuple[Worded, ...]
    statutes: int
    open_points: int


@dataclass(frozen=True)
class KindView:
    """The rules of one kind in a topic."""

    heading: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class TopicPage:
    """All rules on one topic."""

    id: str
    label: str
    plain: str
    question: str
    count: str
    kinds: tuple[KindView, ...]


def index_page(law: LawBase, today: dt.date) -> IndexPage:
    """The first page on the law."""
    words = load_finding_words()
    return IndexPage(
        rules=len(law.rules),
        figures=len(law.parameters.by_name),
        sources=len(law.sources),
        checked=written_date(law.checked_on),
        today=written_date(today),
        groups=tuple(_groups(law)),
        findings=tuple(words.values()),
        confidences=tuple(CONFIDENCE.values()),
        kinds=tuple(KIND.values()),
        statutes=len({c.statute for cited in citations(law).values() for c in cited}),
        open_points=sum(
            point.status is not Answered.CLOSED for point in load_open_points(law).values()
        ),
    )


def topic_page(law: LawBase, topic: Topic) -> TopicPage:
    """The page of a topic."""
    rules = [rule for rule in law.rules.values() if rule.topic == topic.id]
    kinds = []
    for kind in RuleKind:
        own = [rule for rule in rules if rule.kind is kind]
        if own:
            lines = rule_lines(law, own, name_topic=False)
            kinds.append(KindView(_HEADINGS[kind], lines))
    return TopicPage(
        id=topic.id,
        label=topic.label,
        plain=topic.plain,
        question=law.groups[topic.group].question,
        count=counted(len(rules)),
        kinds=tuple(kinds),
    )


def rule_lines(
    law: LawBase, rules: Iterable[Rule], *, name_topic: bool = True
) -> tuple[RuleLine, ...]:
    """Rules as lines of a list, which may leave out the topic where it is plain."""
    return tuple(
        RuleLine(
            id=rule.id,
            statement=rule.statement,
            about=f"{law.topics[rule.topic].label}. {rule.provision}."
            if name_topic
            else f"{rule.provision}.",
            cautions=cautions(rule),
        )
        for rule in rules
    )


def _groups(law: LawBase) -> Iterable[GroupView]:
    for group in law.groups.values():
        topics = tuple(
            TopicLine(topic.id, topic.label, topic.plain, counted(_size(law, topic)))
            for topic in law.topics.values()
            if topic.group == group.id
        )
        if topics:
            yield GroupView(group.label, group.question, topics)


def _size(law: LawBase, topic: Topic) -> int:
    return sum(rule.topic == topic.id for rule in law.rules.values())
