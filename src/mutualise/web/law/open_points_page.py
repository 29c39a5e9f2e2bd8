"""What the page on open points shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mutualise.calendars.words import written_date
from mutualise.rules import LawBase
from mutualise.rules.open_points import Answered, OpenPoint
from mutualise.web.law.wording import ANSWERED, Worded


@dataclass(frozen=True)
class SourceName:
    """A source that was read about the point."""

    id: str
    title: str


@dataclass(frozen=True)
class PointView:
    """One point."""

    id: str
    title: str
    question: str
    status: str
    found: str
    matters: str
    rules: tuple[str, ...]
    sources: tuple[SourceName, ...]
    checked: str
    closed: bool


@dataclass(frozen=True)
class PointsGroup:
    """The points that stand alike."""

    id: str
    status: Worded
    count: str
    points: tuple[PointView, ...]


@dataclass(frozen=True)
class OpenPointsPage:
    """Every point, the open ones first."""

    waiting: int
    closed: int
    groups: tuple[PointsGroup, ...]


def open_points_page(law: LawBase, points: Iterable[OpenPoint]) -> OpenPointsPage:
    """The points under how far each is answered."""
    listed = tuple(points)
    groups = []
    for status, words in ANSWERED.items():
        own = [point_view(law, point) for point in listed if point.status is status]
        if own:
            count = "1 point" if len(own) == 1 else f"{len(own)} points"
            groups.append(PointsGroup(status.value, words, count, tuple(own)))
    closed = sum(point.status is Answered.CLOSED for point in listed)
    return OpenPointsPage(len(listed) - closed, closed, tuple(groups))


def point_view(law: LawBase, point: OpenPoint) -> PointView:
    """One point in words."""
    return PointView(
        id=point.id,
        title=point.title,
        question=point.question,
        status=ANSWERED[point.status].label,
        found=point.found,
        matters=point.matters,
        rules=point.rules,
        sources=tuple(SourceName(key, law.sources[key].title) for key in point.sources),
        checked=written_date(point.checked),
        closed=point.status is Answered.CLOSED,
    )
