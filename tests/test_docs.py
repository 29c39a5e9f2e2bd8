"""What the documents show works: commands, examples, keys and links."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mutualise.cli import main
from mutualise.content.loader import content_root
from mutualise.derivations.rulebook import COLUMNS
from mutualise.expressions import dialects
from mutualise.parameters import DatedValue, Parameter
from mutualise.rules import Fact, Finding, Rule
from mutualise.rules.model import Inference, Qualifier
from mutualise.rules.open_points import OpenPoint, read_open_points
from mutualise.rules.reading import read_law
from mutualise.rules.scenarios import Scenario, read_scenarios, run_scenarios

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "benchmarks/README.md",
        *ROOT.glob("docs/**/*.md"),
    ]
)
GUIDE = (ROOT / "docs/analysts/rules.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def command_lines(text: str) -> set[str]:
    """Every `mutualise ...` in running text, and every line of a block that calls it."""
    blocks = "\n".join(block for _, block in FENCED.findall(text))
    called = re.findall(r"^(?:\$ |[A-Z_]+=\S+ )*(mutualise\b.*)$", blocks, flags=re.MULTILINE)
    named = re.findall(r"`(?:uv run )?(mutualise\b[^`]*)`", FENCED.sub("", text))
    return {line for line in [*called, *named] if not line.endswith(("…", "..."))}


SHOWN = sorted(
    {line for path in DOCUMENTS for line in command_lines(path.read_text(encoding="utf-8"))}
)


@pytest.mark.parametrize("line", SHOWN)
def test_each_command_line_shown_can_be_typed(line):
    words = shlex.split(line)[1:]
    parse(main, words)
    for word in words:
        assert not word.startswith("examples/") or (ROOT / word).exists(), word


def parse(command: click.Command, words: list[str], parent: click.Context | None = None) -> None:
    """Let click read the words as it would, and run nothing."""
    try:
        context = command.make_context(command.name, list(words), parent=parent)
    except click.exceptions.Exit:
        return  # --help and --version end here
    if isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        _, inner, rest = command.resolve_command(context, rest)
        parse(inner, rest, context)


def test_every_command_is_in_the_guides_for_analysts():
    guides = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/analysts/*.md"))
    for name in main.commands["rules"].commands:
        assert f"mutualise rules {name}" in guides
    for name in main.commands:
        assert f"mutualise {name}" in guides


def test_every_kind_of_content_about_the_law_is_in_the_guide():
    law = Path(str(content_root())) / "law"
    for entry in law.iterdir():
        assert f"`law/{entry.name}{'/' if entry.is_dir() else ''}`" in GUIDE
    assert "`parameters/`" in GUIDE


@pytest.mark.parametrize(
    "record", [Fact, Rule, Inference, Parameter, DatedValue, Qualifier, OpenPoint]
)
def test_every_key_of_a_record_is_in_the_guide(record):
    names = {field.alias or name for name, field in record.model_fields.items()}
    assert {name for name in names - {"value"} if f"`{name}`" not in GUIDE} == set()


def test_every_key_of_a_scenario_is_in_an_example():
    keys = {"facts" if name == "answers" else name for name in Scenario.__dataclass_fields__}
    assert {key for key in keys if f"{key}:" not in GUIDE} == set()


def test_every_function_and_finding_is_in_the_guide():
    functions = [*dialects._CONDITION_FUNCTIONS, *dialects._LINE_FUNCTIONS]
    for name in [*functions, "all", "any", "count"]:
        assert f"`{name}(" in GUIDE
    for finding in Finding:
        assert f"| `{finding.value}` |" in GUIDE


def test_the_examples_of_the_guide_fit_together_and_pass(tmp_path):
    root = tmp_path / "content"
    shutil.copytree(str(content_root()), root)
    for kind, block in FENCED.findall(GUIDE):
        if kind == "yaml":
            path = root / block.partition("\n")[0].removeprefix("# ")
            path.parent.mkdir(exist_ok=True)
            path.write_text(block, encoding="utf-8")
    law = read_law(root)
    assert read_open_points(root, law)["example-premises-directions"].rules == ("EXA-01",)
    assert law.rules["EXA-02"].exception_to == "EXA-01"
    scenarios = read_scenarios((root / "law/scenarios/example.yaml").read_text("utf-8"), law)
    results = run_scenarios(scenarios, law, dt.date(2026, 11, 24))
    assert len(results) == 3
    assert all(result.passed for result in results)


def test_the_python_shown_runs():
    text = (ROOT / "docs/developers/architecture.md").read_text(encoding="utf-8")
    [code] = [block for kind, block in FENCED.findall(text) if kind == "python"]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "no"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_a_file_and_a_heading(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", text):
        name, _, anchor = target.partition("#")
        linked = path.parent / name if name else path
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    """The headings of a document as links name them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_column_of_the_download_is_in_the_guide_in_its_order():
    guide = (ROOT / "docs/analysts/finding-rules.md").read_text(encoding="utf-8")
    table = guide.partition("| Name | What it holds |")[2]
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", table, flags=re.MULTILINE)) == COLUMNS
    assert re.findall(r"^\| `(\w+)`", table, flags=re.MULTILINE) == list(COLUMNS)
