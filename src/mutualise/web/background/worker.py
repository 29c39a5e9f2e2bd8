"""The loop that does periodic work and waiting tasks, beside the site or alone."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from typing import Final

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from mutualise.web.background.runs import Job, do_what_is_due
from mutualise.web.background.tasks import run_waiting_tasks

logger = logging.getLogger(__name__)

# Seconds between two looks. Someone may sit and wait for a code by e-mail.
PAUSE: Final = 0.5
_LOOK_FOR_PERIODIC_WORK_EVERY: Final = 20.0
_PAUSE_WITHOUT_DATABASE: Final = 5.0


def work(jobs: Iterable[Job], stop: threading.Event) -> None:
    """Work until told to stop. A database that is away for a while is waited for."""
    looked, well, known = float("-inf"), True, tuple(jobs)
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - looked >= _LOOK_FOR_PERIODIC_WORK_EVERY:
                looked = time.monotonic()
                do_what_is_due(known, timezone.now())
            run_waiting_tasks(stop)
        except DatabaseError as problem:
            if well:
                logger.error("Work in the background waits for the database: %s", problem)  # noqa: TRY400 - the reason is enough, and it may last for hours
            well = False
            connections.close_all()
            stop.wait(_PAUSE_WITHOUT_DATABASE)
            continue
        if not well:
            logger.warning("The database is back, and work in the background goes on.")
        well = True
        stop.wait(PAUSE)
    connections.close_all()
