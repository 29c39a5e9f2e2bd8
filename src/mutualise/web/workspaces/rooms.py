"""The home page of a workspace is put together from the rooms that have something to do there.

Each app registers its own when the site starts, in its `apps.py`; a room that is not built has
nothing to register, and so does not appear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mutualise.web.design.components import Link, Task
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat


@dataclass(frozen=True)
class NextStep:
    """What someone could do next, in a sentence, and the button that leads there."""

    text: str
    link: Link


def _nothing(seat: Seat) -> Iterable[Task]:
    return ()


def _no_step(seat: Seat) -> NextStep | None:
    return None


def _no_lines(seat: Seat) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Room:
    """One part of the journey.

    `order` is its place among the others. `tasks` are its lines on the home page, for what this
    person may see; `next_step` is what to do next in it, if anything; `news` is what everyone
    should know first, such as an answer that moved with the law.
    """

    title: str
    order: int
    tasks: Callable[[Seat], Iterable[Task]] = _nothing
    next_step: Callable[[Seat], NextStep | None] = _no_step
    news: Callable[[Seat], Iterable[str]] = _no_lines
    recent: Callable[[Seat], Iterable[str]] = _no_lines


_rooms: list[Room] = []


def register_room(room: Room) -> None:
    """Let a room appear on the home pages of workspaces."""
    _rooms.append(room)
    _rooms.sort(key=lambda each: each.order)


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of a room."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class HomePage:
    """Where everyone in a workspace begins."""

    title: str
    closed: bool
    step: NextStep | None
    groups: tuple[TaskGroup, ...]
    news: tuple[str, ...]
    may_settle_news: bool
    recent: tuple[str, ...]


def home_page(seat: Seat) -> HomePage:
    """The home page of a workspace, for one person's roles."""
    groups = (TaskGroup(room.title, tuple(room.tasks(seat))) for room in _rooms)
    steps = (room.next_step(seat) for room in _rooms)
    return HomePage(
        title=seat.workspace.title,
        closed=seat.is_closed,
        step=next((step for step in steps if step), None),
        groups=tuple(group for group in groups if group.tasks),
        news=tuple(line for room in _rooms for line in room.news(seat)),
        may_settle_news=seat.may(Permission.CHANGE_CASE),
        recent=tuple(line for room in _rooms for line in room.recent(seat)),
    )
