"""The roles: in which kind of workspace each is held, what it is for, and what it allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mutualise.web.tenancy.permissions import Permission


class Kind(StrEnum):
    """What a workspace is for."""

    TEAM = "team"
    FUNDER = "funder"
    COALITION = "coalition"


class Role(StrEnum):
    """One role in a workspace; a person may hold several."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"
    ADVISER = "adviser"
    COMMISSIONER = "commissioner"
    COMPANY_SECRETARY = "company_secretary"
    RETURNING_OFFICER = "returning_officer"
    SCRUTINEER = "scrutineer"
    TRUSTEE = "trustee"
    MEMBER = "member"
    PROGRAMME_MANAGER = "programme_manager"
    ASSESSOR = "assessor"
    PANEL = "panel"
    FINANCE = "finance"


@dataclass(frozen=True)
class RoleCard:
    """A role as people see it. `privileged` asks for a second factor at sign-in."""

    title: str
    about: str
    kinds: frozenset[Kind]
    allows: frozenset[Permission]
    privileged: bool = False


_TEAM: Final = frozenset({Kind.TEAM})
_FUNDER: Final = frozenset({Kind.FUNDER})
_TEAM_LIKE: Final = frozenset({Kind.TEAM, Kind.COALITION})

_STAFF: Final = frozenset({Permission.ENTER, Permission.ASK_QUESTION, Permission.READ_QUESTIONS})
_READS: Final = _STAFF | {Permission.SEE_PEOPLE, Permission.READ_CASE, Permission.READ_SHARED}
_WRITES: Final = _READS | {
    Permission.CHANGE_CASE,
    Permission.COMMENT,
    Permission.ARRANGE_WORK,
    Permission.ANSWER_QUESTIONS,
}
# They watch over elections and ballots, so they know whose they are.
_WATCHES: Final = _STAFF | {Permission.SEE_PEOPLE, Permission.READ_AUDIT}
_MANAGES: Final = frozenset(
    {
        Permission.MANAGE_PEOPLE,
        Permission.READ_AUDIT,
        Permission.EXPORT_WORKSPACE,
        Permission.CLOSE_WORKSPACE,
        Permission.REOPEN_WORKSPACE,
    }
)
_RUNS: Final = _WRITES | _MANAGES | {Permission.SHARE}
_GUESTS: Final = frozenset({Permission.ENTER, Permission.READ_SHARED})
_FUNDS: Final = _GUESTS | {Permission.SEE_PEOPLE}

ROLES: Final[dict[Role, RoleCard]] = {
    Role.OWNER: RoleCard(
        "Owner",
        "Runs the workspace: invites people, shares, exports and closes. Can do all that an "
        "editor can.",
        _TEAM_LIKE,
        _RUNS,
        privileged=True,
    ),
    Role.EDITOR: RoleCard(
        "Editor", "Answers questions and works on the case.", _TEAM_LIKE, _WRITES
    ),
    Role.VIEWER: RoleCard("Viewer", "Sees everything and changes nothing.", _TEAM_LIKE, _READS),
    Role.ADVISER: RoleCard(
        "Adviser",
        "Sees the case and comments on it, such as a solicitor or an accountant. Changes nothing.",
        _TEAM_LIKE,
        _READS | {Permission.COMMENT},
    ),
    Role.COMMISSIONER: RoleCard(
        "Commissioner", "Sees only what the team has shared.", _TEAM, _GUESTS
    ),
    Role.COMPANY_SECRETARY: RoleCard(
        "Company secretary",
        "Keeps the record: members, meetings and what was decided. Works on the case too.",
        _TEAM,
        _WRITES | {Permission.READ_AUDIT},
        privileged=True,
    ),
    Role.RETURNING_OFFICER: RoleCard(
        "Returning officer",
        "Runs elections and ballots. Sees the case and the record, and changes neither.",
        _TEAM,
        _READS | {Permission.READ_AUDIT},
        privileged=True,
    ),
    Role.SCRUTINEER: RoleCard(
        "Scrutineer",
        "Checks elections and ballots. Sees the record, not the case.",
        _TEAM,
        _WATCHES,
    ),
    Role.TRUSTEE: RoleCard(
        "Trustee",
        "Holds one part of the key that opens a ballot. Sees the record, not the case.",
        _TEAM,
        _WATCHES,
        privileged=True,
    ),
    Role.MEMBER: RoleCard(
        "Member", "A colleague who asks questions, reads answers and votes.", _TEAM, _STAFF
    ),
    Role.PROGRAMME_MANAGER: RoleCard(
        "Programme manager",
        "Runs the funder's workspace and sees what teams have shared with it.",
        _FUNDER,
        _FUNDS | _MANAGES,
        privileged=True,
    ),
    Role.ASSESSOR: RoleCard("Assessor", "Sees what teams have shared.", _FUNDER, _FUNDS),
    Role.PANEL: RoleCard("Panel member", "Sees what teams have shared.", _FUNDER, _FUNDS),
    Role.FINANCE: RoleCard(
        "Finance",
        "Sees what teams have shared, and the record.",
        _FUNDER,
        _FUNDS | {Permission.READ_AUDIT},
        privileged=True,
    ),
}

# Who runs a workspace of each kind; there is always at least one.
RUNS: Final[dict[Kind, Role]] = {
    Kind.TEAM: Role.OWNER,
    Kind.FUNDER: Role.PROGRAMME_MANAGER,
    Kind.COALITION: Role.OWNER,
}

# What only a privileged role may do; it asks for a second factor in the session at hand.
GUARDED: Final[frozenset[Permission]] = frozenset(
    {
        Permission.MANAGE_PEOPLE,
        Permission.SHARE,
        Permission.EXPORT_WORKSPACE,
        Permission.CLOSE_WORKSPACE,
        Permission.REOPEN_WORKSPACE,
    }
)

# Whom everyone in the workspace may know: who runs it, and who holds an office in it. The others
# are known to those who work there (SEE_PEOPLE), not to a commissioner or to every colleague.
OFFICES: Final[frozenset[Role]] = frozenset(
    {
        *RUNS.values(),
        Role.COMPANY_SECRETARY,
        Role.RETURNING_OFFICER,
        Role.SCRUTINEER,
        Role.TRUSTEE,
    }
)


def roles_of(kind: Kind) -> tuple[Role, ...]:
    """The roles that a workspace of this kind knows, in the order they are shown."""
    return tuple(role for role, card in ROLES.items() if kind in card.kinds)


def allowed_to(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything that these roles together allow."""
    return frozenset().union(*(ROLES[role].allows for role in roles))


def is_privileged(roles: Iterable[Role]) -> bool:
    """Whether any of these roles asks for a second factor."""
    return any(ROLES[role].privileged for role in roles)
