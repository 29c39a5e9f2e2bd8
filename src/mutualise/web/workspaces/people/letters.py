"""The letter of an invitation: plain text, no secret in it, and nothing that acts."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from mutualise.calendars.words import written_date
from mutualise.web.mail.actions import send_mail_later
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.people.selectors import titles_of

SUBJECT = "You are invited to a workspace on Mutualise"


def letter(
    *, title: str, inviter: str, email: str, roles: frozenset[Role], page: str, ends_at: dt.datetime
) -> str:
    """What the invited person reads."""
    day = written_date(timezone.localdate(ends_at))
    return f"""{inviter} invites you to the workspace “{title}” on Mutualise.

Your part there: {titles_of(roles)}.

To answer:
1. Open {page}
2. Sign in, or make an account, with this address: {email}
3. Accept or decline under “Your invitations”.

You can answer until {day}. If you did not expect this letter, do nothing.

Mutualise helps NHS and care teams plan an organisation that its staff or community own.
This letter holds no password and no code. Nothing happens until you sign in and accept.
"""


def send_letter(
    workspace: Workspace,
    *,
    by: Person,
    email: str,
    roles: frozenset[Role],
    site: str,
    ends_at: dt.datetime,
    now: dt.datetime,
) -> None:
    """Send the letter in the background; it vanishes with an invitation that was not saved."""
    text = letter(
        title=workspace.title,
        # The address, which was shown to be theirs, and not a name that anyone can choose.
        inviter=by.email,
        email=email,
        roles=roles,
        page=f"{site}/workspaces/",
        ends_at=ends_at,
    )
    send_mail_later(to=email, subject=SUBJECT, text=text, useful_for=ends_at - now, now=now)
