"""What roles allow together, and what is left when a workspace is closed: for any set of roles."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.roles import (
    GUARDED,
    ROLES,
    RUNS,
    Kind,
    Role,
    allowed_to,
    is_privileged,
    roles_of,
)
from mutualise.web.tenancy.seats import Seat, can, needs_second_factor

ROLE_SETS = st.frozensets(st.sampled_from(Role))
PERMISSIONS = st.sampled_from(Permission)

# Every permission by which something changes. A new one belongs here or below.
CHANGES = {
    Permission.CHANGE_CASE,
    Permission.COMMENT,
    Permission.ARRANGE_WORK,
    Permission.SHARE,
    Permission.MANAGE_PEOPLE,
    Permission.CLOSE_WORKSPACE,
    Permission.ASK_QUESTION,
    Permission.ANSWER_QUESTIONS,
}
READS = {
    Permission.ENTER,
    Permission.SEE_PEOPLE,
    Permission.READ_CASE,
    Permission.READ_SHARED,
    Permission.READ_AUDIT,
    Permission.READ_QUESTIONS,
    Permission.EXPORT_WORKSPACE,
}


def seat(
    roles: frozenset[Role], *, closed: bool = False, second_factor: bool = False, kind=Kind.TEAM
) -> Seat:
    at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC) if closed else None
    workspace = Workspace(kind=kind.value, title="Practice A", closed_at=at)
    return Seat(Person(email="nurse@example.org"), workspace, roles, second_factor)


def test_every_permission_reads_or_changes():
    assert CHANGES | READS | {Permission.REOPEN_WORKSPACE} == set(Permission)
    assert not CHANGES & READS


@given(roles=ROLE_SETS, permission=PERMISSIONS)
def test_several_roles_allow_what_any_of_them_allows(roles, permission):
    together = can(seat(roles, second_factor=True), permission)
    assert together == any(permission in ROLES[role].allows for role in roles)
    assert together == any(
        can(seat(frozenset({role}), second_factor=True), permission) for role in roles
    )


@given(some=ROLE_SETS, more=ROLE_SETS)
def test_another_role_takes_nothing_away(some, more):
    assert allowed_to(some) <= allowed_to(some | more)
    assert allowed_to(some | more) == allowed_to(some) | allowed_to(more)


@given(roles=ROLE_SETS, second_factor=st.booleans())
def test_nobody_changes_anything_in_a_closed_workspace(roles, second_factor):
    closed = seat(roles, closed=True, second_factor=second_factor)
    assert not [permission for permission in CHANGES if can(closed, permission)]


@given(roles=ROLE_SETS, permission=PERMISSIONS, second_factor=st.booleans())
def test_closing_gives_nobody_more_than_they_had(roles, permission, second_factor):
    if can(seat(roles, closed=True, second_factor=second_factor), permission):
        assert can(seat(roles, second_factor=second_factor), permission)


@given(roles=ROLE_SETS, closed=st.booleans())
def test_what_is_read_stays_readable_when_the_workspace_closes(roles, closed):
    readable = {p for p in READS if can(seat(roles, closed=closed, second_factor=True), p)}
    assert readable == READS & allowed_to(roles)


@given(roles=ROLE_SETS, permission=PERMISSIONS, closed=st.booleans())
def test_a_second_factor_is_asked_for_where_nothing_else_is_missing(roles, permission, closed):
    without = seat(roles, closed=closed)
    allowed = can(seat(roles, closed=closed, second_factor=True), permission)
    assert needs_second_factor(without, permission) == (allowed and permission in GUARDED)
    assert can(without, permission) == (allowed and permission not in GUARDED)


@given(roles=ROLE_SETS)
def test_who_may_do_what_is_guarded_holds_a_privileged_role(roles):
    if allowed_to(roles) & GUARDED:
        assert is_privileged(roles)


@pytest.mark.parametrize("kind", list(Kind))
def test_who_runs_a_workspace_may_do_all_that_keeps_it(kind):
    runs = RUNS[kind]
    assert runs in roles_of(kind)
    keeps = GUARDED - {Permission.SHARE} | {Permission.ENTER, Permission.SEE_PEOPLE}
    assert keeps <= ROLES[runs].allows


def test_every_role_opens_its_workspace():
    assert all(Permission.ENTER in card.allows and card.kinds for card in ROLES.values())


def test_nobody_without_a_role_may_do_anything():
    assert not [p for p in Permission if can(seat(frozenset(), second_factor=True), p)]
