"""Sends a letter, and tries again later when that fails."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from mutualise.web.mail.models import Letter

logger = logging.getLogger(__name__)

ORDINARY: Final = 0
URGENT: Final = 50

# How long to wait after each try that failed; after the last one the letter is given up. The
# first are short, because someone may sit and wait for a code; in all it is about two days.
WAITS: Final = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (10, 30, 2 * 60, 10 * 60, 3600, 4 * 3600, 12 * 3600, 30 * 3600)
)


@task()
def deliver(letter_id: str) -> str:
    """Send one letter. Safe to repeat: a letter that was sent is no longer there."""
    letter = Letter.objects.filter(pk=letter_id, given_up_at__isnull=True).first()
    if letter is None:
        return "nothing to send"
    now = timezone.now()
    if letter.useless_at and letter.useless_at <= now:
        return give_up(letter, letter.problem or "it came too late to be of use", now)
    try:
        EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        return _after_failure(letter, problem, now)
    letter.delete()
    return "sent"


def _after_failure(letter: Letter, problem: Exception, now: dt.datetime) -> str:
    letter.tries += 1
    # The server's answer may hold the address, which is no business of a log.
    letter.problem = str(problem).replace(letter.to, "the address")[:300] or type(problem).__name__
    if is_final(problem) or letter.tries > len(WAITS):
        return give_up(letter, letter.problem, now)
    again = now + WAITS[letter.tries - 1]
    if letter.useless_at and again >= letter.useless_at:
        return give_up(letter, letter.problem, now)
    with transaction.atomic():
        letter.save()
        waiting = deliver.using(run_after=again, priority=URGENT if letter.useless_at else ORDINARY)
        waiting.enqueue(str(letter.pk))
    return "will be tried again"


def is_final(problem: Exception) -> bool:
    """Whether the mail server said that it will never take this letter."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        # Wrong today, and right as soon as the host has mended the setting.
        return False
    if isinstance(problem, smtplib.SMTPResponseException):
        return problem.smtp_code >= 500
    return isinstance(problem, ValueError)


def give_up(letter: Letter, why: str, now: dt.datetime) -> str:
    """Keep the letter without its text, so that `mutualise doctor` can tell of it."""
    letter.given_up_at, letter.problem, letter.text = now, why[:300], ""
    letter.save()
    domain = letter.to.rpartition("@")[2]
    logger.error(
        "Mail %s to someone at %s was given up after %d tries: %s. Check the mail settings with: "
        "mutualise doctor",
        letter.pk, domain, letter.tries, why,
    )  # fmt: skip
    return "given up"
