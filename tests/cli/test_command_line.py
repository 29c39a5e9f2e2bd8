"""The command line: what it says and how it ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mutualise import __version__
from mutualise.cli import main, serve


@pytest.fixture
def run() -> CliRunner:
    return CliRunner()


def test_version(run: CliRunner) -> None:
    assert run.invoke(main, ["--version"]).output == f"Mutualise {__version__}\n"


def test_help_names_the_commands(run: CliRunner) -> None:
    said = run.invoke(main, ["--help"])
    assert said.exit_code == 0
    assert {"serve", "doctor"} <= set(main.commands)
    assert all(name in said.output for name in main.commands)


def test_every_command_explains_itself(run: CliRunner) -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert run.invoke(main, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--port", "8123"],
        ["serve", "--port", "8123"],
        ["serve", "--port", "8123", "--no-worker"],
    ],
)
def test_site_starts_without_a_command(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    started: list[tuple[Path, str, int, bool]] = []

    def start(folder: Path, host: str, port: int, *, worker: bool) -> None:
        started.append((folder, host, port, worker))

    monkeypatch.setenv("MUTUALISE_DATA", str(tmp_path))
    monkeypatch.setattr("mutualise.web.serve.serve", start)
    assert run.invoke(main, arguments).exit_code == 0
    port = 8123 if arguments else 8000
    assert started == [(tmp_path, "127.0.0.1", port, "--no-worker" not in arguments)]


def test_unknown_command_is_an_error(run: CliRunner) -> None:
    assert run.invoke(main, ["serv"]).exit_code == 2


def test_doctor_says_all_is_well(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a computer where the site was never started.
    monkeypatch.delenv("MUTUALISE_SECRET_KEY", raising=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = run.invoke(main, ["doctor", "--data", str(tmp_path), "--port", str(port)])
    assert said.exit_code == 0, said.output
    assert "All 8 checks are well" in said.output


def test_doctor_fails_with_a_remedy(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a computer where the site was never started.
    monkeypatch.delenv("MUTUALISE_SECRET_KEY", raising=False)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = run.invoke(main, ["doctor", "--data", str(tmp_path), "--port", str(port)])
    assert said.exit_code == 1
    assert "NOT  Port" in said.output
    assert "What to do: Start on another one" in said.output


def test_start_on_a_taken_port_is_refused_in_words(run: CliRunner, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = run.invoke(serve.command, ["--data", str(tmp_path / "new"), "--port", str(port)])
    assert said.exit_code == 1
    assert f"Port {port} is taken" in said.output
    assert not (tmp_path / "new").exists()


def test_commands_that_need_no_site_do_not_load_it() -> None:
    script = (
        "import sys; from mutualise.cli import main;"
        "main(['doctor', '--help'], standalone_mode=False);"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
