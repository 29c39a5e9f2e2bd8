"""Puts people into a workspace of a site, for journeys that begin where sign-in has ended.

Run in a process of its own, on the data folder of a site: it prints the address of the workspace
and a session for each person, as JSON. Sign-in itself has a journey of its own.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutualise.web.settings")


def main(title: str, seats: dict[str, str]) -> dict[str, Any]:
    """Seat people by label and role in a new workspace; the first of them runs it."""
    from mutualise import datafolder

    datafolder.prepare(Path(os.environ["MUTUALISE_DATA"]))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from mutualise.web.tenancy.roles import Role
    from mutualise.web.workspaces.actions import give_role, start_workspace
    from tests.web.people import Kind, make_person, signed_in

    call_command("migrate", verbosity=0)
    people = {label: make_person(label) for label in seats}
    owner = next(iter(people.values()))
    workspace = start_workspace(by=owner, kind=Kind.TEAM, title=title)
    for label, role in seats.items():
        give_role(by=owner, workspace=workspace, person=people[label], role=Role(role))
    cookie = settings.SESSION_COOKIE_NAME
    sessions = {
        label: signed_in(person, second_factor=True).cookies[cookie].value
        for label, person in people.items()
    }
    return {"workspace": workspace.address, "cookie": cookie, "sessions": sessions}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
