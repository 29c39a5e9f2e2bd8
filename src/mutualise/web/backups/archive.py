"""The file of a backup: a zip with the database and a manifest that says what it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_DATABASE: Final = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
_PIECE: Final = 1024 * 1024
# A manifest is a few kilobytes; more is not one of ours.
_MANIFEST_LIMIT: Final = 4 * 1024 * 1024
LEFT_OUT: Final = (
    # Whoever finds a backup must not be able to act as the site.
    "The secret key of the site, and the key that signs checkpoints where there is one.",
    "The log, and the settings in the environment.",
)


class CannotBackUp(Exception):
    """No backup was made; the text says why."""


class CannotRestore(Exception):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Chain:
    """How far a chain of events is whole, and its Merkle root there."""

    events: int
    root: str


@dataclass(frozen=True)
class Findings:
    """What a database holds, as far as it can be compared, and what is wrong with it."""

    chains: dict[str, Chain]
    triggers: tuple[str, ...]
    workspaces: int
    people: int
    faults: tuple[str, ...] = ()

    @property
    def events(self) -> int:
        """The events of all chains."""
        return sum(chain.events for chain in self.chains.values())


@dataclass(frozen=True)
class Manifest:
    """What a backup is, said beside it."""

    format: int
    mutualise: str
    made_at: str
    engine: str
    size: int
    sha256: str
    migrations: tuple[str, ...]
    findings: Findings
    # Tells whether a key is the one that the site had, and nothing about the key.
    key_mark: str
    left_out: tuple[str, ...] = LEFT_OUT

    @property
    def made(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.made_at)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(target: Path, database: Path, manifest: Manifest) -> None:
    """Write it under another name and give it its own when it is whole and on the disk."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=2))
                packed.write(database, _DATABASE[manifest.engine])
            file.flush()
            os.fsync(file.fileno())
        # Read back from the disk before it counts as a backup.
        with opened_archive(part, CannotBackUp) as archive:
            archive.copy_database(None)
        if target.exists():
            raise CannotBackUp(f"{target} exists already. A backup never replaces a file.")
        part.rename(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


class Archive:
    """A backup that was opened and is, so far, what it should be."""

    def __init__(
        self, packed: zipfile.ZipFile, manifest: Manifest, refusal: type[Exception]
    ) -> None:
        self.manifest = manifest
        self._packed = packed
        self._refusal = refusal

    def copy_database(self, target: Path | None) -> None:
        """Unpack the database and hold it against its hash; None only looks."""
        digest, size = hashlib.sha256(), 0
        with contextlib.ExitStack() as files:
            packed = files.enter_context(self._packed.open(_DATABASE[self.manifest.engine]))
            copy: IO[bytes] | None = files.enter_context(target.open("xb")) if target else None
            while piece := packed.read(_PIECE):
                size += len(piece)
                if size > self.manifest.size:
                    break
                digest.update(piece)
                if copy:
                    copy.write(piece)
        if (size, digest.hexdigest()) != (self.manifest.size, self.manifest.sha256):
            raise self._refusal(
                "The backup is damaged: its database is not the one that was put in."
            )


@contextlib.contextmanager
def opened_archive(path: Path, refusal: type[Exception] = CannotRestore) -> Iterator[Archive]:
    """Open a backup; one that is no backup, or damaged, is refused with a sentence."""
    if not path.is_file():
        raise refusal(f"There is no file {path}.")
    try:
        with zipfile.ZipFile(path) as packed:
            yield Archive(packed, _manifest_in(packed, refusal), refusal)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as problem:
        raise refusal(
            f"{path} is not a whole backup: it is damaged, cut short, or something else "
            f"({problem})."
        ) from problem
    except Exception as problem:
        # What the unpacking of damaged data raises differs from release to release of Python.
        if type(problem).__module__ == "zlib":
            raise refusal(f"{path} is damaged ({problem}).") from problem
        raise


def _manifest_in(packed: zipfile.ZipFile, refusal: type[Exception]) -> Manifest:
    try:
        if packed.getinfo(_MANIFEST).file_size > _MANIFEST_LIMIT:
            raise ValueError("its manifest is too long")
        read: dict[str, Any] = json.loads(packed.read(_MANIFEST))
        number = int(read["format"])
        if number > FORMAT:
            raise refusal(
                f"This backup was made by a newer Mutualise ({read['mutualise']}). Install that "
                "release or a newer one, then restore."
            )
        found = read["findings"]
        findings = Findings(
            chains={name: Chain(**chain) for name, chain in found["chains"].items()},
            triggers=tuple(found["triggers"]),
            workspaces=int(found["workspaces"]),
            people=int(found["people"]),
            faults=tuple(found["faults"]),
        )
        manifest = Manifest(
            format=number,
            mutualise=str(read["mutualise"]),
            made_at=dt.datetime.fromisoformat(read["made_at"]).isoformat(),
            engine=str(read["engine"]),
            size=int(read["size"]),
            sha256=str(read["sha256"]),
            migrations=tuple(read["migrations"]),
            findings=findings,
            key_mark=str(read["key_mark"]),
            left_out=tuple(read["left_out"]),
        )
        packed.getinfo(_DATABASE[manifest.engine])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise refusal(
            f"{packed.filename} is not a backup of Mutualise, or it is damaged ({problem})."
        ) from problem
    return manifest


@contextlib.contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """A closed folder for half-made things, on the same disk and removed in any case."""
    folder = Path(tempfile.mkdtemp(dir=beside, prefix=".working-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    # Windows opens no folders; its file system keeps the name with the file.
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
