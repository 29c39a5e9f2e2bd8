"""Why a change to people or roles was refused, in words for the one who asked for it."""

from __future__ import annotations


class Refused(Exception):
    """The change was not made; the message says why, and what to do instead."""


class LastToRun(Refused):
    """Nobody would be left to run the workspace."""

    def __init__(self, title: str) -> None:
        super().__init__(
            "Nobody else runs this workspace, and someone must. "
            f"First give another person the role “{title}”."
        )
