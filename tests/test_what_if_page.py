"""The commands and the reform in docs/analysts/what-if.md do what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from mutualise.cli import main
from mutualise.rules import load_law
from mutualise.rules.reforms import _Written, read_reform
from mutualise.rules.what_if import reformed

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/analysts/what-if.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(\$ .*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
[REFORM] = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
NAMED = re.findall(r"`(mutualise rules what-if[^`]*)`", PAGE)


def run(line: str) -> str:
    return CliRunner().invoke(main, shlex.split(line)[1:]).output


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_shown_beneath_a_command_is_what_it_prints(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    for session in block.split("$ ")[1:]:
        line, _, shown = session.partition("\n")
        printed = run(line)
        for part in shown.split("…\n"):
            assert part.strip("\n") in printed


@pytest.mark.parametrize("line", NAMED)
def test_each_command_in_the_text_runs(line, monkeypatch, tmp_path):
    (tmp_path / "my-reform.yaml").write_text(REFORM, encoding="utf-8")
    line = line.replace("my-reform.yaml", str(tmp_path / "my-reform.yaml"))
    monkeypatch.chdir(ROOT)

    assert CliRunner().invoke(main, shlex.split(line)[1:]).exit_code == 0


def test_the_reform_on_the_page_fits_the_law():
    reform = read_reform(REFORM, "my-reform.yaml")

    assert reformed(load_law(), reform).begins == reform.begins


def test_every_key_of_a_reform_is_on_the_page():
    assert {key for key in _Written.model_fields if f"`{key}`" not in PAGE} == set()
