"""Starts the site: data folder, key, tables, then the server."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mutualise import datafolder, doctor
from mutualise.web.companion import beside
from mutualise.web.starting import CannotStart, data_in_use, database_in_use, start_django

# Four threads for each process: the server's own choice is 256, which makes the slowest answers
# slower still. Windows cannot share a port between processes.
WORKERS: Final = 1 if sys.platform == "win32" else 2
THREADS: Final = 4
# Seconds that a worker has to finish what it is doing.
KILL_AFTER: Final = 5
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(folder: Path, host: str, port: int, *, worker: bool = True) -> None:
    """Run until interrupted, with the work in the background unless that is done elsewhere."""
    refuse_what_cannot_work(folder, host, port)
    try:
        datafolder.prepare(folder)
    except OSError as problem:
        raise CannotStart(f"The data folder {folder} could not be made ({problem}).") from problem
    with data_in_use(folder):
        migrate()
        refuse_dangerous_settings()
        announce = threading.Thread(
            target=print_address_when_ready, args=(host, port, print), daemon=True
        )
        announce.start()
        with beside() if worker else contextlib.nullcontext():
            run_server(host, port)


def refuse_what_cannot_work(folder: Path, host: str, port: int) -> None:
    """The checks whose failure would damage data or confuse visitors."""
    checks = [
        doctor.check_static_files(doctor.COLLECTED),
        doctor.check_folder(folder),
        doctor.check_port(host, port),
    ]
    # With PostgreSQL there is no database in the folder that a network drive could damage.
    if not os.environ.get("DATABASE_URL"):
        checks.append(doctor.check_drive(folder, doctor.filesystem(folder)))
    for check in checks:
        if not check.ok:
            raise CannotStart(f"{check.sentence} {check.remedy}")
    if host not in _LOCAL and not os.environ.get("MUTUALISE_HOSTS"):
        raise CannotStart(
            f"With --host {host} other computers can reach this one, but the site does not know "
            "under which name. Set it, for example: MUTUALISE_HOSTS=mutualise.example.org"
        )


def migrate() -> None:
    """Bring the tables up to date."""
    start_django()
    from django.core.management import call_command

    with database_in_use():
        call_command("migrate", interactive=False, verbosity=0)


def refuse_dangerous_settings() -> None:
    """Ask the checks for hosts: every fault at once, each with its remedy."""
    from django.core.checks import ERROR, run_checks

    from mutualise.web.hosting.checks import TAG

    found = run_checks(tags=[TAG])
    faults = [f"{check.msg} {check.hint}" for check in found if check.level >= ERROR]
    if faults:
        raise CannotStart("\n".join(faults))
    for check in found:
        print(f"{check.msg} {check.hint}", file=sys.stderr)


def run_server(host: str, port: int) -> None:
    """Hand over to the server until it is interrupted."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    class Site(MPServer):
        """Ends when its terminal is closed, where the server by itself would start anew."""

        def signal_handler_reload(self, *args: object, **kwargs: object) -> None:
            # The server states types for little of itself.
            self.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    server = Site(
        "mutualise.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        # One that is killed, by a system short of memory for example, is started again.
        respawn_failed_workers=True,
        # Its warnings are about tuning, and about workers that in truth have just ended.
        log_level=LogLevels.error,
        # A visitor's upload is taken in before it is refused, so stopping may take a moment.
        workers_kill_timeout=KILL_AFTER,
    )
    server.serve(target_loader=load_worker, wrap_loader=False)


def load_worker() -> Callable[..., object]:
    """What each worker serves."""
    if sys.platform != "win32":
        # A terminal sends Ctrl-C to every process of its group. A worker that hears it from there
        # and from the server too does not stop; so it leaves the group and hears the server alone.
        os.setpgid(0, 0)
        threading.Thread(target=end_with_server, daemon=True).start()
    from mutualise.web.wsgi import application

    return application


def print_address_when_ready(
    host: str, port: int, say: Callable[[str], object], *, wait: float = 60
) -> None:
    """Print the one sentence once the address answers, so that a quick click finds the site."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    ends = time.monotonic() + wait
    while time.monotonic() < ends:
        if answers(shown, port):
            break
        time.sleep(0.05)
    say(f"Mutualise is running at {address} - press Ctrl-C to stop.")
    sys.stdout.flush()


def answers(host: str, port: int) -> bool:
    """Whether the site gives any answer. Asked directly, whatever proxy this computer uses."""
    with contextlib.closing(http.client.HTTPConnection(host, port, timeout=5)) as connection:
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
    return True


def end_with_server() -> None:
    """End a worker whose server was killed, or it would hold on to the port.

    The server is known from how the worker was started, not by asking for the parent now: it
    may have been killed before the worker came this far.
    """
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)
        # A worker that is still starting does not act on that yet, and nobody is left to ask again.
        time.sleep(KILL_AFTER)
        os._exit(1)
