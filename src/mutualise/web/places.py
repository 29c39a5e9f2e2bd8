"""Where a case lies: with a visitor, or in a team's case file; links stay where they began.

The pages that work on a case are served twice: to visitors for the answers in their session,
and within a workspace for the team's case file. The same page makes its links through
`address`, which leads on within the workspace that the request came to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.urls import NoReverseMatch, reverse

# Put before a namespace for the pages of a team: "structures:result" -> "team-structures:result".
TEAM: Final = "team-"
_workspace: ContextVar[str | None] = ContextVar("workspace", default=None)


@contextmanager
def within(workspace: str | None) -> Iterator[None]:
    """Make every address lead on within this workspace, where it has such a page."""
    token = _workspace.set(workspace)
    try:
        yield
    finally:
        _workspace.reset(token)


def address(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view: `address("law:rule", rule_id)`."""
    workspace = _workspace.get()
    if workspace is not None and ":" in name:
        try:
            return reverse(
                f"{TEAM}{name}", args=(workspace, *args) if not kwargs else None,
                kwargs={"workspace": workspace, **kwargs} if kwargs else None,
            )  # fmt: skip
        except NoReverseMatch:
            # A page that everyone reads, such as a rule.
            pass
    return reverse(name, args=args or None, kwargs=kwargs or None)
