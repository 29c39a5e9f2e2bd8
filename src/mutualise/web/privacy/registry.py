"""What each part of the personal data is for, from the content."""

from __future__ import annotations

from functools import cache

from mutualise.content.loader import Record, build_one


class Purpose(Record):
    """One part of what is held: in words for the person, and for an assessment."""

    name: str
    title: str
    what: str
    why: str
    # A suggestion. Who decides is the organisation that runs the site.
    lawful_basis: str
    seen_by: str
    # What stays when the person is erased; empty when nothing does.
    stays: str = ""


class _Purposes(Record):
    held: tuple[Purpose, ...]


@cache
def purposes() -> tuple[Purpose, ...]:
    """Every part, in the order it is shown."""
    return build_one(_Purposes, "privacy/held.yaml").held
