"""How a finding is shown: the words and the colour that a content file gives it."""

from __future__ import annotations

from mutualise.content.loader import Record


class Shown(Record):
    """A finding as it is shown."""

    label: str
    colour: str
