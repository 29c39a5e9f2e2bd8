"""A seat: one person in one workspace, and what they may do there. One function decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.roles import GUARDED, Kind, Role, allowed_to

Read = TypeVar("Read")


@dataclass(frozen=True)
class Seat:
    """A person in a workspace, with the roles held there now.

    `second_factor` says whether this session was begun with one.
    """

    person: Person
    workspace: Workspace
    roles: frozenset[Role]
    second_factor: bool = False
    _read: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, read: Callable[[Workspace], Read]) -> Read:
        """What is read of the workspace, once for the request that the seat belongs to."""
        if name not in self._read:
            self._read[name] = read(self.workspace)
        return cast(Read, self._read[name])

    @cached_property
    def allows(self) -> frozenset[Permission]:
        """Everything that the roles allow, whatever the state of the workspace."""
        return allowed_to(self.roles)

    @property
    def kind(self) -> Kind:
        return Kind(self.workspace.kind)

    @property
    def is_closed(self) -> bool:
        return self.workspace.closed_at is not None

    def may(self, permission: Permission) -> bool:
        """Whether to show what the permission is for; the second factor is asked for later."""
        return can(self, permission, second_factor=True)


# What is left when a workspace is closed: to look back, to take the records away, and for a while
# to open it again.
_WHEN_CLOSED = frozenset(
    {
        Permission.ENTER,
        Permission.SEE_PEOPLE,
        Permission.READ_CASE,
        Permission.READ_AUDIT,
        Permission.READ_QUESTIONS,
        Permission.READ_SHARED,
        Permission.EXPORT_WORKSPACE,
        Permission.REOPEN_WORKSPACE,
    }
)


def can(seat: Seat, permission: Permission, *, second_factor: bool | None = None) -> bool:
    """Whether a person may do something in the workspace: by role, by its state, and for what is
    guarded only in a session with a second factor."""
    if permission not in seat.allows:
        return False
    if seat.is_closed and permission not in _WHEN_CLOSED:
        return False
    has_second = seat.second_factor if second_factor is None else second_factor
    return has_second or permission not in GUARDED


def needs_second_factor(seat: Seat, permission: Permission) -> bool:
    """Whether a second factor is all that is missing."""
    return not can(seat, permission) and can(seat, permission, second_factor=True)
