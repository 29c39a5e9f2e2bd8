"""What a release is made of: every locked package, in the form that scanners read."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import uuid
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
# What the schema of CycloneDX 1.6 allows for a hash: the algorithm, and how long it is in hex.
LENGTHS = {"SHA-256": 64, "SHA-512": 128}


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "requirements" / "sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks its own module up by name.
    sys.modules["sbom"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def document(sbom: ModuleType) -> dict[str, Any]:
    return sbom.bill_of_materials()


def test_fields_that_the_format_needs(document: dict[str, Any]) -> None:
    assert document["bomFormat"] == "CycloneDX"
    assert document["specVersion"] == "1.6"
    assert document["version"] == 1
    assert uuid.UUID(document["serialNumber"].removeprefix("urn:uuid:")).version == 5
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["metadata"]["timestamp"])
    assert document["metadata"]["component"]["type"] == "application"
    allowed = {"$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata",
               "components", "dependencies"}  # fmt: skip
    assert set(document) == allowed


def test_every_component_has_what_a_scanner_looks_for(document: dict[str, Any]) -> None:
    allowed = {"type", "bom-ref", "name", "version", "purl", "hashes", "licenses", "properties"}
    for each in document["components"]:
        assert set(each) <= allowed
        assert each["type"] == "library"
        assert each["purl"] == each["bom-ref"]
        assert re.fullmatch(r"pkg:(pypi|npm)/[a-z0-9-]+@[\w.]+", each["purl"])
        assert each["hashes"]
        for digest in each["hashes"]:
            assert re.fullmatch(rf"[0-9a-f]{{{LENGTHS[digest['alg']]}}}", digest["content"])


def test_it_names_every_package_of_the_locks_and_no_other(document: dict[str, Any]) -> None:
    pinned = set()
    for lock in ("runtime", "postgresql"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        pinned |= set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", text, flags=re.MULTILINE))
    named = {(each["name"], each["version"]) for each in document["components"]}
    assert named - pinned == {("nhsuk-frontend", "10.6.1")}
    assert pinned <= named


def test_every_package_that_is_installed_has_a_licence(document: dict[str, Any]) -> None:
    without = [each["name"] for each in document["components"] if "licenses" not in each]
    # Only for Windows, so not installed where this runs.
    assert set(without) <= {"colorama", "tzdata"}
    for each in document["components"]:
        for licence in each.get("licenses", ()):
            [(kind, value)] = licence.items()
            assert value if kind == "expression" else set(value) in ({"id"}, {"name"})


# Read by a person before they shipped. The LGPL of psycopg lets a host replace it, which pip does.
KNOWN_LICENCES = {
    "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "BSD License", "Apache-2.0", "PSF-2.0",
    "LGPL-3.0-only",
    "BSD License, Apache Software License, Mozilla Public License 2.0 (MPL 2.0)",
}  # fmt: skip


def test_a_licence_that_nobody_has_read_does_not_ship(document: dict[str, Any]) -> None:
    for each in document["components"]:
        for licence in each.get("licenses", ()):
            said = licence.get("expression") or next(iter(licence["license"].values()))
            assert set(re.split(r" (?:AND|OR) ", said)) <= KNOWN_LICENCES, (each["name"], said)


def test_dependencies_lead_from_the_product_to_every_package(document: dict[str, Any]) -> None:
    links = {link["ref"]: link["dependsOn"] for link in document["dependencies"]}
    refs = {each["bom-ref"] for each in document["components"]}
    own = document["metadata"]["component"]["bom-ref"]
    assert set(links) == refs | {own}
    reached, ahead = set(), [own]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead.extend(links[ref])
    # Packages for another system say what they need only there.
    assert refs - reached <= {ref for ref in refs if "colorama" in ref or "tzdata" in ref}


def test_the_same_locks_give_the_same_file(tmp_path: Path, document: dict[str, Any]) -> None:
    files = [tmp_path / "one.json", tmp_path / "folder" / "two.json"]
    for file in files:
        subprocess.run(
            [sys.executable, str(ROOT / "requirements" / "sbom.py"), str(file)],
            check=True,
            capture_output=True,
        )
    assert files[0].read_bytes() == files[1].read_bytes()
    assert document["serialNumber"] in files[0].read_text()
