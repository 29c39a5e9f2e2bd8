"""What can be set and run is written down, and what is written down is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
from django.conf import settings

from mutualise.cli import main

ROOT = Path(__file__).parent.parent
SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "mutualise").rglob("*.py")]


def test_every_setting_is_explained_to_hosts() -> None:
    variable = re.compile(r'"(MUTUALISE_[A-Z_]+|DATABASE_URL)"')
    read = {name for source in SOURCES for name in variable.findall(source)}
    # Put together from the names of what is kept.
    read |= {f"MUTUALISE_KEEP_{name.upper()}_DAYS" for name in settings.KEEP_DAYS}
    hosting = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([A-Z_]+)`", hosting, flags=re.MULTILINE))
    assert read == explained


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        names = command.commands if isinstance(command, click.Group) else [""]
        # Starting the site is what `mutualise` does without a command.
        if name != "serve":
            missing = [
                inner for inner in names if f"mutualise {name} {inner}".strip() not in readme
            ]
            assert not missing, f"Add to the table in README.md: mutualise {name} {missing}"


def test_make_commands_of_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE))
        assert named <= targets, document.name


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
