"""Mail waits in the database until it is sent, and is tried again when that fails."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from mutualise.web.background.tasks import run_waiting_tasks
from mutualise.web.mail.actions import forget_old_letters, send_mail_later
from mutualise.web.mail.models import Letter
from mutualise.web.mail.tasks import WAITS, deliver
from tests.mail_server import MailServer, mail_server
from tests.site_process import free_port

pytestmark = pytest.mark.django_db
CODE = "Your code is KLMN-PQRS"


def write(**more: object) -> Letter:
    return send_mail_later(to="nurse@example.org", subject="Your code", text=CODE, **more)  # type: ignore[arg-type]


@pytest.fixture
def post(settings: Settings) -> Iterator[MailServer]:
    """A real mail server, and the site set up to use it."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def pretend_the_wait_is_over() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - dt.timedelta(seconds=1))


def test_mail_is_sent_once_and_nothing_of_it_is_kept(post: MailServer) -> None:
    write()
    assert not post.letters
    assert run_waiting_tasks() == 1
    assert len(post.letters) == 1
    assert CODE in post.letters[0]
    assert not Letter.objects.exists()
    assert "KLMN" not in str(DBTaskResult.objects.values_list())
    assert run_waiting_tasks() == 0


def test_mail_vanishes_with_the_change_that_asked_for_it() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert run_waiting_tasks() == 0
    assert not mail.outbox


def test_mail_is_tried_again_later_when_the_server_does_not_answer(
    settings: Settings, post: MailServer
) -> None:
    settings.EMAIL_PORT = free_port()
    letter = write()
    run_waiting_tasks()
    letter.refresh_from_db()
    assert (letter.tries, letter.given_up_at) == (1, None)
    assert "refused" in letter.problem.lower()
    # Not at once, which would only ask the same server again.
    assert run_waiting_tasks() == 0
    next_try = DBTaskResult.objects.get(status="READY").run_after
    assert dt.timedelta(0) < next_try - timezone.now() <= WAITS[0]

    settings.EMAIL_PORT = post.port
    pretend_the_wait_is_over()
    run_waiting_tasks()
    assert len(post.letters) == 1
    assert not Letter.objects.exists()


def test_each_wait_is_longer_and_in_the_end_the_log_says_that_it_was_given_up(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert list(WAITS) == sorted(WAITS)
    letter = write()
    tries = 0
    while run_waiting_tasks(at_most=1):
        tries += 1
        pretend_the_wait_is_over()
    letter.refresh_from_db()
    assert tries == letter.tries == len(WAITS) + 1
    assert letter.given_up_at
    assert not letter.text
    said = [line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR]
    assert len(said) == 1
    assert "to someone at example.org was given up after 9 tries" in said[0]
    assert "nurse" not in said[0]


def test_address_that_the_server_will_never_take_is_given_up_at_once(post: MailServer) -> None:
    post.answer = "550 no such person"
    letter = write()
    run_waiting_tasks()
    letter.refresh_from_db()
    assert (letter.tries, letter.given_up_at is None) == (1, False)
    assert "no such person" in letter.problem


def test_server_that_is_busy_is_asked_again(post: MailServer) -> None:
    post.answer = "450 come back later"
    letter = write()
    run_waiting_tasks()
    letter.refresh_from_db()
    assert letter.given_up_at is None


def test_code_that_has_ended_is_not_sent(post: MailServer) -> None:
    now = timezone.now()
    write(useful_for=dt.timedelta(minutes=10), now=now - dt.timedelta(minutes=10))
    letter = write(useful_for=dt.timedelta(minutes=10), now=now - dt.timedelta(minutes=9))
    run_waiting_tasks()
    assert len(post.letters) == 1
    assert not Letter.objects.filter(pk=letter.pk).exists()
    assert "too late" in Letter.objects.get().problem


def test_urgent_mail_goes_first() -> None:
    for number in range(3):
        send_mail_later(to="nurse@example.org", subject=f"Digest {number}", text="news")
    write(urgent=True)
    run_waiting_tasks()
    subjects = [letter.subject for letter in mail.outbox]
    assert (subjects[0], len(subjects)) == ("Your code", 4)


def test_subject_is_one_line_whatever_it_holds() -> None:
    send_mail_later(to="nurse@example.org", subject="Practice A\nBcc: all@example.org", text="x")
    run_waiting_tasks()
    assert mail.outbox[0].subject == "Practice A Bcc: all@example.org"


def test_task_that_is_run_twice_sends_once() -> None:
    letter = write()
    assert deliver.call(str(letter.pk)) == "sent"
    assert deliver.call(str(letter.pk)) == "nothing to send"
    assert len(mail.outbox) == 1


def test_what_was_given_up_is_forgotten_after_a_month() -> None:
    now = timezone.now()
    for days in (29, 31):
        Letter.objects.create(
            to="nurse@example.org", subject="x", text="", given_up_at=now - dt.timedelta(days=days)
        )
    write()
    forget_old_letters(now)
    assert Letter.objects.count() == 2
