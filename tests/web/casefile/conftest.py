"""A team with a case, and browsers of its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from mutualise.casefile import CaseFile
from mutualise.web.casefile.store import StoredCase, read_case_of
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_person, make_workspace, seat_in, signed_in


@dataclass
class Team:
    """A workspace, and what its people do in it."""

    workspace: Workspace
    owner: Person

    @property
    def path(self) -> str:
        return f"/workspaces/{self.workspace.address}"

    @property
    def stored(self) -> StoredCase:
        return read_case_of(self.workspace)

    @property
    def case(self) -> CaseFile:
        return self.stored.case

    def browser(self, role: Role, label: str = "") -> Client:
        """Someone who holds a role, signed in."""
        return signed_in(seat_in(self.workspace, role, label))

    def answer(
        self, browser: Client, fact: str, answer: str, seen: int | None = None
    ) -> HttpResponse:
        """Answer a question on its page, having seen a state of the case."""
        sent = {"answer": answer, "seen": str(self.stored.revision if seen is None else seen)}
        return browser.post(f"{self.path}/structures/question/{fact}/", sent)


@pytest.fixture
def team(db: None) -> Team:
    owner = make_person("practice manager")
    return Team(make_workspace(owner), owner)


Page = Callable[[str], str]
