"""What `mutualise doctor` says of a site: each trouble in a sentence, with a remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from mutualise.web import health
from mutualise.web.background.models import PeriodicRun
from mutualise.web.backups.rotation import back_up_daily
from mutualise.web.mail.actions import send_mail_later
from mutualise.web.mail.models import Letter
from tests.mail_server import mail_server
from tests.site_process import free_port

NOW = dt.datetime(2027, 3, 5, 12, tzinfo=dt.UTC)


def test_site_that_was_never_started_has_nothing_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUALISE_DATA", str(tmp_path))
    monkeypatch.delenv("MUTUALISE_SECRET_KEY")
    assert health.examine_site(NOW) == []


@pytest.mark.django_db
def test_site_in_good_health(monkeypatch: pytest.MonkeyPatch) -> None:
    # The connection is the test's own.
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    checks = health.examine_site(NOW)
    assert [check.name for check in checks] == ["Data", "Mail", "Backups", "Tasks", "Periodic work"]
    assert all(check.ok for check in checks)


@pytest.mark.django_db
def test_tables_of_an_older_release_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "waiting_migrations", lambda: ["tenancy.0009_new"])
    check = health.check_tables()
    assert "older than this program (1 changes wait)" in check.sentence
    assert not check.ok


def test_mail_server_that_answers_and_one_that_does_not(settings: Settings) -> None:
    settings.MAIL_IN_TERMINAL = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with mail_server() as post:
        settings.EMAIL_PORT = post.port
        assert health.check_mail().ok
    settings.EMAIL_PORT = free_port()
    check = health.check_mail()
    assert not check.ok
    assert "does not let the site in" in check.sentence
    assert "MUTUALISE_MAIL" in check.remedy


def test_site_for_others_needs_a_mail_server_and_backups(settings: Settings) -> None:
    settings.MAIL_IN_TERMINAL, settings.BACKUPS = True, None
    assert health.check_mail().ok
    assert health.check_backups(NOW).ok
    settings.HOSTS = ["mutual.example.org"]
    assert not health.check_mail().ok
    assert not health.check_backups(NOW).ok


def test_backup_that_is_missing_or_old_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUPS = tmp_path
    assert "There is no backup in" in health.check_backups(NOW).sentence
    (tmp_path / "mutualise-20270303T115900Z.zip").touch()
    assert not health.check_backups(NOW).ok
    (tmp_path / "mutualise-20270303T120000Z.zip").touch()
    check = health.check_backups(NOW)
    assert (check.ok, check.sentence) == (True, "The newest backup is of 3 March 2027, 12:00 UTC.")


def test_backup_of_the_day_is_made_once_and_only_where_a_folder_is_set(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[dt.datetime] = []

    class Whole:
        class findings:  # noqa: N801 - as on the manifest
            faults = ()

    def make(target: Path, now: dt.datetime) -> type[Whole]:
        made.append(now)
        target.touch()
        return Whole

    monkeypatch.setattr("mutualise.web.backups.rotation.make_backup", make)
    settings.BACKUPS = None
    back_up_daily(NOW)
    assert made == []
    settings.BACKUPS = tmp_path / "backups"
    for hours in (0, 1, 22, 23, 24):
        back_up_daily(NOW + dt.timedelta(hours=hours))
    assert made == [NOW, NOW + dt.timedelta(hours=23)]


@pytest.mark.django_db
def test_task_that_nobody_does_is_told() -> None:
    send_mail_later(to="nurse@example.org", subject="News", text="news")
    now = timezone.now()
    assert health.check_tasks(now).ok
    check = health.check_tasks(now + dt.timedelta(minutes=11))
    assert check.sentence == "1 task waited for more than 10 minutes."
    assert "mutualise work" in check.remedy


@pytest.mark.django_db
def test_mail_and_tasks_that_failed_are_told_for_a_week() -> None:
    now = timezone.now()
    send_mail_later(to="nurse@example.org", subject="News", text="news")
    DBTaskResult.objects.get().set_failed(ValueError("no"))
    assert health.check_tasks(now).sentence == "1 task failed in the last week."
    Letter.objects.update(given_up_at=now)
    assert health.check_tasks(now).sentence == "1 mail could not be sent in the last week."
    assert health.check_tasks(now + dt.timedelta(days=8)).ok


@pytest.mark.django_db
def test_periodic_work_that_failed_is_told() -> None:
    assert health.check_periodic_work(NOW).ok
    PeriodicRun.objects.create(name="digests", due_at=NOW, problem="no such table")
    assert health.check_periodic_work(NOW).sentence == "It failed: digests (no such table)."
