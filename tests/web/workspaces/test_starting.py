"""A person starts a workspace, and only those in it can reach it."""

from __future__ import annotations

import pytest

from mutualise.web.tenancy.models import Event, Workspace
from mutualise.web.tenancy.roles import Role
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db


def test_a_person_starts_a_workspace_and_runs_it():
    browser = signed_in(make_person("practice manager"))

    answer = browser.post("/workspaces/start/", {"title": "Practice A", "kind": "team"})

    workspace = Workspace.objects.get()
    assert answer.headers["Location"] == f"/workspaces/{workspace.address}/"
    assert "Practice A" in browser.get(answer.headers["Location"]).content.decode()
    kinds = list(Event.objects.filter(chain=str(workspace.id)).values_list("kind", flat=True))
    assert kinds == ["workspace.started", "workspace.role_given"]


def test_to_others_it_does_not_exist():
    workspace = make_workspace()
    stranger = signed_in(make_person("stranger"))

    assert stranger.get(f"/workspaces/{workspace.address}/").status_code == 404
    assert signed_in(seat_in(workspace, Role.VIEWER)).get(
        f"/workspaces/{workspace.address}/"
    ).status_code == 200  # fmt: skip
