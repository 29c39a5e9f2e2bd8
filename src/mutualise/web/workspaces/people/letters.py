"""The letter of an invitation: plain text, no secret in it, and nothing that acts."""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.people.selectors import titles_of

logger = logging.getLogger(__name__)

SUBJECT = "You are invited to a workspace on Mutualise"


def letter(
    *, title: str, inviter: str, email: str, roles: frozenset[Role], page: str, ends_at: dt.datetime
) -> str:
    """What the invited person reads."""
    day = timezone.localtime(ends_at)
    return f"""{inviter} invites you to the workspace “{title}” on Mutualise.

Your part there: {titles_of(roles)}.

To answer:
1. Open {page}
2. Sign in, or make an account, with this address: {email}
3. Accept or decline under “Your invitations”.

You can answer until {day.day} {day:%B %Y}. If you did not expect this letter, do nothing.

Mutualise helps NHS and care teams plan an organisation that its staff or community own.
This letter holds no password and no code. Nothing happens until you sign in and accept.
"""


def send_when_saved(
    workspace: Workspace,
    *,
    by: Person,
    email: str,
    roles: frozenset[Role],
    site: str,
    ends_at: dt.datetime,
) -> None:
    """Send the letter once the invitation is saved, and not if it is rolled back."""
    text = letter(
        title=workspace.title,
        # The address, which was shown to be theirs, and not a name that anyone can choose.
        inviter=by.email,
        email=email,
        roles=roles,
        page=f"{site}/workspaces/",
        ends_at=ends_at,
    )
    transaction.on_commit(partial(_send, email, text))


def _send(email: str, text: str) -> None:
    try:
        send_mail(SUBJECT, text, None, [email])
    except (SMTPException, OSError):
        # The invitation stands; the page offers to send the letter again.
        logger.exception("The letter of an invitation could not be sent")
