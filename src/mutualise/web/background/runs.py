"""Does periodic work when it is due, once, however many processes ask for it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone

from mutualise.web.background.models import PeriodicRun

logger = logging.getLogger(__name__)

# No periodic work takes longer; after this time it is taken to have been killed.
LONGEST: Final = dt.timedelta(minutes=15)
# A work that failed is tried again after this time, or when it is due, if that is sooner.
AFTER_FAILURE: Final = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """Work that comes round. `run` must be safe to repeat: it may be killed and begun again."""

    name: str
    every: dt.timedelta
    in_words: str
    run: Callable[[dt.datetime], object]


@dataclass(frozen=True)
class Done:
    """A job that was done now, and what went wrong, if anything."""

    job: Job
    problem: str = ""


def do_what_is_due(
    jobs: Iterable[Job], now: dt.datetime, *, all_of_them: bool = False
) -> list[Done]:
    """Do each job that is due and that no other process is doing."""
    return [_do(job, now) for job in jobs if _take(job, now, all_of_them=all_of_them)]


def _take(job: Job, now: dt.datetime, *, all_of_them: bool) -> bool:
    PeriodicRun.objects.get_or_create(name=job.name, defaults={"due_at": now})
    free = PeriodicRun.objects.filter(
        Q(taken_until__isnull=True) | Q(taken_until__lte=now), name=job.name
    )
    if not all_of_them:
        free = free.filter(due_at__lte=now)
    # One statement: of two processes that ask at once, the database lets one change the row.
    return free.update(taken_until=now + LONGEST) == 1


def _do(job: Job, now: dt.datetime) -> Done:
    problem = ""
    try:
        job.run(now)
    except Exception as failure:
        # The other jobs are still to be done, whatever this one met.
        logger.exception("Periodic work failed: %s", job.name)
        problem = (str(failure) or type(failure).__name__)[:300]
    wait = min(job.every, AFTER_FAILURE) if problem else job.every
    PeriodicRun.objects.filter(name=job.name).update(
        due_at=now + wait, taken_until=None, ended_at=timezone.now(), problem=problem
    )
    return Done(job, problem)
