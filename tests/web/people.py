"""People, workspaces and signed-in browsers for the tests: role labels, no invented names."""

from __future__ import annotations

import time

from allauth.account.models import EmailAddress
from django.test import Client

from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.roles import Kind, Role
from mutualise.web.workspaces.actions import give_role, start_workspace


def make_person(label: str = "owner") -> Person:
    """A person known by a label, such as "practice manager"."""
    address = f"{label.lower().replace(' ', '-')}@example.org"
    known = Person.objects.filter(email=address).first()
    if known:
        return known
    person = Person.objects.create_user(address, f"{label[:1].upper()}{label[1:]}")
    # As it is after the first sign-in, when a code has shown that the address is theirs.
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def make_workspace(
    owner: Person | None = None, kind: Kind = Kind.TEAM, title: str = "Practice A"
) -> Workspace:
    """A workspace and the person who runs it."""
    return start_workspace(by=owner or make_person(), kind=kind, title=title)


def seat_in(workspace: Workspace, role: Role, label: str = "") -> Person:
    """A person who holds a role in a workspace."""
    person = make_person(label or role.value)
    give_role(by=person, workspace=workspace, person=person, role=role)
    return person


def signed_in(person: Person, *, second_factor: bool = False) -> Client:
    """The browser of a person, as it is after signing in."""
    client = Client()
    # As the database has them now: ending every session changes what a new one is sealed with.
    person = Person.objects.get(pk=person.pk)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "code", "at": time.time()},
            {"method": "mfa", "type": "totp", "at": time.time()},
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client
