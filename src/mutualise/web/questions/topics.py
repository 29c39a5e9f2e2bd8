"""What a question can be about, from the content."""

from __future__ import annotations

from functools import cache

from mutualise.content.loader import Record, build_one


class Topic(Record):
    """One topic; `covers` helps the asker to choose."""

    id: str
    title: str
    covers: str


class _Topics(Record):
    topics: tuple[Topic, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order it is shown."""
    return build_one(_Topics, "questions/topics.yaml").topics


def title_of(topic: str) -> str:
    """A topic in words. One that the content no longer knows is shown as it was stored."""
    return next((each.title for each in topics() if each.id == topic), topic)
