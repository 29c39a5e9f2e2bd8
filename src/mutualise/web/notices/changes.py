"""What a digest says of the events of a workspace, from the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from mutualise.content.loader import Record, build_one
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat


class Change(Record):
    """One kind of event, as a digest counts it."""

    kind: str
    needs: Permission
    one: str
    many: str

    def counted(self, count: int) -> str:
        """How often it happened, in words."""
        return self.one if count == 1 else self.many.format(count=count)


class _Changes(Record):
    changes: tuple[Change, ...]
    silent: tuple[str, ...]


@cache
def _content() -> _Changes:
    return build_one(_Changes, "notices/changes.yaml")


def known_kinds() -> frozenset[str]:
    """Every kind of event of which it was decided whether a digest tells."""
    content = _content()
    return frozenset(content.silent) | {change.kind for change in content.changes}


def in_words(kinds: Iterable[str], seat: Seat) -> tuple[str, ...]:
    """What happened, as far as this person may know."""
    counts = Counter(kinds)
    return tuple(
        change.counted(counts[change.kind])
        for change in _content().changes
        if counts[change.kind] and seat.may(change.needs)
    )
