"""`mutualise work` and `mutualise tick`: what the site does without being asked."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
from collections.abc import Callable

from mutualise import datafolder
from mutualise.web.starting import data_in_use, database_in_use, refuse_old_tables, start_django


def work(*, with_server: bool) -> None:
    """Do periodic work and waiting tasks until interrupted, or until the server ends."""
    stop = threading.Event()
    stop_when_told(stop)
    if with_server:
        threading.Thread(target=stop_when_input_closes, args=(stop,), daemon=True).start()
    start_django()
    from mutualise.web.background import worker
    from mutualise.web.periodic import JOBS

    with data_in_use(datafolder.data_folder()):
        worker.work(JOBS, stop)


def tick(say: Callable[[str], object], *, all_of_them: bool = False) -> bool:
    """Do what is due once, and the waiting tasks; whether all of it went well."""
    start_django()
    with data_in_use(datafolder.data_folder()), database_in_use():
        refuse_old_tables()
        from mutualise.web.background.runs import do_what_is_due
        from mutualise.web.background.tasks import run_waiting_tasks
        from mutualise.web.periodic import JOBS

        done = do_what_is_due(JOBS, dt.datetime.now(dt.UTC), all_of_them=all_of_them)
        for each in done:
            say(f"{each.job.in_words} {f'Failed: {each.problem}' if each.problem else 'Done.'}")
        tasks = run_waiting_tasks(at_most=1000)
    if not done and not tasks:
        say("Nothing is due.")
    elif tasks:
        say(f"Ran {tasks} waiting {'task' if tasks == 1 else 'tasks'}.")
    return not any(each.problem for each in done)


def stop_when_told(stop: threading.Event) -> None:
    """Finish the task at hand on Ctrl-C, on a service manager's word and on a closed terminal."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())


def stop_when_input_closes(stop: threading.Event) -> None:
    """The server holds the other end of the pipe, and nothing is ever written to it."""
    # Read without Python's buffers, which would be locked when the process ends.
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()
