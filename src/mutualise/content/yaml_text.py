"""YAML as we read it: plain values, the line of every key, and errors a person can act on.

Differences from YAML 1.1 as PyYAML reads it, each for the reader's sake: only `true` and
`false` are yes-or-no values (so a key called `no` stays a word), a key given twice is an
error, and anchors are refused, because a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
DEEPEST = 30


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
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it cannot be read"
        place = f" near character {mark.column + 1}" if mark else ""
        raise YamlError(
            f"This is not valid YAML{place}: {problem}. Check the spaces, colons and quotation "
            "marks on this line and the one above",
            mark.line + 1 if mark else None,
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlError(
            "This file is not text that we can read. Save it as plain text (UTF-8) and try again"
        ) from error
    if node is None:
        return YamlDocument(None)
    reader = _Reader()
    return YamlDocument(reader.value(node, ()), reader.lines)


# The C parser reads the law base several times faster; the pure one gives the same nodes.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        # An alias is the same node met again: nine lines of them can stand for gigabytes.
        if id(node) in self.seen:
            raise YamlError(
                "Anchors and aliases (& and *) are not allowed. Write the value out again", line
            )
        self.seen.add(id(node))
        if node.tag not in _TAGS:
            raise YamlError(f"The tag '{node.tag}' is not allowed. Remove it", line)
        if len(path) > DEEPEST:
            raise YamlError("This file is nested too deeply. Use fewer levels", line)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        raise YamlError("This part cannot be read", line)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError("The name before a colon must be a plain word", line)
            key = key_node.value
            if key in found:
                raise YamlError(f"'{key}' is given twice. Keep one of them", line)
            self.lines[(*path, key)] = line
            found[key] = self.value(value_node, (*path, key))
        return found


def _scalar(node: yaml.ScalarNode, line: int) -> str | int | float | bool | dt.date | None:
    kind = node.tag.rpartition(":")[2]
    text: str = node.value
    if kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        value: str | int | float | dt.date | None = _SCALARS.construct_object(node)
    except ValueError as error:
        raise YamlError(f"'{text}' is not a real date or number", line) from error
    return value
