"""What can be shared. Each app registers its own kinds when the site starts, in its `apps.py`:

    register_shareable(Shareable("snapshot", "A snapshot of the case", snapshots_of, show_snapshot))

This app knows none of the others, so that a new kind needs no change here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from mutualise.web.tenancy.models import Workspace


@dataclass(frozen=True)
class Thing:
    """One thing that can be shared, by its id within its kind and its title in words."""

    id: str
    title: str


@dataclass(frozen=True)
class Shareable:
    """A kind of thing that can be shared.

    `things` lists those of a workspace, as they are now. `show` draws one of them read-only, as
    the part of a page below its heading; it is called only while a share of that thing runs, and
    must show nothing but that thing, without links into the workspace.
    """

    kind: str
    name: str
    things: Callable[[Workspace], Iterable[Thing]]
    show: Callable[[Workspace, str], Markup]

    def thing(self, workspace: Workspace, thing_id: str) -> Thing | None:
        """The thing with this id, if the workspace still has it."""
        return next((each for each in self.things(workspace) if each.id == thing_id), None)


_known: dict[str, Shareable] = {}


def register_shareable(shareable: Shareable) -> None:
    """Let things of this kind be shared."""
    if shareable.kind in _known:
        raise ValueError(f"Two apps register {shareable.kind!r} to be shared.")
    _known[shareable.kind] = shareable


def forget_shareable(kind: str) -> None:
    """Let things of this kind be shared no more; for tests, which put it back as it was."""
    del _known[kind]


def shareables() -> Mapping[str, Shareable]:
    """Every kind of thing that can be shared, by its kind."""
    return MappingProxyType(_known)
