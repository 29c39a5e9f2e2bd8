"""The tasks that wait: run them, give back what a killed process left, forget old results."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Final

from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from mutualise.web.retention import kept_since

# A task ends within this time. One that seems to run longer was left by a killed process.
LONGEST: Final = dt.timedelta(minutes=5)
# How often a task is begun again that never ended: it may be what kills the process.
BEGUN_AT_MOST: Final = 3


def run_waiting_tasks(stop: threading.Event | None = None, at_most: int = 50) -> int:
    """Run tasks that are due, the urgent ones first, until none is left or `stop` is set."""
    done = 0
    # Asked without a lock: taking a task locks the database for a moment, asking does not.
    while done < at_most and not (stop and stop.is_set()) and DBTaskResult.objects.ready().exists():
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
        )
        worker.run()
        done += 1
    return done


def give_back_abandoned_tasks(now: dt.datetime) -> None:
    """Let a task wait again whose process was killed; give it up when that happens repeatedly."""
    left = DBTaskResult.objects.running().filter(started_at__lte=now - LONGEST)
    for task in left:
        if len(task.worker_ids) < BEGUN_AT_MOST:
            left.filter(pk=task.pk).update(status=TaskResultStatus.READY)
        else:
            task.set_failed(RuntimeError(f"Its process ended {BEGUN_AT_MOST} times before it did."))


def forget_old_tasks(now: dt.datetime) -> None:
    """Remove the results of tasks that ended a while ago."""
    DBTaskResult.objects.successful().filter(finished_at__lte=kept_since("tasks", now)).delete()
    DBTaskResult.objects.failed().filter(finished_at__lte=kept_since("failures", now)).delete()
