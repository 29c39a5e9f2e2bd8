"""Makes people with accounts on a site, for journeys that begin where sign-in has ended.

Run in a process of its own, on the data folder of a site: it prints a session for each, as JSON.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutualise.web.settings")

EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"


def main() -> dict[str, Any]:
    """One who looks after the site and has set up everything; one with nothing; one long idle."""
    from mutualise import datafolder

    datafolder.prepare(Path(os.environ["MUTUALISE_DATA"]))
    import django

    django.setup()
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP
    from allauth.usersessions.models import UserSession
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from mutualise.web.administration.actions import grant_administration
    from tests.web.people import make_person, make_workspace, signed_in

    call_command("migrate", verbosity=0)
    keeper, nurse, away = (make_person(label) for label in ("keeper", "nurse", "away"))
    grant_administration(to=keeper, days=7, why="Covers a holiday", now=timezone.now())
    make_workspace(nurse, title="Practice A")
    TOTP.activate(keeper, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    RecoveryCodes.activate(keeper)
    UserSession.objects.create(
        user=keeper, ip="192.0.2.1", session_key=_other(keeper), user_agent=EDGE
    )
    clients = {
        "keeper": signed_in(keeper, second_factor=True),
        "nurse": signed_in(nurse, second_factor=True),
        "away": signed_in(away, second_factor=True),
    }
    _only_by_code(clients["nurse"], time.time())
    # Long enough ago that they are asked again before a change.
    _only_by_code(clients["away"], time.time() - 3600)
    cookie = settings.SESSION_COOKIE_NAME
    return {
        "cookie": cookie,
        "signed_in": settings.SIGNED_IN_COOKIE_NAME,
        "sessions": {label: each.cookies[cookie].value for label, each in clients.items()},
        "nurse": str(nurse.pk),
    }


def _other(person: Any) -> str:
    """The key of another session of the same person."""
    from tests.web.people import signed_in

    return str(signed_in(person).session.session_key)


def _only_by_code(client: Any, at: float) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": at}]
    session.save()


if __name__ == "__main__":
    print(json.dumps(main()))
