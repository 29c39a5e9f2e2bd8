"""YAML as we read it: plain values, the line of every key, and errors a person can act on.

Differences from YAML 1.1 as PyYAML reads it, each for the reader's sake: only `true` and
`false` are yes-or-no values (so a key called `no` stays a word), only a number as people
write it is a number (so 10:30 is not 630, nor 010 eight), a key given twice is an error, and
anchors are refused, because a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
DEEPEST = 30
LONGEST_NUMBER = 40
_NUMBERS = ("int", "float")
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class YamlError(ValueError):
    """The text is not YAML that we read; the sentence names the line and the remedy."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.sentence = sentence
        self.line = line
        super().__init__(f"Line {line}: {sentence}" if line else sentence)


@dataclass(frozen=True)
class YamlDocument:
    """A value, and the line (from 1) on which each part of it begins."""

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of this part, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def read_yaml(text: str) -> YamlDocument:
    """Parse one YAML document. Nothing in it is ever executed.

    Raises YamlError for broken YAML, two documents, tags, anchors or deep nesting.
    """
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it cannot be read"
        place = f" near character {mark.column + 1}" if mark else ""
        raise YamlError(
            f"This is not valid YAML{place}: {problem}. Check the spaces, colons and quotation "
            "marks on this line and the one above",
            mark.line + 1 if mark else None,
        ) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlError(
            "This file is not text that we can read. Save it as plain text (UTF-8) and try again"
        ) from error


# The C parser reads the law base several times faster; the pure one gives the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Reader:
    """Builds the value from the parser's events, so that what we refuse is never built.

    PyYAML's own composer calls itself for every level, and a few kilobytes of brackets
    would end the process.
    """

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.lines: dict[Path, int] = {}
        self.resolver = yaml.resolver.Resolver()
        # One for each text: it keeps every value that it has built.
        self.constructor = yaml.constructor.SafeConstructor()

    def document(self) -> YamlDocument:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return YamlDocument(None)
        value = self.value(next(self.events), ())
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise YamlError(
                "This is not valid YAML here: a second document begins. Keep one of them",
                _line(after),
            )
        return YamlDocument(value, self.lines)

    def value(self, event: Any, path: Path) -> Any:
        line = _line(event)
        self.lines.setdefault(path, line)
        _refuse_indirection(event, line)
        if len(path) > DEEPEST:
            raise YamlError(
                "This is not valid YAML as we read it: it is nested too deeply. Use fewer levels",
                line,
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            inside = enumerate(self.until(yaml.SequenceEndEvent))
            return [self.value(item, (*path, index)) for index, item in inside]
        return self.mapping(path)

    def until(self, end: type[Any]) -> Iterator[Any]:
        while not isinstance(event := next(self.events), end):
            yield event

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.until(yaml.MappingEndEvent):
            line = _line(event)
            _refuse_indirection(event, line)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError("The name before a colon must be a plain word", line)
            key = event.value
            if key in found:
                raise YamlError(f"'{key}' is given twice. Keep one of them", line)
            self.lines[(*path, key)] = line
            found[key] = self.value(next(self.events), (*path, key))
        return found

    def scalar(
        self, event: yaml.ScalarEvent, line: int
    ) -> str | int | float | bool | dt.date | None:
        text: str = event.value
        tag: str = self.resolver.resolve(yaml.ScalarNode, text, event.implicit)  # type: ignore[no-untyped-call]
        kind = tag.rpartition(":")[2]
        if kind == "bool":
            return {"true": True, "false": False}.get(text.lower(), text)
        if kind == "null":
            return None
        if kind == "timestamp" or (kind in _NUMBERS and _PLAIN_NUMBER.fullmatch(text)):
            return self.built(tag, text, line)
        return text

    def built(self, tag: str, text: str, line: int) -> int | float | dt.date:
        if len(text) > LONGEST_NUMBER:
            raise YamlError(f"A number or date has at most {LONGEST_NUMBER} characters", line)
        try:
            value: int | float | dt.date = self.constructor.construct_object(
                yaml.ScalarNode(tag, text)
            )
        except (ValueError, OverflowError) as error:
            raise YamlError(f"'{text}' is not a real date or number", line) from error
        return value


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _refuse_indirection(event: Any, line: int) -> None:
    # An alias stands for what its anchor marks: nine lines of them can stand for gigabytes.
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise YamlError(
            "Anchors and aliases (& and *) are not allowed. Write the value out again", line
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise YamlError(f"The tag '{tag}' is not allowed. Remove it", line)
