"""What whoever runs the site reads in their terminal: the mail, where no mail server is set up."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import IO

from tests.site_process import free_port, start_site


class Terminal:
    """The lines that a site prints, as they come."""

    def __init__(self, site: Popen[str], port: int) -> None:
        self.port = port
        self.text = ""
        self._readers = [
            threading.Thread(target=self._read, args=(stream,), daemon=True)
            for stream in (site.stdout, site.stderr)
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self.text += line

    def close(self) -> None:
        """Once the site has ended, and with it what it printed."""
        for reader in self._readers:
            reader.join(timeout=30)

    def wait_for(self, pattern: str, start: int = 0, seconds: float = 30) -> re.Match[str]:
        """The first place after `start` where this is printed."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := re.compile(pattern, re.MULTILINE | re.DOTALL).search(self.text, start):
                return found
            time.sleep(0.05)
        raise AssertionError(f"{pattern} was not printed:\n{self.text[start:]}")

    def code_for(self, address: str, start: int) -> str:
        """The code in the mail to this address that is printed after `start`."""
        pattern = rf"^To: {re.escape(address)}\n(?:(?!^To: ).)*?^(\d{{4}}-\d{{4}})$"
        return self.wait_for(pattern, start).group(1)


@contextmanager
def site_in_a_terminal(folder: Path, **environment: str) -> Iterator[Terminal]:
    """A site that was started by hand, and what it prints."""
    port = free_port()
    site = start_site(folder, port, **environment)
    terminal = Terminal(site, port)
    try:
        terminal.wait_for("Mutualise is running at", seconds=60)
        yield terminal
    finally:
        site.terminate()
        site.wait(timeout=30)
        terminal.close()
