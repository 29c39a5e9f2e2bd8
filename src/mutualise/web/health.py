"""What `mutualise doctor` looks at once there is a site: its data, mail, backups and tasks."""

from __future__ import annotations

import datetime as dt
import os
import smtplib
from collections.abc import Callable
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.datafolder import data_folder, read_secret_key
from mutualise.doctor import Check, well, wrong
from mutualise.web.starting import CannotStart, start_django, waiting_migrations

# The site makes one each day; one may be missed while a laptop sleeps.
_BACKUP_AT_LEAST_EVERY: Final = dt.timedelta(days=2)
_TASK_WAITS_AT_MOST: Final = dt.timedelta(minutes=10)
_LOOKS_BACK: Final = dt.timedelta(days=7)


def examine_site(now: dt.datetime) -> list[Check]:
    """Every check of the site itself; none where it was never started."""
    if not read_secret_key(data_folder()) and not os.environ.get("MUTUALISE_SECRET_KEY"):
        return []
    try:
        start_django()
    except CannotStart as problem:
        remedy = "Mend the setting; docs/hosting.md explains each."
        return [wrong("Settings", f"The settings cannot be used: {problem}", remedy)]
    from django.db import DatabaseError, connections

    try:
        tables = check_tables()
    except DatabaseError as problem:
        return [_no_database(problem)]
    checks: list[Callable[[dt.datetime], Check]] = [check_backups]
    if tables.ok:
        checks += [check_tasks, check_periodic_work]
    try:
        return [tables, check_mail(), *(check(now) for check in checks)]
    finally:
        connections.close_all()


def _no_database(problem: Exception) -> Check:
    return wrong(
        "Data",
        f"The database cannot be reached ({str(problem).strip().splitlines()[0]}).",
        "Check that it runs, and that DATABASE_URL names it rightly.",
    )


def check_tables() -> Check:
    """The tables are as this release knows them."""
    waiting = waiting_migrations()
    if not waiting:
        return well("Data", "The database can be reached, and its tables are up to date.")
    return wrong(
        "Data",
        f"The tables are older than this program ({len(waiting)} changes wait).",
        "Make a backup with the release that ran before, then start the site: mutualise",
    )


def check_mail() -> Check:
    """Proved by speaking with the mail server, without sending anything."""
    from django.conf import settings
    from django.core.mail import get_connection

    if settings.MAIL_IN_TERMINAL:
        if not settings.HOSTS:
            return well("Mail", "Mail appears where the site was started: no mail server is set.")
        return wrong(
            "Mail",
            "No mail server is set, so nobody but the person at this computer can sign in.",
            "Set it, for example: MUTUALISE_MAIL=smtp://user:password@mail.example.org:587",
        )
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            return well("Mail", f"The mail server {server} answers.")
    except (OSError, smtplib.SMTPException) as problem:
        return wrong(
            "Mail",
            f"The mail server {server} does not let the site in ({problem}).",
            "Check MUTUALISE_MAIL: the name, the port, and the user and password in it.",
        )


def check_backups(now: dt.datetime) -> Check:
    """There is a recent one, where a folder for them is set."""
    from django.conf import settings

    from mutualise.web.backups import newest_backup

    if settings.BACKUPS is None:
        sentence = "No folder for backups is set."
        if not settings.HOSTS:
            return well("Backups", f"{sentence} To make one: mutualise backup FILE")
        return wrong("Backups", sentence, "Set one on another drive: MUTUALISE_BACKUPS=FOLDER")
    newest = newest_backup(settings.BACKUPS)
    if newest is None:
        return wrong(
            "Backups",
            f"There is no backup in {settings.BACKUPS}.",
            "Make one: mutualise backup. The site makes one each day while it runs.",
        )
    sentence = f"The newest backup is of {written_date(newest.date())}, {newest:%H:%M} UTC."
    if now - newest <= _BACKUP_AT_LEAST_EVERY:
        return well("Backups", sentence)
    return wrong("Backups", sentence, "Look in the log why there is none since, and make one now.")


def check_tasks(now: dt.datetime) -> Check:
    """Nothing waits for long, and nothing failed in the last week."""
    from django_tasks_db.models import DBTaskResult

    from mutualise.web.mail.models import Letter

    late = DBTaskResult.objects.ready().filter(enqueued_at__lte=now - _TASK_WAITS_AT_MOST)
    late = late.exclude(run_after__gt=now - _TASK_WAITS_AT_MOST, run_after__lte=now)
    if count := late.count():
        return wrong(
            "Tasks",
            f"{_many(count, 'task')} waited for more than 10 minutes.",
            "Start the site without --no-worker, or run: mutualise work",
        )
    if count := Letter.objects.filter(given_up_at__gt=now - _LOOKS_BACK).count():
        return wrong(
            "Tasks",
            f"{_many(count, 'mail')} could not be sent in the last week.",
            "The log says why. Check the mail settings.",
        )
    if count := DBTaskResult.objects.failed().filter(finished_at__gt=now - _LOOKS_BACK).count():
        return wrong(
            "Tasks", f"{_many(count, 'task')} failed in the last week.", "The log says why."
        )
    return well("Tasks", "No task waits, and none failed in the last week.")


def check_periodic_work(now: dt.datetime) -> Check:
    """Each work that comes round went well the last time."""
    from mutualise.web.background.models import PeriodicRun

    failed = PeriodicRun.objects.exclude(problem="").order_by("name").first()
    if failed:
        return wrong(
            "Periodic work",
            f"It failed: {failed.name} ({failed.problem}).",
            "The log says more. To try it now: mutualise tick --all",
        )
    return well("Periodic work", "It went well the last time.")


def _many(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else f'{word}s'}"
