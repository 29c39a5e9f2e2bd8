"""A kind of thing that can be shared, for tests: a note in words, the same in every workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from markupsafe import Markup

from mutualise.web.tenancy.models import Workspace
from mutualise.web.workspaces.sharing.registry import (
    Shareable,
    Thing,
    forget_shareable,
    register_shareable,
)

KIND = "note"


def _things(workspace: Workspace) -> list[Thing]:
    return [Thing("first", "The first note"), Thing("second", "The second note")]


def _show(workspace: Workspace, thing: str) -> Markup:
    return Markup("<p>The {} note of {}.</p>").format(thing, workspace.title)


@contextmanager
def notes_to_share() -> Iterator[None]:
    """Within it, every workspace has two notes that can be shared."""
    register_shareable(Shareable(KIND, "A note", _things, _show))
    try:
        yield
    finally:
        forget_shareable(KIND)
