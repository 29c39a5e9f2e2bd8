"""With whom something can be shared."""

from __future__ import annotations

from dataclasses import dataclass

from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.roles import ROLES, Kind, Role, allowed_to, roles_of
from mutualise.web.workspaces.people.selectors import Colleague, colleagues_of


@dataclass(frozen=True)
class Audience:
    """One role or one person of the workspace itself, or another workspace."""

    role: Role | None = None
    person: Person | None = None
    workspace: Workspace | None = None

    def __post_init__(self) -> None:
        if [self.role, self.person, self.workspace].count(None) != 2:
            raise ValueError("A share is with a role, a person or a workspace: one of them.")

    @property
    def in_record(self) -> str:
        """As the chain of events holds it: no name, no address."""
        if self.role:
            return f"role {self.role.value}"
        if self.person:
            return f"person {self.person.pk}"
        return f"workspace {self.workspace.pk if self.workspace else ''}"

    @property
    def words(self) -> str:
        """As people read it."""
        if self.role:
            return f"Everyone here with the role {ROLES[self.role].title}"
        if self.person:
            address = "" if self.person.erased_at else f" ({self.person.email})"
            return f"{self.person.called}{address} alone"
        return f"The workspace “{self.workspace.title if self.workspace else ''}”"


def roles_to_share_with(kind: Kind) -> tuple[Role, ...]:
    """Roles that see only what is shared; the others see it anyway, or are not to."""
    return tuple(role for role in roles_of(kind) if _sees_only_shared(frozenset({role})))


def people_to_share_with(workspace: Workspace) -> tuple[Colleague, ...]:
    """People in the workspace who see only what is shared."""
    return tuple(each for each in colleagues_of(workspace) if _sees_only_shared(each.roles))


def _sees_only_shared(roles: frozenset[Role]) -> bool:
    allowed = allowed_to(roles)
    return Permission.READ_SHARED in allowed and Permission.READ_CASE not in allowed
