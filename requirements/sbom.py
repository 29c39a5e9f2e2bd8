"""Writes what a release is made of, as CycloneDX 1.6, from the locks: `make sbom`.

A program of our own because the kept ones describe what is installed on one machine; a release runs
on many, and the lock names what each of them gets, with the hash of every file that is accepted.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tomllib
import uuid
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import mutualise

ROOT: Final = Path(__file__).parent.parent
LOCKS: Final = ("runtime", "postgresql")
# Extra parts that pyproject.toml asks of a dependency, and that bring dependencies of their own.
EXTRAS: Final = frozenset({"mfa", "binary"})

# What packages say in free text, and the name that everyone else uses for it.
SPDX: Final = {
    "MIT": "MIT",
    "BSD": "BSD-3-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "Apache-2.0": "Apache-2.0",
}


@dataclass(frozen=True)
class Locked:
    """One line of a lock: a version, where it is needed, and the files that are accepted."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """The name by which lists of weaknesses know it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> list[Locked]:
    """The packages of a lock, in its order."""
    found = []
    for entry in re.split(r"\n(?=[a-z0-9])", text.strip()):
        head = entry.partition("\\")[0].strip()
        pinned, _, marker = (part.strip() for part in head.partition(";"))
        name, _, version = pinned.partition("==")
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
        found.append(Locked(re.sub(r"\[.*\]", "", name), version, marker, hashes))
    return found


def component(package: Locked) -> dict[str, Any]:
    """A package as CycloneDX describes it."""
    described: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        # One for each published file: which of them a machine takes depends on its system.
        "hashes": [{"alg": "SHA-256", "content": content} for content in package.hashes],
    }
    if licence := licence_of(package.name):
        described["licenses"] = [licence]
    if package.marker:
        described["properties"] = [{"name": "mutualise:only-where", "value": package.marker}]
    return described


def licence_of(name: str) -> dict[str, Any] | None:
    """What the installed package says; nothing where it is not installed on this system."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if expression := said.get("License-Expression"):
        return {"expression": expression}
    free = (said.get("License") or "").strip()
    if free in SPDX:
        return {"license": {"id": SPDX[free]}}
    classified = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved")
    ]
    return {"license": {"name": ", ".join(classified)}} if classified else None


def needs(name: str, locked: dict[str, Locked]) -> list[str]:
    """What a package asks for, of what the locks hold."""
    try:
        asked = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    names = {
        canonical(line)
        for line in asked
        if not (extra := re.search(r"extra == ['\"](\w+)['\"]", line)) or extra[1] in EXTRAS
    }
    return sorted(locked[each].purl for each in names if each in locked)


def canonical(requirement: str) -> str:
    """The name alone, as the locks write it."""
    name = re.match(r"[\w.-]+", requirement.strip())
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""


def front_end() -> dict[str, Any]:
    """What the compiled look is made from: the one package whose code is in the wheel."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    entry = lock["packages"]["node_modules/nhsuk-frontend"]
    purl = f"pkg:npm/nhsuk-frontend@{entry['version']}"
    digest = base64.b64decode(entry["integrity"].removeprefix("sha512-")).hex()
    return {
        "type": "library",
        "bom-ref": purl,
        "name": "nhsuk-frontend",
        "version": entry["version"],
        "purl": purl,
        "hashes": [{"alg": "SHA-512", "content": digest}],
        "licenses": [{"license": {"id": entry["license"]}}],
    }


def bill_of_materials() -> dict[str, Any]:
    """The whole document. The same locks give the same document, wherever it is made."""
    locked = {
        package.name: package
        for lock in LOCKS
        for package in read_lock((ROOT / "requirements" / f"{lock}.txt").read_text("utf-8"))
    }
    look = front_end()
    components = [*(component(locked[name]) for name in sorted(locked)), look]
    own = f"pkg:pypi/mutualise@{mutualise.__version__}"
    links = [
        {"ref": own, "dependsOn": [*direct(locked), look["bom-ref"]]},
        *({"ref": each.purl, "dependsOn": needs(name, locked)} for name, each in locked.items()),
        {"ref": look["bom-ref"], "dependsOn": []},
    ]
    digest = hashlib.sha256(json.dumps([own, components, links]).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{mutualise.RELEASED.isoformat()}T00:00:00Z",
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "mutualise",
                "version": mutualise.__version__,
                "purl": own,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": components,
        "dependencies": sorted(links, key=lambda link: str(link["ref"])),
    }


def direct(locked: dict[str, Locked]) -> list[str]:
    """What pyproject.toml itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["postgresql"]]
    return sorted(locked[canonical(line)].purl for line in asked)


def write(target: Path) -> None:
    """The document as a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill_of_materials(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    usual = ROOT / "dist" / f"mutualise-{mutualise.__version__}.cdx.json"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else usual
    write(path)
    print(f"Written: {path}")
