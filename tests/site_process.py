"""Starts the site as a person does, in a process of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def clean_environment(**more: str) -> dict[str, str]:
    """What the site is started with: its own settings, not those of the tests."""
    own = ("DJANGO_", "MUTUALISE_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    # A journey fills in forms faster than any person.
    return {**kept, "MUTUALISE_WRITE_LIMIT": "0", **more}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def start_site(folder: Path, port: int, *options: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mutualise", "--port", str(port), "--data", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(**environment),
        # A group of its own, as a terminal gives to what is started in it.
        start_new_session=True,
    )


@contextmanager
def running_site(folder: Path, **environment: str) -> Iterator[str]:
    """The address of a site that answers."""
    port = free_port()
    server = start_site(folder, port, **environment)
    assert server.stdout
    try:
        sentence = server.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        if address not in sentence:
            server.terminate()
            raise AssertionError(f"The site did not start: {sentence!r} {server.communicate()[1]}")
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=30)


def ask(site: str, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(site).netloc, timeout=60)
    try:
        connection.request(method, path, body, headers)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()
