"""The process beside the server that does the work in the background.

It is `mutualise work`, started by the server. Its input is a pipe that only the server holds
open: when the server ends, however it ends, the pipe closes and the companion ends too. That works
alike on every system, where signals do not.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Final

# Seconds that a task has to finish when the server stops.
_ENDS_WITHIN: Final = 5
# Seconds before one that failed is started again.
_STARTED_AGAIN_AFTER: Final = 5
COMMAND: Final = ("-m", "mutualise", "work", "--with-server")


class Companion:
    """Keeps the process running until it is told to end."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        # The data folder and the database are known to it from the environment.
        return subprocess.Popen([sys.executable, *COMMAND], stdin=subprocess.PIPE)

    def _watch(self) -> None:
        while not self._ending.is_set():
            # One that was interrupted together with the server ended well, and stays ended.
            if self._process.wait() == 0 or self._ending.wait(_STARTED_AGAIN_AFTER):
                return
            self._process = self._start()

    def end(self) -> None:
        """Let it finish the task at hand, then end it."""
        self._ending.set()
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(timeout=_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            # Its task is given to the next one.
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def beside() -> Iterator[None]:
    """Work in the background for as long as the block runs."""
    companion = Companion()
    try:
        yield
    finally:
        companion.end()
