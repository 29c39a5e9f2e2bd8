"""Reads a case file: every fault named by its line, with the remedy; nothing is executed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mutualise.casefile.model import (
    COLLECTIONS,
    FORMAT,
    NAME,
    Answer,
    CaseFile,
    CaseOption,
    CaseSource,
    Collection,
    Item,
)
from mutualise.casefile.writing import case_to_yaml
from mutualise.content.yaml_text import YamlDocument, YamlError, read_yaml
from mutualise.expressions import closest
from mutualise.rules.facts import NOT_KNOWN, FactError, Facts, FactType

LARGEST = 512 * 1024
MOST_ITEMS = 2000
MOST_OPTIONS = 50
MOST_SOURCES = 500
MOST_PROBLEMS = 100
_LONGEST_PROBLEM = 600
_KEYS = (
    "mutualise", "title", "about", "lesson", "slug", "order", "kind_label", "as_at",
    "sources", "present", "options", "collections", "notes",
)  # fmt: skip
_ANSWER_KEYS = ("value", "source", "why", "who", "when")
_NOT_TEXT = (
    "This is not a text file. Choose the case file that you downloaded from Mutualise: "
    "its name ends in .yaml"
)
_NOT_A_CASE = (
    "This is not a case file. A case file begins with 'mutualise: 1'. Choose one that you "
    "downloaded from Mutualise, or start from an example"
)
_MORE_PROBLEMS = "There may be more problems. Put these right first"


class CaseFileError(ValueError):
    """A case file that cannot be used: every problem, one sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_case(path: Path, facts: Facts) -> CaseFile:
    """Read a case file from disk. Raises CaseFileError, whatever is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise CaseFileError([_too_large(path.stat().st_size)])
        data = path.read_bytes()
    except OSError as error:
        raise CaseFileError(
            [f"The file {path} cannot be read: {error.strerror}. Check the name and folder"]
        ) from error
    return read_case(data, facts)


def read_case(data: bytes | str, facts: Facts) -> CaseFile:
    """Read a case from the bytes of an upload or the text of a file.

    Raises CaseFileError with every problem, its line and what to do about it.
    """
    if len(data) > LARGEST:
        raise CaseFileError([_too_large(len(data))])
    return read_kept_case(data, facts)


def read_kept_case(data: bytes | str, facts: Facts) -> CaseFile:
    """Read a case that Mutualise itself wrote and kept, whatever its size."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        document = read_yaml(text)
    except UnicodeDecodeError as error:
        raise CaseFileError([_NOT_TEXT]) from error
    except YamlError as error:
        raise CaseFileError([str(error)]) from error
    return _Reader(document, facts).case()


def check_written_size(case: CaseFile) -> None:
    """Raise CaseFileError for a case that, written out in full, could not be loaded again."""
    size = len(case_to_yaml(case).encode())
    if size > LARGEST:
        raise CaseFileError([_too_large_written_out(size)])


def _too_large(size: int) -> str:
    return (
        f"This file is {size / 1024:,.0f} KB. A case file is at most {LARGEST // 1024} KB. "
        "Choose the case file that you downloaded from Mutualise"
    )


def _too_large_written_out(size: int) -> str:
    return (
        f"Written out in full, this case is {size / 1024:,.0f} KB. A case file is at most "
        f"{LARGEST // 1024} KB. Shorten its notes, or remove options that you do not need"
    )


class _Reader:
    def __init__(self, document: YamlDocument, facts: Facts) -> None:
        self.document = document
        self.facts = facts
        self.problems: list[str] = []

    def fault(self, sentence: str, *path: str | int) -> None:
        line = self.document.line_of(path)
        short = sentence if len(sentence) <= _LONGEST_PROBLEM else f"{sentence[:_LONGEST_PROBLEM]}…"
        self.problems.append(f"Line {line}: {short}" if line else short)
        if len(self.problems) == MOST_PROBLEMS:
            raise CaseFileError([*self.problems, _MORE_PROBLEMS])

    def case(self) -> CaseFile:
        raw = self.document.value
        if not isinstance(raw, dict) or "mutualise" not in raw:
            raise CaseFileError([_NOT_A_CASE])
        if type(raw["mutualise"]) is not int or raw["mutualise"] != FORMAT:
            sentence = (
                f"This case file has format {raw['mutualise']}; this version of Mutualise "
                f"reads format {FORMAT}. Use the version that made the file, or a newer one"
            )
            raise CaseFileError([sentence])
        self.keys(raw, _KEYS)
        case = CaseFile(
            title=self.text(raw, "title") or "Untitled case",
            about=self.text(raw, "about"),
            lesson=self.text(raw, "lesson"),
            slug=self.text(raw, "slug"),
            order=self.number(raw.get("order")),
            kind_label=self.text(raw, "kind_label"),
            as_at=self.date(raw.get("as_at"), "as_at"),
            sources=self.sources(raw.get("sources")),
            present=self.present(raw.get("present")),
            options=self.options(raw.get("options")),
            collections=self.collections(raw.get("collections")),
            notes=self.text(raw, "notes"),
        )
        self.check_sources(case)
        if self.problems:
            raise CaseFileError(self.problems)
        return case

    def keys(self, raw: Mapping[str, Any], known: Iterable[str], *path: str | int) -> None:
        for key in raw:
            if key not in known:
                hint = closest(str(key), known)
                self.fault(f"'{key}' is not a part of a case file here.{hint}", *path, key)

    def mapping(self, raw: Any, *path: str | int) -> dict[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.fault(f"'{path[-1]}' should be a set of 'name: value' lines", *path)
            return {}
        return raw

    def few(self, raw: Any, most: int, *path: str | int) -> dict[str, Any]:
        found = self.mapping(raw, *path)
        if len(found) > most:
            self.fault(f"there are {len(found):,} {path[-1]}; at most {most:,} fit", *path)
            return {}
        return found

    def text(self, raw: Mapping[str, Any], key: str, *path: str | int) -> str:
        value = raw.get(key)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            self.fault(f"'{key}' should be text", *path, key)
            return ""
        return str(value).strip()

    def number(self, raw: Any) -> int:
        if raw is None or (isinstance(raw, int) and not isinstance(raw, bool)):
            return raw or 0
        self.fault(f"'order' should be a whole number, not '{raw}'", "order")
        return 0

    def date(self, raw: Any, *path: str | int) -> dt.date | None:
        if raw is None:
            return None
        if isinstance(raw, dt.datetime):
            return raw.date()
        if isinstance(raw, dt.date):
            return raw
        self.fault(f"'{path[-1]}' should be a date such as 2026-04-06, not '{raw}'", *path)
        return None

    def sources(self, raw: Any) -> dict[str, CaseSource]:
        found: dict[str, CaseSource] = {}
        for key, value in self.few(raw, MOST_SOURCES, "sources").items():
            path = ("sources", key)
            fields = self.mapping(value, *path)
            self.keys(fields, ("title", "url", "date", "checked", "note"), *path)
            found[str(key)] = CaseSource(
                title=self.text(fields, "title", *path) or str(key),
                url=self.url(fields, *path),
                date=self.text(fields, "date", *path),
                checked=self.date(fields.get("checked"), *path, "checked"),
                note=self.text(fields, "note", *path),
            )
        return found

    def url(self, fields: Mapping[str, Any], *path: str | int) -> str:
        url = self.text(fields, "url", *path)
        if url and not url.startswith(("https://", "http://")):
            # A link is shown on a page: javascript: and friends must never get that far.
            self.fault("a link begins with https:// or http://", *path, "url")
            return ""
        return url

    def present(self, raw: Any) -> dict[str, Answer]:
        fields = self.mapping(raw, "present")
        self.keys(fields, ("answers",), "present")
        return self.answers(fields.get("answers"), "present", "answers")

    def options(self, raw: Any) -> dict[str, CaseOption]:
        found: dict[str, CaseOption] = {}
        for name, value in self.few(raw, MOST_OPTIONS, "options").items():
            path = ("options", name)
            if not NAME.match(str(name)):
                self.fault("an option's name is made of letters, digits, - and _", *path)
                continue
            fields = self.mapping(value, *path)
            self.keys(fields, ("title", "about", "answers"), *path)
            found[str(name)] = CaseOption(
                title=self.text(fields, "title", *path) or str(name),
                about=self.text(fields, "about", *path),
                answers=self.answers(fields.get("answers"), *path, "answers"),
            )
        return found

    def collections(self, raw: Any) -> dict[str, Collection]:
        found: dict[str, Collection] = {}
        for name, value in self.mapping(raw, "collections").items():
            path: tuple[str | int, ...] = ("collections", name)
            if name not in COLLECTIONS:
                hint = closest(str(name), COLLECTIONS)
                self.fault(f"'{name}' is not one of {', '.join(COLLECTIONS)}.{hint}", *path)
                continue
            if isinstance(value, dict):
                self.keys(value, ("complete", "items"), *path)
                complete = value.get("complete", True) is True
                found[name] = Collection(self.items(value.get("items"), (*path, "items")), complete)
            else:
                found[name] = Collection(self.items(value, path))
        return found

    def items(self, raw: Any, path: tuple[str | int, ...]) -> tuple[Item, ...]:
        if not isinstance(raw, list):
            self.fault("this should be a list: each item begins with '- id:'", *path)
            return ()
        if len(raw) > MOST_ITEMS:
            self.fault(f"there are {len(raw):,} items; at most {MOST_ITEMS:,} fit", *path)
            return ()
        found: dict[str, Item] = {}
        for index, value in enumerate(raw):
            item = self.item(value, (*path, index))
            if item is not None and item.id in found:
                self.fault(f"the id '{item.id}' is used twice. Give each its own", *path, index)
            elif item is not None:
                found[item.id] = item
        return tuple(found.values())

    def item(self, raw: Any, path: tuple[str | int, ...]) -> Item | None:
        if not isinstance(raw, dict) or not NAME.match(str(raw.get("id", ""))):
            self.fault("each item needs an id of letters, digits, - and _", *path)
            return None
        self.keys(raw, ("id", "title", "answers", "note"), *path)
        return Item(
            id=str(raw["id"]),
            title=self.text(raw, "title", *path) or str(raw["id"]),
            answers=self.answers(raw.get("answers"), *path, "answers"),
            note=self.text(raw, "note", *path),
        )

    def answers(self, raw: Any, *path: str | int) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for name, value in self.mapping(raw, *path).items():
            try:
                found[str(name)] = self.answer(str(name), value, (*path, name))
            except FactError as error:
                self.fault(str(error), *path, name)
        return found

    def answer(self, name: str, raw: Any, path: tuple[str | int, ...]) -> Answer:
        fact = self.facts[name]
        if not isinstance(raw, dict):
            return Answer(fact.read(raw))
        self.keys(raw, _ANSWER_KEYS, *path)
        value = raw.get("value", NOT_KNOWN)
        if isinstance(value, dict | list):
            raise FactError(f"{name} needs one value")
        if fact.type is FactType.TEXT and value is None:
            value = NOT_KNOWN
        return Answer(
            value=fact.read(value),
            source=self.text(raw, "source", *path),
            why=self.text(raw, "why", *path),
            who=self.text(raw, "who", *path),
            when=self.text(raw, "when", *path),
        )

    def check_sources(self, case: CaseFile) -> None:
        places: list[tuple[Mapping[str, Answer], tuple[str | int, ...]]] = [
            (case.present, ("present", "answers"))
        ]
        places += [(o.answers, ("options", name, "answers")) for name, o in case.options.items()]
        known = ", ".join(case.sources) or "none"
        for answered, path in places:
            for name, answer in answered.items():
                for key in re.split(r"[,\s]+", answer.source) if answer.source else ():
                    if key and key not in case.sources:
                        sentence = f"source '{key}' is not under 'sources', which has: {known}"
                        self.fault(sentence, *path, name)
