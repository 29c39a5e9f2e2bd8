"""Asking for mail to be sent, within the change that is the reason for it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from mutualise.web.mail.models import Letter
from mutualise.web.mail.tasks import ORDINARY, URGENT, deliver
from mutualise.web.retention import kept_since


@transaction.atomic
def send_mail_later(
    *,
    to: str,
    subject: str,
    text: str,
    useful_for: dt.timedelta | None = None,
    urgent: bool = False,
    now: dt.datetime | None = None,
) -> Letter:
    """Send plain text in the background, within a second or so where work is done beside the site.

    Called inside a transaction, the mail lands or vanishes with it. `useful_for` says when it is
    no use to send it any more; `urgent` puts it before other mail, for someone who is waiting.
    """
    asked = now or timezone.now()
    letter = Letter.objects.create(
        to=to,
        # A subject is one line, whatever the name of a workspace in it holds.
        subject=" ".join(subject.split())[:200],
        text=text,
        asked_at=asked,
        useless_at=asked + useful_for if useful_for else None,
    )
    deliver.using(priority=URGENT if urgent else ORDINARY).enqueue(str(letter.pk))
    return letter


def forget_old_letters(now: dt.datetime) -> None:
    """Remove what was given up long ago: by then its host has seen it, or never will."""
    Letter.objects.filter(given_up_at__lte=kept_since("failures", now)).delete()
