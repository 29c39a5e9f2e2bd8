"""What the start page shows."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.web.design.components import Link


@dataclass(frozen=True)
class Door:
    """An area of the site, as the start page describes it."""

    link: Link
    about: str


@dataclass(frozen=True)
class StartPage:
    """The start page."""

    doors: tuple[Door, ...]
