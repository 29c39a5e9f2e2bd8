"""The site as a process: one sentence, one port, a clean end, and memory that stays small."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mutualise import doctor
from mutualise.web import serve
from mutualise.web.serve import CannotStart
from tests.site_process import ask, clean_environment, free_port, running_site, start_site


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    with running_site(data) as address:
        yield address


def test_site_answers_and_keeps_its_data_where_it_was_told(site: str, data: Path) -> None:
    status, page = ask(site, "GET", "/")
    assert status == 200
    assert "Mutualise" in page
    assert {"mutualise.sqlite3", "secret-key"} <= {path.name for path in data.iterdir()}


def test_database_keeps_a_write_ahead_log(site: str, data: Path) -> None:
    connection = sqlite3.connect(data / "mutualise.sqlite3")
    try:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    finally:
        connection.close()


def test_compiled_files_are_compressed_and_kept_by_the_browser(site: str) -> None:
    _, page = ask(site, "GET", "/")
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(site).netloc, timeout=60)
    connection.request("GET", style, headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(body) < 40_000


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="reads the locks that Linux shows")
def test_a_process_that_reads_holds_its_own_lock_on_the_database(data: Path, site: str) -> None:
    """SQLite takes a connection that was open when a process began for that process's own.

    Its locks are then never taken, and another process may clear away the log that it reads.
    """
    migrate = "from mutualise.web.serve import migrate; migrate()\n"
    read_in_a_new_process = """
import os
from django.db import connection
new = os.fork()
if not new:
    connection.ensure_connection()
    connection.cursor().execute("SELECT count(*) FROM django_session").fetchone()
    held = open("/proc/locks").read()
    os._exit(0 if f" {os.getpid()} " in held else 1)
print(os.waitstatus_to_exitcode(os.waitpid(new, 0)[1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", migrate + read_in_a_new_process],
        env=clean_environment(MUTUALISE_DATA=str(data)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "0"


def test_second_start_on_the_port_is_refused(site: str, tmp_path: Path) -> None:
    port = urllib.parse.urlsplit(site).port
    assert port
    second = start_site(tmp_path, port)
    out, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert not out
    assert (
        f"Port {port} is taken by another program. Start on another one: mutualise --port" in said
    )
    assert "Traceback" not in said


@pytest.mark.parametrize("signal_name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_one_sentence_and_a_clean_end(tmp_path: Path, signal_name: str) -> None:
    """Ctrl-C, a service manager, and a closed terminal, which signals the whole group."""
    port = free_port()
    server = start_site(tmp_path, port)
    assert server.stdout
    first = server.stdout.readline()
    for _ in range(5):
        assert ask(f"http://127.0.0.1:{port}", "GET", "/")[0] == 200
    os.killpg(server.pid, getattr(signal, signal_name))
    out, complaints = server.communicate(timeout=30)
    assert first == f"Mutualise is running at http://127.0.0.1:{port}/ - press Ctrl-C to stop.\n"
    assert (server.returncode, out, complaints) == (0, "", "")
    assert doctor.check_port("127.0.0.1", port).ok


def test_killed_site_gives_its_port_back(tmp_path: Path) -> None:
    port = free_port()
    server = start_site(tmp_path, port)
    assert server.stdout
    assert str(port) in server.stdout.readline()
    server.kill()
    wait_until_free(port)
    server.communicate(timeout=30)


def test_site_killed_while_it_starts_leaves_nothing_behind(tmp_path: Path) -> None:
    """A worker that is still starting cannot be told to end; it has to notice by itself."""
    port = free_port()
    server = start_site(tmp_path, port)
    while doctor.check_port("127.0.0.1", port).ok:
        assert server.poll() is None
        time.sleep(0.01)
    server.kill()
    wait_until_free(port)
    server.communicate(timeout=30)


def wait_until_free(port: int) -> None:
    """Patient, since a busy machine is slow; a worker left behind would never let go."""
    deadline = time.monotonic() + 60
    while not doctor.check_port("127.0.0.1", port).ok:
        assert time.monotonic() < deadline, "A worker still holds the port"
        time.sleep(0.1)


def memory_of_site(site: str) -> int:
    """Kilobytes that the server and its workers hold."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    port = urllib.parse.urlsplit(site).port
    server = {pid for pid, _, _, command in rows if f"--port {port} " in command}
    assert server
    return sum(int(size) for pid, parent, size, _ in rows if pid in server or parent in server)


@pytest.mark.skipif(sys.platform == "win32", reason="measured with ps")
def test_large_uploads_do_not_fill_the_memory(site: str, tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    def upload(_: int) -> tuple[int, str]:
        with large.open("rb") as body:
            return ask(site, "POST", "/", body, **{"Content-Length": str(large.stat().st_size)})

    upload(0)
    before = memory_of_site(site)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(upload, range(6)))
    assert {status for status, _ in answers} == {413}
    assert all("must be 512 KB or smaller" in page for _, page in answers)
    assert memory_of_site(site) - before < 60_000


def test_site_outlives_a_killed_worker(tmp_path: Path) -> None:
    with running_site(tmp_path) as address:
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        port = urllib.parse.urlsplit(address).port
        ours = {pid for pid, _, command in rows if f"--port {port} " in command}
        workers = [pid for pid, parent, _ in rows if pid in ours and parent in ours]
        assert len(workers) == serve.WORKERS
        os.kill(int(workers[0]), signal.SIGKILL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if all(ask(address, "GET", "/")[0] == 200 for _ in range(20)):
                    return
        raise AssertionError("The site did not recover")


def test_body_without_a_size_is_not_read(site: str) -> None:
    pieces = (b"x" * 65536 for _ in range(200))
    try:
        status, _ = ask(site, "POST", "/", pieces, **{"Transfer-Encoding": "chunked"})
    except (BrokenPipeError, ConnectionResetError):
        # The server may close before the last piece is sent; what matters is that it lives on.
        status = 405
    assert status in {403, 405, 413}
    assert ask(site, "GET", "/")[0] == 200


def test_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(doctor, "filesystem", lambda _: "cifs")
    with pytest.raises(CannotStart, match="network drive"):
        serve.refuse_what_cannot_work(tmp_path, "127.0.0.1", free_port())


def test_network_drive_does_not_matter_with_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://example/mutual")
    monkeypatch.setattr(doctor, "filesystem", lambda _: "cifs")
    serve.refuse_what_cannot_work(tmp_path, "127.0.0.1", free_port())


def test_other_computers_need_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUTUALISE_HOSTS", raising=False)
    with pytest.raises(CannotStart, match="Set it, for example: MUTUALISE_HOSTS="):
        serve.refuse_what_cannot_work(tmp_path, "0.0.0.0", free_port())
    monkeypatch.setenv("MUTUALISE_HOSTS", "mutual.example.org")
    serve.refuse_what_cannot_work(tmp_path, "0.0.0.0", free_port())


def test_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    server = start_site(tmp_path, free_port(), MUTUALISE_DEBUG="perhaps")
    _, said = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "Write MUTUALISE_DEBUG=yes or MUTUALISE_DEBUG=no." in said
    assert "Traceback" not in said


def test_address_is_printed_even_if_nothing_answers_yet() -> None:
    said: list[str] = []
    serve.print_address_when_ready("::1", free_port(), said.append, wait=0)
    assert said[0].startswith("Mutualise is running at http://[::1]:")


def test_writers_in_several_processes_lose_nothing(tmp_path: Path) -> None:
    """Read, then write, in one transaction: SQLite refuses it unless it locks at the start."""
    environment = clean_environment(
        MUTUALISE_DATA=str(tmp_path),
        MUTUALISE_SECRET_KEY="for this test",
        DJANGO_SETTINGS_MODULE="mutualise.web.settings",
    )
    prepare = "import django; django.setup(); from mutualise.web.serve import migrate; migrate()"
    subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    write = """
import django; django.setup()
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
import os
for number in range(50):
    with transaction.atomic():
        Session.objects.count()
        Session.objects.create(session_key=f"{os.getpid()}-{number}", session_data="",
                               expire_date=timezone.now())
"""
    writers = [subprocess.Popen([sys.executable, "-c", write], env=environment) for _ in range(4)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    connection = sqlite3.connect(tmp_path / "mutualise.sqlite3")
    assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (200,)
    connection.close()
