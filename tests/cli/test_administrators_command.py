"""`mutualise administrators`, on a site of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mutualise import datafolder
from tests.site_process import clean_environment

ADDRESS = "practice-manager@example.org"
MAKE = f"""
from mutualise.web.starting import start_django
start_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from mutualise.web.tenancy.models import Person
Person.objects.create_user("{ADDRESS}")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site on which one person has an account."""
    made = tmp_path_factory.mktemp("site")
    datafolder.prepare(made)
    run_python(made, "-c", MAKE).check_returncode()
    return made


def run_python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=clean_environment(MUTUALISE_DATA=str(folder)),
        capture_output=True,
        text=True,
        check=False,
    )


def administrators(folder: Path, *arguments: str) -> tuple[int, str]:
    done = run_python(folder, "-m", "mutualise", "administrators", *arguments)
    return done.returncode, done.stdout + done.stderr


def test_granting_listing_and_ending(folder: Path) -> None:
    code, said = administrators(folder, "grant", ADDRESS, "--days", "3", "--why", "A holiday")
    assert code == 0
    assert f"{ADDRESS} looks after the site until" in said
    assert "second factor" in said

    assert "A holiday" in administrators(folder, "list")[1]

    assert administrators(folder, "end", ADDRESS) == (
        0,
        f"{ADDRESS} no longer looks after the site.\n",
    )
    assert administrators(folder, "list")[1] == "Nobody looks after the site.\n"
    assert "A holiday" in administrators(folder, "list", "--past")[1]


def test_a_stranger_is_told_what_to_do_first(folder: Path) -> None:
    code, said = administrators(folder, "grant", "nobody@example.org", "--why", "Help")

    assert code == 1
    assert "They make one at the site first." in said


def test_too_long_a_time_is_refused(folder: Path) -> None:
    code, said = administrators(folder, "grant", ADDRESS, "--days", "365", "--why", "Help")

    assert code == 1
    assert "Choose from 1 to 90 days" in said


def test_a_reason_is_asked_for(folder: Path) -> None:
    code, said = administrators(folder, "grant", ADDRESS)

    assert code == 2
    assert "--why" in said
