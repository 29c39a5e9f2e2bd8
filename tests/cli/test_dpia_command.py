"""`mutualise dpia` in a process of its own, as a host runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.site_process import clean_environment


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mutualise", "dpia", "--data", str(folder), *arguments],
        env=clean_environment(MUTUALISE_SECRET_KEY="for this test", **settings),
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_prints_markdown_that_knows_the_settings(tmp_path: Path) -> None:
    done = run(tmp_path, MUTUALISE_CONTACT="Riverside practice")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Data protection impact assessment\n")
    assert "| Run by | Riverside practice |" in done.stdout


def test_it_writes_a_pdf(tmp_path: Path) -> None:
    done = run(tmp_path, "--pdf", str(tmp_path / "a.pdf"))
    assert done.stdout == f"Written to {tmp_path / 'a.pdf'}.\n"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
