"""Tasks and periodic work: done once, whoever asks, and never lost with the process that did it."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mutualise.web.background import worker
from mutualise.web.background.models import PeriodicRun
from mutualise.web.background.runs import AFTER_FAILURE, LONGEST, Job, do_what_is_due
from mutualise.web.background.tasks import (
    BEGUN_AT_MOST,
    forget_old_tasks,
    give_back_abandoned_tasks,
    run_waiting_tasks,
)
from mutualise.web.mail.actions import send_mail_later
from mutualise.web.periodic import JOBS

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


class Counted:
    """A job that counts how often it was done."""

    def __init__(self, name: str = "count", problem: Exception | None = None) -> None:
        self.times: list[dt.datetime] = []
        self.problem = problem
        self.job = Job(name, HOUR, "Count.", self.run)

    def run(self, now: dt.datetime) -> None:
        self.times.append(now)
        if self.problem:
            raise self.problem


def test_work_is_done_when_it_is_due_and_not_before() -> None:
    counted = Counted()
    for minutes in (0, 1, 59, 60, 61, 119, 125):
        do_what_is_due([counted.job], NOON + dt.timedelta(minutes=minutes))
    assert counted.times == [NOON + dt.timedelta(minutes=at) for at in (0, 60, 125)]


def test_work_that_another_process_does_now_is_left_to_it() -> None:
    counted, inner = Counted(), Counted()

    def while_it_is_done(now: dt.datetime) -> None:
        counted.run(now)
        do_what_is_due([inner.job], now, all_of_them=True)

    do_what_is_due([Job("count", HOUR, "Count.", while_it_is_done)], NOON)
    assert (len(counted.times), inner.times) == (1, [])


def test_work_of_a_process_that_was_killed_is_done_by_another() -> None:
    counted = Counted()
    PeriodicRun.objects.create(name="count", due_at=NOON, taken_until=NOON + LONGEST)
    assert not do_what_is_due([counted.job], NOON + LONGEST - dt.timedelta(seconds=1))
    assert do_what_is_due([counted.job], NOON + LONGEST)


def test_failure_is_logged_kept_and_tried_again_soon_and_the_rest_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing, other = Counted("failing", ValueError("no such table")), Counted("other")
    done = do_what_is_due([failing.job, other.job], NOON)
    assert [each.problem for each in done] == ["no such table", ""]
    assert "Periodic work failed: failing" in caplog.text
    assert PeriodicRun.objects.get(name="failing").problem == "no such table"
    assert len(other.times) == 1
    failing.problem = None
    do_what_is_due([failing.job, other.job], NOON + AFTER_FAILURE)
    assert (len(failing.times), len(other.times)) == (2, 1)
    assert not PeriodicRun.objects.get(name="failing").problem


def test_everything_can_be_done_now_due_or_not() -> None:
    counted = Counted()
    for _ in range(2):
        do_what_is_due([counted.job], NOON, all_of_them=True)
    assert len(counted.times) == 2


def test_names_of_periodic_work_are_unique_and_each_says_what_it_does() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.in_words.endswith(".") and job.every > dt.timedelta(0) for job in JOBS)
    assert not any(done.problem for done in do_what_is_due(JOBS, NOON))


def test_sessions_that_have_ended_are_removed() -> None:
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOON + hours * HOUR)
    do_what_is_due(JOBS, NOON)
    assert Session.objects.get().session_key == "open"


def waiting_task() -> DBTaskResult:
    send_mail_later(to="nurse@example.org", subject="News", text="news")
    return DBTaskResult.objects.get(status=TaskResultStatus.READY)


def test_task_of_a_process_that_was_killed_is_begun_again() -> None:
    task = waiting_task()
    task.claim("a process that is killed now")
    assert run_waiting_tasks() == 0
    give_back_abandoned_tasks(timezone.now())
    assert run_waiting_tasks() == 0
    give_back_abandoned_tasks(timezone.now() + HOUR)
    assert run_waiting_tasks() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL


def test_task_that_always_kills_its_process_is_given_up() -> None:
    task = waiting_task()
    for _ in range(BEGUN_AT_MOST):
        task.refresh_from_db()
        task.claim("a process that is killed now")
        give_back_abandoned_tasks(timezone.now() + HOUR)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


def test_old_results_are_forgotten_and_failures_are_kept_longer() -> None:
    good, bad = waiting_task(), None
    good.set_successful("sent")
    bad = waiting_task()
    bad.set_failed(ValueError("no"))
    for days, left in ((6, 2), (8, 1), (31, 0)):
        forget_old_tasks(timezone.now() + dt.timedelta(days=days))
        assert DBTaskResult.objects.count() == left


def test_worker_waits_for_a_database_that_is_away_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, looks = threading.Event(), []

    def look(_: object) -> int:
        looks.append(1)
        if len(looks) < 3:
            raise OperationalError("the server is away")
        stop.set()
        return 0

    monkeypatch.setattr(worker, "run_waiting_tasks", look)
    monkeypatch.setattr(worker, "_PAUSE_WITHOUT_DATABASE", 0)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.work((), stop)
    assert len(looks) == 3
    assert caplog.text.count("waits for the database: the server is away") == 1
    assert caplog.text.count("The database is back") == 1
