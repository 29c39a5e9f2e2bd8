"""What we do not know about the law yet: each point, what turns on it, and what was found.

load_open_points(load_law())["gms-2026-amendments"].status   # Answered.OPEN
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import model_validator

from mutualise.content.loader import ContentError, Record, content_root, read_keyed
from mutualise.expressions import closest
from mutualise.rules.base import LawBase

FOLDER = "law/open_points"


class Answered(StrEnum):
    """How far the question of an open point is answered."""

    OPEN = "open"
    PARTLY = "partly"
    CLOSED = "closed"


class OpenPoint(Record):
    """A question about the law that we could not answer at first, and where it stands.

    `found` says what was read and what it says; `matters` says what turns on the answer.
    """

    id: str
    title: str
    question: str
    status: Answered
    found: str = ""
    matters: str
    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    checked: dt.date

    @model_validator(mode="after")
    def _says_what_was_found(self) -> OpenPoint:
        if self.status is not Answered.OPEN and not self.found:
            raise ValueError(f"a point that is '{self.status}' says in 'found' what was found")
        return self


@lru_cache(maxsize=2)
def load_open_points(law: LawBase) -> Mapping[str, OpenPoint]:
    """The open points of the product, checked against its law, in the order of the files."""
    return read_open_points(content_root(), law)


def read_open_points(root: Traversable | Path, law: LawBase) -> Mapping[str, OpenPoint]:
    """Read the open points beside a law base; none if there is no such folder.

    Raises ContentError with every fault: the file, the line, and what to do.
    """
    if not root.joinpath(*FOLDER.split("/")).is_dir():
        return {}
    problems: list[str] = []
    points = read_keyed(root, OpenPoint, FOLDER, problems)
    for point in points.values():
        problems.extend(_unknown(point, law))
    if problems:
        raise ContentError(problems)
    return points


def points_on(law: LawBase, rule_id: str) -> tuple[OpenPoint, ...]:
    """The points that a rule waits for or waited for, those not closed first."""
    found = [point for point in load_open_points(law).values() if rule_id in point.rules]
    return tuple(sorted(found, key=lambda point: point.status is Answered.CLOSED))


def _unknown(point: OpenPoint, law: LawBase) -> Iterator[str]:
    for rule_id in point.rules:
        if rule_id not in law.rules:
            hint = closest(rule_id, law.rules)
            yield f"{FOLDER}, {point.id}: there is no rule {rule_id}.{hint}"
    for source in point.sources:
        if source not in law.sources:
            yield f"{FOLDER}, {point.id}: source {source} is not in law/sources"
