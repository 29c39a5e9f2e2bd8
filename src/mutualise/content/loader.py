"""Reads content files into checked records, or says which line is wrong and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from mutualise.content.yaml_text import YamlDocument, YamlError, read_yaml
from mutualise.expressions import closest


class ContentError(ValueError):
    """A content file that cannot be used: every problem, one sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Record(BaseModel):
    """The base of every content record: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


RecordType = TypeVar("RecordType", bound=Record)


@cache
def content_root() -> Traversable:
    """The folder of content inside the installed package."""
    return files("mutualise") / "content"


def examples_root() -> Traversable:
    """The worked cases: inside the wheel, or at the root of a checkout."""
    packaged = content_root() / "examples"
    if packaged.is_dir():
        return packaged
    return Path(str(content_root())).parents[2] / "examples"


def content_files(
    root: Traversable | Path, folder: str, pattern: str = ""
) -> Iterator[tuple[str, Traversable | Path]]:
    """Each YAML file of a content folder by name, in order; `pattern` is how names begin."""
    place = root.joinpath(*folder.split("/"))
    for entry in sorted(place.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml") and entry.name.startswith(pattern):
            yield f"{folder}/{entry.name}", entry


def read_content(where: str, source: Traversable | Path) -> YamlDocument:
    """Parse one content file; a fault names the file and the line."""
    try:
        return read_yaml(source.read_text(encoding="utf-8"))
    except YamlError as error:
        line = f", line {error.line}" if error.line else ""
        raise ContentError([f"{where}{line}: {error.sentence}"]) from error


def read_one(where: str) -> YamlDocument:
    """Parse one content file of the product by its name, such as 'law/findings.yaml'."""
    return read_content(where, content_root().joinpath(*where.split("/")))


def build_one(record: type[RecordType], where: str) -> RecordType:
    """One content file of the product as one checked record. Raises ContentError with its lines."""
    document = read_one(where)
    return build(record, document.value, where, document, ())


def build(
    record: type[RecordType],
    value: Any,
    where: str,
    document: YamlDocument,
    path: tuple[str | int, ...],
) -> RecordType:
    """One checked record from a part of a document, or a ContentError with its lines."""
    if not isinstance(value, dict):
        line = document.line_of(path)
        raise ContentError([f"{where}, line {line}: this should be a set of 'name: value' lines"])
    try:
        return record.model_validate(value)
    except ValidationError as error:
        raise ContentError(
            [_sentence(record, problem, where, document, path) for problem in error.errors()]
        ) from error


def build_keyed(
    record: type[RecordType], where: str, document: YamlDocument, *path: str
) -> dict[str, RecordType]:
    """Records written as 'id: fields' in a part of one document (or the whole of it), by id."""
    inside = document.value
    for part in path:
        inside = inside[part]
    return {
        key: build(record, {"id": key, **value}, where, document, (*path, key))
        for key, value in inside.items()
    }


def read_keyed(
    root: Traversable | Path,
    record: type[RecordType],
    folder: str,
    problems: list[str],
    *,
    pattern: str = "",
) -> dict[str, RecordType]:
    """Records written as 'id: fields' in the files of a folder; faults are added to `problems`.

    An id may be used once in all the files together.
    """
    found: dict[str, RecordType] = {}
    places: dict[str, str] = {}
    for where, source in content_files(root, folder, pattern):
        document = read_content(where, source)
        if not isinstance(document.value or {}, dict):
            problems.append(f"{where}: each record begins with its id and a colon")
            continue
        for key, value in (document.value or {}).items():
            if key in places:
                line = document.line_of((key,))
                problems.append(f"{where}, line {line}: {key} is also in {places[key]}")
            places[key] = where
            try:
                whole = {"id": key, **value} if isinstance(value, dict) else value
                found[key] = build(record, whole, where, document, (key,))
            except ContentError as error:
                problems.extend(error.problems)
    return found


def _sentence(
    record: type[Record],
    problem: Any,
    where: str,
    document: YamlDocument,
    path: tuple[str | int, ...],
) -> str:
    inner = tuple(part for part in problem["loc"] if isinstance(part, str | int))
    line = document.line_of((*path, *inner))
    named = ".".join(str(part) for part in inner)
    match problem["type"]:
        case "extra_forbidden":
            hint = closest(str(inner[-1]), record.model_fields)
            said = f"'{named}' is not a known key.{hint}"
        case "missing":
            said = f"'{named}' is missing"
        case _:
            said = f"'{named}': {problem['msg']} (found {problem['input']!r})"
    return f"{where}, line {line}: {said}"
