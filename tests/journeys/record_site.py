"""A site with one workspace that has a record, and the cookie of whoever runs it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.web.audit.chains import ROOT, environment

FILL = """
import datetime as dt, json
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from mutualise.web.audit.actions import make_checkpoint
from mutualise.web.audit.selectors import chain_of
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.actions import give_role
from tests.web.people import make_person, make_workspace, signed_in

manager, nurse = make_person("practice manager"), make_person("nurse 12")
workspace = make_workspace(manager)
give_role(by=manager, workspace=workspace, person=nurse, role=Role.EDITOR)
facts = ["team.kind", "contract.type", "partners.count"]
with transaction.atomic():
    for number in range(60):
        changes = [{"place": "present", "fact": facts[number % 3], "seal": ""}]
        record("case.changed", by=(manager, nurse)[number % 2], workspace=workspace,
               body={"changes": changes})
    record("question.asked", by=None, workspace=workspace, body={"topic": "pension"})
make_checkpoint(chain=chain_of(workspace), now=timezone.now())
client = signed_in(manager, second_factor=True)
name = settings.SESSION_COOKIE_NAME
print(workspace.address, name, client.cookies[name].value)
"""


@dataclass(frozen=True)
class Filled:
    """The address of the workspace, and the session of its practice manager."""

    workspace: str
    cookie: str
    session: str


def fill(folder: Path) -> Filled:
    """Put a workspace into a data folder, before a site is started there."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", FILL],
        env=environment(folder, ""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Filled(*done.stdout.split())
